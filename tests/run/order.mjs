// The order in which suites run. Two run at once, because most of them use one processor only for a part of the time.

/** The suites that run at once. Each runs several files at once. */
const LANES = 2;

/**
 * Runs suites and returns their results in the order of the list. A suite starts when a lane is free. A suite
 * that is alone starts when all before it have ended, and none starts before it has ended.
 *
 * @template {{ alone?: true }} Suite
 * @template Result
 * @param {readonly Suite[]} suites
 * @param {(suite: Suite) => Promise<Result>} run
 * @returns {Promise<Result[]>}
 */
export async function runInOrder(suites, run) {
  /** @type {Promise<Result>[]} */
  const results = [];
  /** @type {Set<Promise<unknown>>} */
  const running = new Set();
  for (const suite of suites) {
    const mostBeside = suite.alone ? 0 : LANES - 1;
    while (running.size > mostBeside) await Promise.race(running);
    const result = run(suite);
    results.push(result);
    /** @type {Promise<void>} */
    const ended = Promise.allSettled([result]).then(() => void running.delete(ended));
    running.add(ended);
    if (suite.alone) await ended;
  }
  return Promise.all(results);
}
