// A simulated hour: rounds of calls, and time that passes between them. No call is on its way then, so the
// speed of the machine changes nothing.

/** The longest time between two rounds. */
export const MAX_STEP_MS = 5 * 60_000;
const HOUR_MS = 3_600_000;
/** The calls of a round begin within this time. */
const ROUND_MS = 40;

/** @typedef {import("./checks.js").Outcome} Outcome */
/** @typedef {{ pauseMs: number, iccid: string }} Visit */

/**
 * @param {object} options
 * @param {import("../../purchases/shared/random.js").Random} options.random
 * @param {((visits: Visit[]) => Promise<Outcome[]>)[]} options.callers
 * @param {string[]} options.iccids
 * @param {number} options.calls of all callers
 * @param {(ms: number) => Promise<void>} options.advance
 * @param {number} [options.hours]
 */
export async function simulate({ random, callers, iccids, calls, advance, hours = 1 }) {
  /** @type {number[]} */
  const steps = [];
  for (let passed = 0; passed < hours * HOUR_MS; passed += steps.at(-1) ?? 0) {
    steps.push(random.between(1_000, MAX_STEP_MS));
  }
  const each = Math.ceil(calls / steps.length / callers.length);
  /** @type {Outcome[]} */
  const outcomes = [];
  for (const step of steps) {
    const visits = () =>
      Array.from({ length: each }, () => ({
        pauseMs: random.between(0, ROUND_MS),
        iccid: random.pick(iccids),
      }));
    const round = await Promise.all(callers.map((call) => call(visits())));
    outcomes.push(...round.flat());
    await advance(step);
  }
  return outcomes;
}
