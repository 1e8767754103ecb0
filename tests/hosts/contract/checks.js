// Assertions without imports, because the contract runs on every platform.

/** @param {unknown} condition @param {string} what */
export function assert(condition, what) {
  if (!condition) throw new Error(`assertion failed: ${what}`);
}

/** @param {unknown} actual @param {unknown} expected @param {string} what */
export function equal(actual, expected, what) {
  const [left, right] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (left !== right) throw new Error(`${what}: ${left} instead of ${right}`);
}

/** Returns the error of a promise, which must reject. @param {Promise<unknown>} promise @param {string} kind */
export async function rejects(promise, kind) {
  const error = await promise.then(
    (value) => new Error(`resolved with ${JSON.stringify(value)}`),
    (thrown) => thrown,
  );
  if (error.kind !== kind) throw new Error(`${kind} expected, not ${error.kind}: ${error.message}`);
  return error;
}
