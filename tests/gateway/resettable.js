// The worker under attack, with Durable Objects that can be reset as a deployment or a move resets
// them: whoever holds a lock goes on, and the object knows nothing of it any more.
import worker, { GatewayObject as Original } from "./worker.js";

export class GatewayObject extends Original {
  reset() {
    /** @type {any} */ (this).ctx.abort("reset by the test");
  }
}

/** The objects that were asked for, by what they are named. @type {Set<string>} */
const asked = new Set();

/** @param {any} namespace */
const noting = (namespace) => ({
  /** @param {string} name */
  idFromName(name) {
    asked.add(name);
    return namespace.idFromName(name);
  },
  get: (/** @type {any} */ id) => namespace.get(id),
});

export default {
  /** @param {Request} request @param {any} env @param {any} context */
  async fetch(request, env, context) {
    const namespace = env.GATEWAY;
    if (new URL(request.url).pathname !== "/reset") {
      return worker.fetch(request, { ...env, GATEWAY: noting(namespace) }, context);
    }
    const ends = /** @type {string[]} */ (await request.json());
    const names = [...asked].filter((name) => ends.some((end) => name.endsWith(end)));
    for (const name of names) {
      // It ends with an error by its nature.
      await namespace
        .get(namespace.idFromName(name))
        .reset()
        .catch(() => {});
    }
    return Response.json(names.length);
  },
};
