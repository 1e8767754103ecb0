// The worker of the gateway's tests: the gateway as a shop sets it up, with a policy that the tests can
// predict. A bearer token or a cookie names the shopper; the reference says whose payment it is.

import { createGateway } from "pressone-esim/gateway";
import { createClient } from "pressone-esim/partner";
import { cloudflareStore, StoreObject } from "pressone-esim/stores/cloudflare";
import { withClockAhead } from "./clock.js";

export { StoreObject };

/** @typedef {ReturnType<typeof openShop>} Shop */

/** @type {Map<string, Shop>} */
const shops = new Map();

/** The calls of the shop's own code: a webhook, a timer, a person. @type {readonly string[]} */
const GATEWAY_CALLS = ["purchase", "renew", "claim", "transfer", "closePurchase"];
const CLIENT_CALLS = ["getPurchase", "purchases", "settlePurchase", "recoverPurchases"];

/** @param {any} env @param {string} world */
function openShop(env, world) {
  const openClient = () =>
    createClient({
      baseUrl: `${env.PRESSONE}/world/${world}`,
      credentials: env.CREDENTIALS,
      store: cloudflareStore(env.STORE, { owner: world }),
      secret: env.SECRET,
      numbers: env.NUMBERS,
      lookUpMs: 400,
      timeoutMs: 10_000,
      maxRetries: 1,
    });
  const gateway = createGateway({
    partner: openClient,
    basePath: `/${world}`,
    limit: { requests: env.LIMIT ?? 100_000, windowMs: 60_000 },
    origins: ["https://partner-page.example"],
    authorize: (/** @type {Request} */ request) => {
      const bearer = /^Bearer shopper-(\w+)$/.exec(request.headers.get("Authorization") ?? "")?.[1];
      const cookie = /(?:^|; )shopper=(\w+)$/.exec(request.headers.get("Cookie") ?? "")?.[1];
      const id = bearer ?? cookie;
      return id ? { id } : null;
    },
    mayBrowse: (identity, request) => identity !== null || request.headers.has("X-Browses"),
    ownsOrder: (_shopper, _id, { sold }) => sold(),
    ownsEsim: ({ id }, iccid, { sold }) => (env.ESIMS[id] ?? []).includes(iccid) || sold(),
    verifyPayment: ({ id }, { reference }) => {
      if (reference.startsWith("pending-")) return "pending";
      // What a guest has paid stays theirs when they sign in as Ada.
      const isOwn = [`paid-${id}-`, id === "ada" ? "paid-guest-" : ""].some(
        (start) => start && reference.startsWith(start),
      );
      if (!isOwn) return false;
      return reference.includes("-for-a-dollar") ? { paid: true, price: 1 } : true;
    },
    ownsNumber: ({ id }, email, { sold }) => (env.EMAILS[id] ?? []).includes(email) || sold(),
    verifyRenewal: ({ id }, { reference }) =>
      reference.startsWith("free-") ? "unpaid" : reference.startsWith(`paid-${id}-`),
    mayBrowseNumbers: ({ id }, { filter }) =>
      id !== "mallory" && (filter === null || { query: { country: filter, page_size: "5" } }),
    verifyClaim: ({ id }, { reference, email }) =>
      reference.startsWith(`paid-${id}-`) && email.startsWith(`${id}@`),
  });
  return { gateway, openClient };
}

/**
 * A call of the shop's own code. No page can send it to a real shop.
 *
 * @param {Shop} shop
 * @param {string} method
 * @param {any[]} args
 */
async function callDirectly({ gateway, openClient }, method, args) {
  if (GATEWAY_CALLS.includes(method)) return /** @type {any} */ (gateway)[method](...args);
  if (!CLIENT_CALLS.includes(method)) throw new TypeError(`no such call: ${method}`);
  const client = await openClient();
  try {
    return await /** @type {any} */ (client)[method](...args);
  } finally {
    client.free();
  }
}

export default {
  /** @param {Request} request @param {any} env @param {any} context */
  async fetch(request, env, context) {
    const [, world = "", next, method = ""] = new URL(request.url).pathname.split("/");
    const shop = shops.get(world) ?? openShop(env, world);
    shops.set(world, shop);
    if (next !== "direct") return shop.gateway(request, context);
    try {
      const { args, aheadMs } = /** @type {any} */ (await request.json());
      const call = () => callDirectly(shop, method, args);
      return Response.json(await withClockAhead(aheadMs, call));
    } catch (error) {
      const { name, message, kind, outcome, reference } = /** @type {any} */ (error);
      return Response.json({ name, message, kind, outcome, reference }, { status: 500 });
    }
  },
};
