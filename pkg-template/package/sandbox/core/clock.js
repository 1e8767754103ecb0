/**
 * The sandbox's time: the wall clock, or an injected one, plus the advances.
 *
 * @typedef {import("../index.d.ts").Clock} Clock
 */

/**
 * @param {() => number} [source]
 * @returns {Clock}
 */
export function createClock(source = Date.now) {
  let offset = 0;
  return {
    now: () => source() + offset,
    advance(ms) {
      if (!Number.isFinite(ms))
        throw new TypeError("advance() takes a finite number of milliseconds");
      offset += ms;
      return source() + offset;
    },
    reset() {
      offset = 0;
    },
  };
}
