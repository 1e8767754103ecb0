import { after } from "next/server.js";
import { gatewayAt } from "../../../../gateway.js";

export const runtime = "edge";

/** @type {ReturnType<typeof gatewayAt> | undefined} */
let gateway;

/** @param {Request} request @param {{ params: Promise<{ path: string[] }> }} context */
async function handle(request, { params }) {
  gateway ??= gatewayAt("/api/edge");
  const url = new URL(request.url);
  // This runtime adds the route's own parameters, which the page has not sent.
  for (const name of Object.keys(await params)) url.searchParams.delete(name);
  return gateway(new Request(url, request), { waitUntil: after });
}

export { handle as GET, handle as OPTIONS, handle as POST };
