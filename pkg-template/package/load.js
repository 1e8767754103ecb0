/**
 * Makes `createClient` out of a way to load the module: once, however often it is called, and
 * again after a load that failed.
 *
 * @template Options, Client
 * @param {() => Promise<unknown>} load
 * @param {new (options: Options) => Client} ClientClass
 */
export function createClientWith(load, ClientClass) {
  /** @type {Promise<unknown> | undefined} */
  let loaded;
  return async function createClient(/** @type {Options} */ options) {
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
