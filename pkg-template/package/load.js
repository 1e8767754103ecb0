import { pressoneError } from "./error-classes.js";
import { facade } from "./facade.js";

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
 * Returns a `createClient` that loads the module once. After a failure its next call loads again.
 *
 * @param {() => Promise<unknown>} load
 * @param {new (options: any) => any} Client the module's class
 */
export function createClientWith(load, Client) {
  /** @type {Promise<unknown> | undefined} */
  let loaded;
  return async function createClient(/** @type {unknown} */ options) {
    loaded ??= load().catch((cause) => {
      loaded = undefined;
      throw loadError(cause);
    });
    await loaded;
    return facade(new Client(options));
  };
}
