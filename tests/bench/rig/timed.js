// Contestants whose single turns are shorter than the clock can tell. Imports nothing.

/** @typedef {import("../measure.js").Contestant} Contestant */

/**
 * A contestant that is run often enough, and whose time is that of one turn. Where several are
 * compared, `measure.js` runs each equally often; this is for those that differ by magnitudes.
 *
 * @param {string} name
 * @param {number} turns
 * @param {() => unknown} run
 * @returns {Contestant}
 */
export function repeated(name, turns, run) {
  return {
    name,
    timed: async () => {
      const begun = performance.now();
      for (let turn = 0; turn < turns; turn += 1) {
        const result = run();
        if (result instanceof Promise) await result;
      }
      return (performance.now() - begun) / turns;
    },
  };
}

/**
 * How many turns take at least so long; the first ones, which the engine has not compiled yet, do
 * not count.
 *
 * @param {() => unknown} run
 * @param {number} leastMs
 */
export async function turnsFor(run, leastMs) {
  for (let turns = 1; ; turns *= 2) {
    const begun = performance.now();
    for (let turn = 0; turn < turns; turn += 1) await run();
    const ms = performance.now() - begun;
    if (ms >= leastMs && turns > 1) return Math.ceil((turns * leastMs) / ms);
    if (ms >= leastMs * 4) return 1;
  }
}
