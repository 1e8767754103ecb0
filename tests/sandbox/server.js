import { startSandbox as startUnchecked } from "../../pkg-template/package/sandbox/server.js";
import { createObserver } from "./validate.js";

/**
 * Starts a sandbox over HTTP that checks every exchange against the OpenAPI description.
 *
 * @param {import("../../pkg-template/package/sandbox/server.js").ServerOptions} [options]
 */
export async function startSandbox(options = {}) {
  const started = await startUnchecked(
    /** @type {import("../../pkg-template/package/sandbox/server.js").ServerOptions} */ ({
      ...options,
      observe: createObserver(),
    }),
  );
  return /** @type {CheckedServer} */ (started);
}

/**
 * @typedef {import("../../pkg-template/package/sandbox/core/sandbox.js").Sandbox} Sandbox
 * @typedef {Pick<Awaited<ReturnType<typeof startUnchecked>>, "url" | "close">
 *   & { sandbox: Sandbox, worlds: ReturnType<typeof import("../../pkg-template/package/sandbox/core/worlds.js").createWorlds> }} CheckedServer
 */
