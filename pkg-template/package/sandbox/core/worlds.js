import { asFetch } from "./as-fetch.js";
import { CONTROL } from "./control.js";
import { corsHeaders } from "./cors.js";
import { jsonOutcome } from "./outcome.js";
import { createSandbox } from "./sandbox.js";

/**
 * Many sandboxes behind one address, for tests that run at the same time. `/world/<name>/…` is the
 * sandbox of that name; every other path belongs to the default sandbox.
 *
 * @typedef {import("./sandbox.js").Sandbox} Sandbox
 * @typedef {import("./sandbox.js").SandboxOptions} SandboxOptions
 */

const PREFIX = /^\/world\/([\w.-]{1,80})(?=\/)/;
const MAX_WORLDS = 5000;

/** @param {Omit<SandboxOptions, "basePath">} [options] For every world. */
export function createWorlds(options = {}) {
  /** @type {Map<string, Sandbox>} */
  const worlds = new Map();
  const defaultWorld = createSandbox(options);

  /** @param {string} name The empty name is the default world. @returns {Sandbox} */
  function get(name) {
    if (name === "") return defaultWorld;
    const known = worlds.get(name);
    if (known) return known;
    if (worlds.size >= MAX_WORLDS) throw new Error(`there are ${MAX_WORLDS} worlds already`);
    const created = createSandbox({ ...options, basePath: `/world/${name}` });
    worlds.set(name, created);
    return created;
  }

  /** Violations and counts of every world. */
  function summary() {
    return [["", defaultWorld], ...worlds].map(([name, sandbox]) => {
      const { violations, validation } = /** @type {Sandbox} */ (sandbox);
      return { world: name, violations, ...validation };
    });
  }

  /** @param {Request} request */
  async function handle(request) {
    const { pathname } = new URL(request.url);
    if (pathname === `${CONTROL}worlds`) {
      return { outcome: jsonOutcome(summary(), 200, corsHeaders(true)), exempt: "control" };
    }
    return get(PREFIX.exec(pathname)?.[1] ?? "").handle(request);
  }

  return {
    get,
    summary,
    handle,
    /** @param {Request} request */
    fetch: (request) => asFetch(handle, request),
  };
}
