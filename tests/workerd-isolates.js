// Several isolates of one worker in workerd, which share their Durable Objects.
import { workerModules } from "../www/server/worker-modules.mjs";

/** A worker that passes each request to the isolate that `X-Isolate` names, without that header. */
const FRONT = `export default {
  fetch(request, env) {
    const forwarded = new Request(request);
    forwarded.headers.delete("X-Isolate");
    return env[request.headers.get("X-Isolate") ?? "isolate0"].fetch(forwarded);
  },
};`;

/**
 * The options of Miniflare for the isolates.
 *
 * @param {object} options
 * @param {number} options.isolates
 * @param {string} options.pkg the folder of the package
 * @param {string[]} options.scripts the worker's files; the first one is its entry
 * @param {string} options.store the class of the Durable Objects
 * @param {Record<string, any>} [options.bindings]
 */
export function isolatesOf({ isolates, pkg, scripts, store, bindings }) {
  const names = Array.from({ length: isolates }, (_, index) => `isolate${index}`);
  return {
    host: "127.0.0.1",
    port: 0,
    workers: [
      {
        name: "front",
        modules: true,
        script: FRONT,
        serviceBindings: Object.fromEntries(names.map((name) => [name, name])),
      },
      ...names.map((name) => ({
        ...workerModules(pkg, scripts),
        name,
        compatibilityDate: "2026-04-01",
        ...(bindings && { bindings }),
        durableObjects: { STORE: { className: store, scriptName: "isolate0", useSQLite: true } },
      })),
    ],
  };
}
