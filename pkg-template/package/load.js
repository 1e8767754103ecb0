import { pressoneError } from "./make-error.js";

/** @param {unknown} cause */
function failure(cause) {
  // A page whose Content-Security-Policy forbids WebAssembly, or files of two versions.
  const refused =
    cause instanceof WebAssembly.CompileError || cause instanceof WebAssembly.LinkError;
  const kind = refused ? "configuration" : "network";
  const detail = cause instanceof Error ? cause.message : String(cause);
  return pressoneError({ kind, message: `the module could not be loaded: ${detail}` }, cause);
}

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
    loaded ??= load().catch((cause) => {
      loaded = undefined;
      throw failure(cause);
    });
    await loaded;
    return new ClientClass(options);
  };
}
