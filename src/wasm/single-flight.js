// Work that concurrent callers share.
//
// The module calls this function without `catch`: a synchronous exception would leave the promise pending.
// Nothing here may throw.

/**
 * Settles like `own`, or with the value of `earlier` if that comes first. `earlier` may hang or fail.
 *
 * @param {Promise<unknown>} earlier
 * @param {Promise<unknown>} own
 * @returns {Promise<unknown>}
 */
export function firstFulfilled(earlier, own) {
  return new Promise((resolve, reject) => {
    earlier.then(resolve, () => {});
    own.then(resolve, reject);
  });
}
