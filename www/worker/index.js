// The shop's edge worker, with its store in Durable Objects. wrangler.jsonc deploys it; `npm start` runs it in
// workerd.
import { cloudflareStore, StoreObject } from "pressone-esim/stores/cloudflare";
import { handleRequest, recoverPurchases } from "./shop.js";

export { StoreObject };

/** @typedef {Omit<import("./shop.js").Environment, "STORE">} Settings */
/** @typedef {Settings & { STORE: import("pressone-esim/stores/cloudflare").StoreNamespace }} Bindings */

/** @param {Bindings} bindings @returns {import("./shop.js").Environment} */
const environmentOf = (bindings) => ({ ...bindings, STORE: cloudflareStore(bindings.STORE) });

export default {
  /**
   * @param {Request} request
   * @param {Bindings} bindings
   * @param {{ waitUntil: (work: Promise<unknown>) => void }} context
   */
  fetch: (request, bindings, context) => handleRequest(request, environmentOf(bindings), context),

  /** Runs by a timer. @param {unknown} _event @param {Bindings} bindings */
  scheduled: (_event, bindings) => recoverPurchases(environmentOf(bindings)),
};
