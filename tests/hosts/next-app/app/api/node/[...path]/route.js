import { after } from "next/server.js";
import { gatewayAt } from "../../../../gateway.js";

/** @type {ReturnType<typeof gatewayAt> | undefined} */
let gateway;

/** @param {Request} request */
function handle(request) {
  gateway ??= gatewayAt("/api/node");
  return gateway(request, { waitUntil: after });
}

export { handle as GET, handle as OPTIONS, handle as POST };
