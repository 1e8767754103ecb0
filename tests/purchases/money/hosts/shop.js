// What sells: the client with the partner's credentials, alone or behind the gateway, with a policy of
// one shopper who has paid for everything. Runs in every engine.
import { outcomeOf } from "./outcome.js";
import { LOOK_UP_MS, RECOVERY_MS, SELLER_TIMEOUT_MS } from "./times.js";

const BASE = "/api";
const SECRET = "a secret of the tests' own, and long enough";

/**
 * @typedef {object} Parts
 * @property {Pick<typeof import("../../../../pkg/index.js"), "createClient">} esim
 * @property {Pick<typeof import("../../../../pkg/gateway/index.js"), "createGateway" | "upstream">} gateway
 * @property {import("../../../../pkg/gateway/index.js").SharedStorage} storage
 *
 * @typedef {object} Where
 * @property {string} partner
 * @property {{ client_id: string, client_secret: string }} credentials
 */

/** @param {Parts} parts @param {Where} where */
export function shopOf({ esim, gateway, storage }, { partner, credentials }) {
  const patience = { lookUpMs: LOOK_UP_MS, maxRetries: 1 };
  const times = { ...patience, timeoutMs: SELLER_TIMEOUT_MS };
  const access = { baseUrl: partner, credentials, storage, ...times };
  const serve = gateway.createGateway({
    client: () => esim.createClient(gateway.upstream({ ...access, secret: SECRET })),
    storage,
    secret: SECRET,
    basePath: BASE,
    limit: { requests: 1_000_000, windowMs: 60_000 },
    authorize: () => ({ id: "ada" }),
    ownsEsim: () => true,
    verifyPayment: () => true,
  });
  return {
    gateway: serve,
    /** The shop's own client. */
    direct: () => esim.createClient(access),
    /** What a page has, without a browser. */
    throughGateway: () =>
      esim.createClient({
        ...patience,
        baseUrl: `http://127.0.0.1${BASE}`,
        fetch: (/** @type {Request} */ request) => serve(request),
      }),
  };
}

/**
 * The seller's desk: buys, finds out what became of purchases, and lets go of those that somebody has
 * found out about.
 *
 * @param {ReturnType<typeof shopOf>} shop
 */
export function deskOf({ direct, throughGateway }) {
  /** @type {Record<string, (client: import("../../../../pkg/index.js").Client, asked: any) => Promise<unknown>>} */
  const works = {
    "/buy": (client, order) => outcomeOf(client.submitTopupOrder(order)),
    "/recover": async (client) =>
      (await client.recoverTopupOrders({ timeoutMs: RECOVERY_MS })).map(({ reference, order }) => ({
        reference,
        code: order?.code ?? null,
      })),
    "/settle": (client, settlement) => client.settle(settlement).then(() => true),
  };
  return async (/** @type {Request} */ request) => {
    const { pathname } = new URL(request.url);
    const asked = await request.json();
    const buysAsPage = pathname === "/buy" && asked.reference.includes(".gateway.");
    const client = await (buysAsPage ? throughGateway() : direct());
    try {
      return Response.json(await works[pathname]?.(client, asked));
    } catch (error) {
      return Response.json(String(error), { status: 500 });
    } finally {
      client.free();
    }
  };
}
