// The position of a round in the store.

/**
 * @typedef {object} Position
 * @property {number} started_at
 * @property {unknown} cursor the place after which the round goes on; null at its beginning
 * @property {boolean} done
 * @property {number} resume_at the time before which PressOne is not asked
 */

/** The longest pause that PressOne's `Retry-After` can ask for. */
export const MAX_PAUSE_MS = 86_400_000;

/** @param {string | null} text @returns {Position | undefined} */
function parse(text) {
  try {
    const { started_at, cursor = null, done = false, resume_at = 0 } = JSON.parse(text ?? "null");
    return Number.isFinite(started_at) ? { started_at, cursor, done, resume_at } : undefined;
  } catch {
    return undefined;
  }
}

/** The time until `since` is `ms` ago. A time in the future is that of a clock that was set back. @param {number} since @param {number} ms */
export function restMs(since, ms) {
  const age = Date.now() - since;
  return age >= 0 && age < ms ? ms - age : 0;
}

/**
 * @param {import("pressone-esim/stores").Store} store
 * @param {string} key
 */
export async function openPosition(store, key) {
  let text = await store.get(key);
  const found = parse(text);
  const running = found?.done ? undefined : found;
  const { started_at = Date.now(), cursor = null } = running ?? {};

  return {
    cursor,
    started_at,
    /** The time to wait before the round goes on, or the next one begins. @param {number} everyMs */
    waitMs(everyMs) {
      const pauseMs = (found?.resume_at ?? 0) - Date.now();
      // A longer pause is that of a clock that was set back.
      const isPause = pauseMs > 0 && pauseMs <= MAX_PAUSE_MS;
      return Math.max(isPause ? pauseMs : 0, found?.done ? restMs(found.started_at, everyMs) : 0);
    },
    /** @param {Partial<Position>} change */
    async save(change) {
      const next = JSON.stringify({ started_at, ...change });
      if (!(await store.compareAndSet(key, text, next))) {
        throw new Error("another process goes on with this round");
      }
      text = next;
    },
  };
}
