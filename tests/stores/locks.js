// Parts of the tests of locks.

/** @typedef {import("pressone-esim/stores").Store} Store */

const LONG_WAIT = { waitMs: 60_000 };

/** A signal that aborts after a time. A client in another process makes its own by `ms`. @param {number} ms */
export const abortAfter = (ms) =>
  Object.assign(ms === 0 ? AbortSignal.abort() : AbortSignal.timeout(ms), { ms });

/**
 * Takes a lock and holds it until `release` is called. `ended` settles as the call does.
 *
 * @param {Store} store
 * @param {string} name
 */
export async function holdLock(store, name) {
  let release = () => {};
  const released = new Promise((/** @type {(value: void) => void} */ resolve) => {
    release = resolve;
  });
  /** @type {Promise<unknown>} */
  let ended = Promise.resolve();
  const signal = await new Promise(
    (/** @type {(value: AbortSignal) => void} */ resolve, reject) => {
      const work = async (/** @type {AbortSignal} */ lost) => {
        resolve(lost);
        await released;
        return "the result";
      };
      ended = store.lock(name, work, LONG_WAIT);
      ended.catch(reject);
    },
  );
  return { signal, release, ended };
}
