/**
 * Makes `createClient` out of a way to load the module: once, however often it is called, and
 * again after a load that failed.
 *
 * @template Client
 * @param {() => Promise<unknown>} load
 * @param {new (options: unknown) => Client} ClientClass
 */
export function createClientWith(load, ClientClass) {
  /** @type {Promise<unknown> | undefined} */
  let loaded;
  return async function createClient(/** @type {unknown} */ options) {
    loaded ??= load();
    try {
      await loaded;
    } catch (error) {
      loaded = undefined;
      throw error;
    }
    return new ClientClass(options);
  };
}
