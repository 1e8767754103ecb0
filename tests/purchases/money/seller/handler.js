// The HTTP API through which the test drives a seller: /buy, /recover and /settle.
import { outcomeOf } from "./outcome.js";
import { RECOVERY_MS } from "./timing.js";

/** @typedef {import("../../../../pkg/index.js").Client} Client */

/** @type {Record<string, (client: Client, args: any) => Promise<unknown>>} */
const ROUTES = {
  "/buy": (client, order) => outcomeOf(client.submitTopupOrder(order)),
  "/recover": async (client) => {
    const recovered = await client.recoverTopupOrders({ timeoutMs: RECOVERY_MS });
    return recovered.map(({ reference, order }) => ({ reference, code: order?.code ?? null }));
  },
  "/settle": (client, settlement) => client.settle(settlement).then(() => true),
};

/**
 * Returns the handler of a shop. An order whose reference says so is bought through the gateway.
 *
 * @param {import("./shop.js").Shop} shop
 */
export function createHandler({ createDirectClient, createGatewayClient }) {
  return async (/** @type {Request} */ request) => {
    const { pathname } = new URL(request.url);
    const args = await request.json();
    const throughGateway = pathname === "/buy" && args.reference.includes(".gateway.");
    const client = await (throughGateway ? createGatewayClient() : createDirectClient());
    try {
      return Response.json(await ROUTES[pathname]?.(client, args));
    } catch (error) {
      return Response.json(String(error), { status: 500 });
    } finally {
      client.free();
    }
  };
}
