/** The times at which the page looks again for an open purchase. */

/** The pauses between two looks. The last one repeats. */
const PAUSES_MS = [5_000, 10_000, 20_000, 40_000, 60_000];

/** @param {(reference: string) => Promise<unknown>} look */
export function createLookTimers(look) {
  /** @type {Map<string, { pauses: number, timer: number }>} */
  const timers = new Map();
  let isStopped = false;

  return {
    /** Sets the next look for a purchase. @param {string} reference @returns {number} its time, in ms */
    lookLater(reference) {
      const { pauses, timer } = timers.get(reference) ?? { pauses: 0, timer: 0 };
      clearTimeout(timer);
      const pause = PAUSES_MS[Math.min(pauses, PAUSES_MS.length - 1)] ?? 0;
      if (isStopped) return 0;
      const next = window.setTimeout(() => look(reference).catch(() => {}), pause);
      timers.set(reference, { pauses: pauses + 1, timer: next });
      return Date.now() + pause;
    },

    /** Ends all looks. */
    stop() {
      isStopped = true;
      for (const { timer } of timers.values()) clearTimeout(timer);
    },
  };
}
