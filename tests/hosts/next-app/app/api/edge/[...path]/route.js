import { after } from "next/server.js";
import { createShopGateway } from "../../../../gateway.js";

export const runtime = "edge";

/** @type {ReturnType<typeof createShopGateway> | undefined} */
let gateway;

/** @param {Request} request @param {{ params: Promise<{ path: string[] }> }} context */
async function handle(request, { params }) {
  gateway ??= createShopGateway("/api/edge");
  const url = new URL(request.url);
  // The edge runtime adds the parameters of the route to the query.
  for (const name of Object.keys(await params)) url.searchParams.delete(name);
  return gateway(new Request(url, request), { waitUntil: after });
}

export { handle as GET, handle as OPTIONS, handle as POST };
