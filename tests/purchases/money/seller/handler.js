// The HTTP API through which the test drives a seller: /buy, /recover and /settle.
import { withClockAhead } from "./clock.js";
import { outcomeOf } from "./outcome.js";
import { LATER_MS, RECOVERY_MS } from "./timing.js";

/**
 * @typedef {import("../../../../pkg/partner/index.js").PartnerClient} Client
 * @typedef {(work: Promise<unknown>) => void} WaitUntil
 */

/** @type {Record<string, (client: Client, args: any, waitUntil: WaitUntil) => Promise<unknown>>} */
const ROUTES = {
  "/buy": (client, order, waitUntil) => outcomeOf(client.submitTopupOrder(order, { waitUntil })),
  // After so long, every open purchase may be looked for and settled.
  "/recover": (client) =>
    withClockAhead(LATER_MS, async () => {
      const { settled, open } = await client.recoverPurchases({ timeoutMs: RECOVERY_MS });
      return [...settled, ...open].map(({ reference, order }) => ({
        reference,
        code: order?.code ?? null,
      }));
    }),
  "/settle": (client, settlement) =>
    withClockAhead(LATER_MS, () => client.settlePurchase(settlement).then(() => true)),
};

/**
 * Returns the handler of a shop. An order whose reference says so is bought through the gateway.
 *
 * @param {import("./shop.js").Shop} shop
 */
export function createHandler({ createDirectClient, createPageClient }) {
  /** @param {Request} request @param {WaitUntil} [waitUntil] */
  return async (request, waitUntil = () => {}) => {
    const { pathname } = new URL(request.url);
    const args = await request.json();
    const throughGateway = pathname === "/buy" && args.reference.includes(".gateway.");
    // A page's client can only be asked to buy.
    /** @type {any} */
    const client = await (throughGateway ? createPageClient(waitUntil) : createDirectClient());
    try {
      return Response.json(await ROUTES[pathname]?.(client, args, waitUntil));
    } catch (error) {
      return Response.json(String(error), { status: 500 });
    } finally {
      client.free();
    }
  };
}
