// A clock that a test moves, in any engine. The package reads `Date.now` at each use.

/**
 * Runs `work` while the clock of this process or isolate is ahead.
 *
 * @template T
 * @param {number} ms
 * @param {() => T | Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withClockAhead(ms, work) {
  const now = Date.now;
  Date.now = () => now() + ms;
  try {
    return await work();
  } finally {
    Date.now = now;
  }
}
