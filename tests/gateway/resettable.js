// The worker under attack, with Durable Objects that can be reset as a deployment or a move resets
// them: whoever holds a lock goes on, and the object knows nothing of it any more.
import worker, { GatewayObject as Original } from "./worker.js";

export class GatewayObject extends Original {
  reset() {
    /** @type {any} */ (this).ctx.abort("reset by the test");
  }
}

export default {
  /** @param {Request} request @param {any} env @param {any} context */
  async fetch(request, env, context) {
    if (new URL(request.url).pathname !== "/reset") return worker.fetch(request, env, context);
    const namespace = env.GATEWAY;
    for (const name of /** @type {string[]} */ (await request.json())) {
      // It ends with an error by its nature.
      await namespace
        .get(namespace.idFromName(name))
        .reset()
        .catch(() => {});
    }
    return new Response(null, { status: 204 });
  },
};
