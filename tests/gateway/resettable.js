// The same worker, with Durable Objects that a test can reset, as a deployment or a move resets them. The
// holder of a lock goes on, and the object has lost the lock.
import worker, { StoreObject as Original } from "./worker.js";

export class StoreObject extends Original {
  reset() {
    /** @type {any} */ (this).ctx.abort("reset by the test");
  }
}

/** The names of the objects that were used. @type {Set<string>} */
const usedNames = new Set();

/** A namespace that records the names. @param {any} namespace */
const recording = (namespace) => ({
  /** @param {string} name */
  idFromName(name) {
    usedNames.add(name);
    return namespace.idFromName(name);
  },
  get: (/** @type {any} */ id) => namespace.get(id),
});

export default {
  /** @param {Request} request @param {any} env @param {any} context */
  async fetch(request, env, context) {
    const namespace = env.STORE;
    if (new URL(request.url).pathname !== "/reset") {
      return worker.fetch(request, { ...env, STORE: recording(namespace) }, context);
    }
    const suffixes = /** @type {string[]} */ (await request.json());
    const names = [...usedNames].filter((name) => suffixes.some((suffix) => name.endsWith(suffix)));
    for (const name of names) {
      // A reset always ends the call with an error.
      await namespace
        .get(namespace.idFromName(name))
        .reset()
        .catch(() => {});
    }
    return Response.json(names.length);
  },
};
