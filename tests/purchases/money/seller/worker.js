// The seller in workerd: the gateway for pages, and the handler for the test.
import * as esim from "pressone-esim";
import * as gateway from "pressone-esim/gateway";
import { durableStorage, GatewayObject } from "pressone-esim/gateway/cloudflare";
import { createHandler } from "./handler.js";
import { withKillPoints } from "./kill-points.js";
import { createShop } from "./shop.js";

export { GatewayObject };

export default {
  /** @param {Request} request @param {any} env @param {any} context */
  fetch(request, { GATEWAY, KILL_URL, ACCESS }, context) {
    const storage = withKillPoints(durableStorage(GATEWAY), KILL_URL);
    const shop = createShop({ esim, gateway, storage }, ACCESS);
    const { pathname } = new URL(request.url);
    if (pathname.startsWith("/api/")) return shop.handleRequest(request, context);
    return createHandler(shop)(request);
  },
};
