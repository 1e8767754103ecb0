// Time that takes none: timers and dates are replaced, and what has to be waited for is jumped to.
import FakeTimers from "@sinonjs/fake-timers";
import { createRandom } from "../shared/random.js";

/** What a schedule begins at. */
const START = Date.UTC(2026, 4, 20, 12);
/** More events than any schedule has, and more time than it takes. */
const MOST_EVENTS = 20_000;
const LONGEST_MS = 60 * 60_000;

const immediate = setImmediate;
/** Until everything that waits for no timer has gone as far as it can. */
const turn = () => new Promise((resolve) => immediate(resolve));

/**
 * Replaces the clock, the timers and the random numbers of this thread until `stop()`.
 *
 * @typedef {ReturnType<typeof startTime>} Time
 *
 * @param {number} seed
 */
export function startTime(seed) {
  const clock = FakeTimers.install({
    now: START,
    toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date"],
  });
  const restore = seedRandomness(seed);
  let working = 0;
  let jumped = 0;

  /** The time that has passed, whatever was done to the clock. */
  const passed = () => clock.now - jumped - START;

  /** One turn is not enough where the platform's own streams are at work. */
  async function settle() {
    do await turn();
    while (working > 0);
  }

  return {
    passed,

    /** What the server's clock says, which nobody sets. */
    serverNow: () => START + passed(),

    /** @param {number} ms @param {() => unknown} action */
    after(ms, action) {
      clock.setTimeout(action, ms);
    },

    /** Sets the clock that clients see. @param {number} ms */
    jump(ms) {
      jumped += ms;
      clock.setSystemTime(clock.now + ms);
    },

    /**
     * Holds the time while the platform is at work on something.
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

    /** Lets one thing after the other happen until nothing is left to happen. */
    async run() {
      await settle();
      const end = passed() + LONGEST_MS;
      for (let events = 0; clock.countTimers() > 0; events += 1) {
        if (events > MOST_EVENTS || passed() > end) throw new Error("it never comes to an end");
        clock.next();
        await settle();
      }
    },

    stop() {
      clock.uninstall();
      restore();
    },
  };
}

/** @param {number} seed */
function seedRandomness(seed) {
  const random = createRandom(seed, "platform");
  const original = Math.random;
  Math.random = random.next;
  Object.defineProperty(crypto, "getRandomValues", {
    configurable: true,
    value: (/** @type {Uint8Array} */ bytes) =>
      bytes.map((_, i) => (bytes[i] = random.between(0, 255))),
  });
  return () => {
    Math.random = original;
    Reflect.deleteProperty(crypto, "getRandomValues");
  };
}
