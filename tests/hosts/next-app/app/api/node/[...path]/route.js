import { after } from "next/server.js";
import { createShopGateway } from "../../../../gateway.js";

/** @type {ReturnType<typeof createShopGateway> | undefined} */
let gateway;

/** @param {Request} request */
function handle(request) {
  gateway ??= createShopGateway("/api/node");
  return gateway(request, { waitUntil: after });
}

export { handle as GET, handle as OPTIONS, handle as POST };
