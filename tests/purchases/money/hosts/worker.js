// The shop in workerd: the gateway for pages, and the seller's desk.
import * as esim from "pressone-esim";
import * as gateway from "pressone-esim/gateway";
import { durableStorage, GatewayObject } from "pressone-esim/gateway/cloudflare";
import { deskOf, shopOf } from "./shop.js";
import { stepping } from "./stepping.js";

export { GatewayObject };

export default {
  /** @param {Request} request @param {any} env @param {any} context */
  fetch(request, { GATEWAY, CONTROL, ...env }, context) {
    const storage = stepping(durableStorage(GATEWAY), CONTROL);
    const shop = shopOf({ esim, gateway, storage }, env.WHERE);
    const { pathname } = new URL(request.url);
    return pathname.startsWith("/api/") ? shop.gateway(request, context) : deskOf(shop)(request);
  },
};
