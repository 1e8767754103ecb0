import { CONTROL } from "./control.js";
import { corsHeaders } from "./cors.js";
import { fetchLike } from "./fetch-like.js";
import { jsonOutcome } from "./outcome.js";
import { createSandbox } from "./sandbox.js";

/**
 * Many sandboxes behind one address, so that tests that run at the same time do not disturb each
 * other: `/world/<name>/…` is the sandbox of that name, anything else the default one.
 *
 * @typedef {import("./sandbox.js").Sandbox} Sandbox
 * @typedef {import("./sandbox.js").SandboxOptions} SandboxOptions
 */

const PREFIX = /^\/world\/([\w.-]{1,80})(?=\/)/;
const LIMIT = 5000;

/** @param {Omit<SandboxOptions, "basePath">} [options] Of every world. */
export function createWorlds(options = {}) {
  /** @type {Map<string, Sandbox>} */
  const named = new Map();
  const main = createSandbox(options);

  /** @param {string} name The empty name is the default world. @returns {Sandbox} */
  function get(name) {
    if (name === "") return main;
    const known = named.get(name);
    if (known) return known;
    if (named.size >= LIMIT) throw new Error("too many worlds");
    const made = createSandbox({ ...options, basePath: `/world/${name}` });
    named.set(name, made);
    return made;
  }

  /** Violations and counts of every world. */
  function summary() {
    return [["", main], ...named].map(([name, sandbox]) => {
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
    fetch: (request) => fetchLike(handle, request),
  };
}
