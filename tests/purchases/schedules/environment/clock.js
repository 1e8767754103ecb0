// A simulated clock: timers and dates are replaced, and the clock jumps to the next timer.
import FakeTimers from "@sinonjs/fake-timers";

/** The start of every schedule. */
const START = Date.UTC(2026, 4, 20, 12);
/** Limits that no schedule reaches unless it never ends. */
const MAX_EVENTS = 30_000;
const MAX_MS = 24 * 3_600_000;
const MAX_TIMER_MS = 2_000_000_000;

const immediate = setImmediate;
/** Resolves when no microtask is left. */
const drainMicrotasks = () => new Promise((resolve) => immediate(resolve));

/**
 * Replaces the clock and the timers of this thread until `uninstall()`.
 *
 * @typedef {ReturnType<typeof installClock>} Clock
 */
export function installClock() {
  const clock = FakeTimers.install({
    now: START,
    toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date", "performance"],
  });
  let working = 0;
  let jumped = 0;

  /** The time since the start. Jumps of the clients' clock do not count. */
  const elapsed = () => clock.now - jumped - START;

  /** Waits for promises, and for the platform if its streams are at work. */
  async function settle() {
    do await drainMicrotasks();
    while (working > 0);
  }

  return {
    elapsed,

    /** The server's clock, which never jumps. */
    serverNow: () => START + elapsed(),

    /** @param {number} ms @param {() => unknown} action */
    after(ms, action) {
      clock.setTimeout(action, ms);
    },

    /** Moves the clients' clock. @param {number} ms */
    jump(ms) {
      jumped += ms;
      clock.setSystemTime(clock.now + ms);
    },

    /**
     * Stops the clock while the platform works on a promise.
     *
     * @template T
     * @param {Promise<T>} work
     */
    async hold(work) {
      working += 1;
      try {
        return await work;
      } finally {
        working -= 1;
      }
    },

    /** Lets time pass. @param {number} ms */
    async pass(ms) {
      const end = elapsed() + ms;
      while (elapsed() < end) {
        // No timer can be longer.
        clock.setTimeout(() => {}, Math.min(end - elapsed(), MAX_TIMER_MS));
        await this.run(MAX_TIMER_MS + MAX_MS);
      }
    },

    /** Fires one timer after the other until none is left. */
    async run(maxMs = MAX_MS) {
      await settle();
      const end = elapsed() + maxMs;
      for (let events = 0; clock.countTimers() > 0; events += 1) {
        if (events > MAX_EVENTS || elapsed() > end) throw new Error("the schedule never ends");
        clock.next();
        await settle();
      }
    },

    uninstall() {
      clock.uninstall();
    },
  };
}
