// Contestants with runs that are shorter than the clock's tick. Imports nothing.

/** @typedef {import("../measure.js").Contestant} Contestant */

/**
 * A contestant that runs `count` times per timing and returns the time of one run. `measure.js` runs
 * all contestants of a batch equally often; this is for contestants whose times differ by magnitudes.
 *
 * @param {string} name
 * @param {number} count
 * @param {() => unknown} run
 * @returns {Contestant}
 */
export function repeated(name, count, run) {
  return {
    name,
    timed: async () => {
      const start = performance.now();
      for (let done = 0; done < count; done += 1) {
        const result = run();
        if (result instanceof Promise) await result;
      }
      return (performance.now() - start) / count;
    },
  };
}

/**
 * The number of runs that take at least `minMs`. The first runs do not count, because the engine has
 * not compiled them yet.
 *
 * @param {() => unknown} run
 * @param {number} minMs
 */
export async function batchSizeFor(run, minMs) {
  for (let count = 1; ; count *= 2) {
    const start = performance.now();
    for (let done = 0; done < count; done += 1) await run();
    const ms = performance.now() - start;
    if (ms >= minMs && count > 1) return Math.ceil((count * minMs) / ms);
    if (ms >= minMs * 4) return 1;
  }
}
