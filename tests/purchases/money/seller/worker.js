// The seller in workerd: the gateway for pages, and the handler for the test.

import * as page from "pressone-esim";
import * as gateway from "pressone-esim/gateway";
import * as partner from "pressone-esim/partner";
import { cloudflareStore, StoreObject } from "pressone-esim/stores/cloudflare";
import { createHandler } from "./handler.js";
import { withKillPoints } from "./kill-points.js";
import { createShop } from "./shop.js";

export { StoreObject };

/** One shop for all requests of this isolate, as a shop has it. @type {import("./shop.js").Shop | undefined} */
let shop;

export default {
  /** @param {Request} request @param {any} env @param {any} context */
  fetch(request, { STORE, KILL_URL, ACCESS }, context) {
    const store = withKillPoints(cloudflareStore(STORE), KILL_URL);
    shop ??= createShop({ page, partner, gateway, store }, ACCESS);
    const { pathname } = new URL(request.url);
    if (pathname.startsWith("/api/")) return shop.handleRequest(request, context);
    return createHandler(shop)(request, (work) => context.waitUntil(work));
  },
};
