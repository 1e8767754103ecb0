import { pressoneError } from "./error-classes.js";
import { facade } from "./facade.js";
import { checkSource } from "./module-source.js";

/** The timeout of a load, in ms, without the option `timeoutMs`. */
const LOAD_TIMEOUT_MS = 30_000;

/** The failure of a load that took too long. */
class LoadTimeoutError extends Error {}

/**
 * Settles like a load, or rejects when it takes too long.
 *
 * @param {Promise<unknown>} load
 * @param {unknown} timeoutMs of the options, which are not checked yet
 */
function withTimeout(load, timeoutMs) {
  const fits = typeof timeoutMs === "number" && timeoutMs > 0 && timeoutMs < 2 ** 31;
  const ms = fits ? timeoutMs : LOAD_TIMEOUT_MS;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const end = new Promise((_resolve, reject) => {
    timer = setTimeout(() => reject(new LoadTimeoutError(`it took longer than ${ms} ms`)), ms);
  });
  return Promise.race([load, end]).finally(() => clearTimeout(timer));
}

/**
 * The error for a module that could not be loaded.
 *
 * @param {unknown} cause
 * @param {{ path: string } | undefined} details
 */
function loadError(cause, details) {
  // Caused by a Content-Security-Policy that forbids WebAssembly, or by files of different builds.
  const refused =
    cause instanceof WebAssembly.CompileError || cause instanceof WebAssembly.LinkError;
  const kindOfLoad = cause instanceof LoadTimeoutError ? "timeout" : "network";
  const kind = refused ? "configuration" : kindOfLoad;
  let detail;
  try {
    detail = String(/** @type {any} */ (cause)?.message ?? cause);
  } catch {
    detail = typeof cause;
  }
  return pressoneError(
    { kind, message: `the module could not be loaded: ${detail}`, ...details },
    cause,
  );
}

/** True for a module of this build. @param {WebAssembly.Module} module @param {string} build */
function isOfBuild(module, build) {
  try {
    return WebAssembly.Module.customSections(module, build).length > 0;
  } catch {
    // It is no module.
    return false;
  }
}

/**
 * Returns a `createClient` that starts one module. Calls that name no module share one load. After a failure, and after a
 * load that takes too long, the next call loads again.
 *
 * @param {(source: any) => Promise<WebAssembly.Module>} load from the option `module`, or without it
 * @param {(options: { module: WebAssembly.Module }) => unknown} start
 * @param {new (options: any) => any} Client the module's class
 * @param {string} build the name of the module's custom section
 */
export function createClientWith(load, start, Client, build) {
  /** @type {Promise<unknown> | undefined} */
  let shared;
  /** @type {Promise<unknown> | undefined} */
  let started;
  /** @param {unknown} [source] */
  async function loadAndStart(source) {
    const module = await load(source);
    // A module of another build would start, and could not be replaced.
    if (!isOfBuild(module, build)) throw new WebAssembly.LinkError("it is of another build");
    // A second start would take the module from the clients of the first.
    started ??= (async () => start({ module }))();
    const own = started;
    own.catch(() => {
      if (started === own) started = undefined;
    });
    await own;
  }
  function loadShared() {
    shared ??= loadAndStart();
    const own = shared;
    own.catch(() => {
      if (shared === own) shared = undefined;
    });
    return own;
  }
  return async function createClient(/** @type {any} */ options) {
    /** @type {{ path: string } | undefined} */
    let details;
    /** @type {any} */
    let source;
    let timeoutMs;
    try {
      source = options.module;
      timeoutMs = options.timeoutMs;
    } catch {
      // The client's own check refuses options that cannot be read.
    }
    async function loadOnce() {
      if (source != null) {
        details = { path: "options.module" };
        source = checkSource(await source);
      }
      await (started ?? (source ? loadAndStart(source) : loadShared()));
    }
    try {
      await withTimeout(loadOnce(), timeoutMs);
    } catch (cause) {
      if (cause instanceof LoadTimeoutError) shared = undefined;
      throw loadError(cause, details);
    }
    return facade(new Client(options));
  };
}
