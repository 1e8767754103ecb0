import { pressoneError } from "./make-error.js";

/** @typedef {() => Promise<Pick<typeof import("./stores/memory.js"), "memoryStore">>} LoadStores */

/** The error for a module that could not be loaded. @param {unknown} cause */
function loadError(cause) {
  // Caused by a Content-Security-Policy that forbids WebAssembly, or by files of different versions.
  const refused =
    cause instanceof WebAssembly.CompileError || cause instanceof WebAssembly.LinkError;
  const kind = refused ? "configuration" : "network";
  const detail = cause instanceof Error ? cause.message : String(cause);
  return pressoneError({ kind, message: `the module could not be loaded: ${detail}` }, cause);
}

/**
 * Gives a partner client without a store one in memory, with a secret.
 *
 * @template Options
 * @param {Options} options
 * @param {LoadStores} loadStores
 * @returns {Promise<Options>}
 */
async function withStore(options, loadStores) {
  let copy;
  try {
    copy = /** @type {Options & Record<string, unknown>} */ ({ ...options });
    if (!copy.credentials || copy.store !== undefined) return options;
  } catch {
    // The client's own check refuses options that cannot be read.
    return options;
  }
  const { memoryStore } = await loadStores();
  // The secret needs to live no longer than the store.
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  const random = Array.from(bytes, (byte) => byte.toString(16)).join("");
  return { ...copy, store: memoryStore(), secret: copy.secret ?? random };
}

/**
 * Returns a `createClient` that loads the module once. After a failure its next call loads again.
 *
 * @template Options, Client
 * @param {() => Promise<unknown>} load
 * @param {new (options: Options) => Client} ClientClass
 * @param {LoadStores} loadStores
 */
export function createClientWith(load, ClientClass, loadStores) {
  /** @type {Promise<unknown> | undefined} */
  let loaded;
  return async function createClient(/** @type {Options} */ options) {
    loaded ??= load().catch((cause) => {
      loaded = undefined;
      throw loadError(cause);
    });
    await loaded;
    return new ClientClass(await withStore(options, loadStores));
  };
}
