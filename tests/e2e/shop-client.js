/** Requests to the shop's server, as its page sends them, without a page. */
import assert from "node:assert/strict";
import { createHmac, randomBytes, randomUUID } from "node:crypto";
import { after, before } from "node:test";
import { start } from "../../www/server/start.mjs";
import { startSandbox } from "../sandbox/server.js";

/** @typedef {Awaited<ReturnType<typeof start>>} Storefront */
/** @typedef {RequestInit & { headers?: Record<string, string> }} Init */

const PURCHASES_PATH = "/api/pressone/purchases.json";

/**
 * Starts one storefront, and one session in it, for all tests of the file that calls this.
 *
 * @param {{ entry?: string }} [options] `entry`: that of the shop's worker
 */
export function useShopClient(options) {
  /** @type {Storefront | undefined} */
  let started;
  let cookie = "";
  before(
    async () => {
      started = await start({ startSandbox, ...options });
      cookie = await openSession(started.url);
    },
    // On a clean checkout the page is built first.
    { timeout: 120_000 },
  );
  after(
    async () => {
      await started?.close();
      assert.deepEqual(started?.sandbox.violations, []);
    },
    { timeout: 60_000 },
  );

  const storefront = () => {
    assert.ok(started);
    return started;
  };

  /**
   * Sends what the shop's page would send. `init` replaces parts of it.
   *
   * @param {string} path
   * @param {Init} [init]
   */
  function request(path, { headers = {}, ...init } = {}) {
    const origin = storefront().url.slice(0, -1);
    const pageHeaders = { Cookie: cookie, Origin: origin, Accept: "application/json" };
    return fetch(origin + path, { headers: { ...pageHeaders, ...headers }, ...init });
  }

  /** @param {object} fields @param {string} reference @param {Record<string, string>} [more] headers */
  function sendPurchase(fields, reference, more) {
    const { headers, ...init } = jsonPost(fields);
    const key = { "Idempotency-Key": JSON.stringify(reference) };
    return request(PURCHASES_PATH, { ...init, headers: { ...headers, ...key, ...more } });
  }

  return {
    storefront,
    request,

    /** Returns the ICCID of an eSIM that belongs to the session's shopper. */
    ownIccid: () => storefront().sandbox.iccids.active,

    /**
     * Sends a purchase, as the page client does.
     *
     * @param {Record<string, string>} fields
     * @param {string} reference
     * @param {Record<string, string>} [headers]
     */
    submitOrder: (fields, reference, headers = {}) =>
      sendPurchase({ kind: "topup", ...fields }, reference, headers),

    /** @param {string} email @param {string} reference */
    renewNumber: (email, reference) => sendPurchase({ kind: "renewal", email }, reference),

    /**
     * Calls the payment's webhook, as its provider does.
     *
     * @param {string} payment_id
     * @param {string} [signature] the right one by default
     */
    callWebhook: (payment_id, signature) => callWebhook(storefront(), payment_id, signature),

    /** @param {string} iccid @returns {Promise<{ id: string, price: number }>} */
    async firstOffer(iccid) {
      const response = await request(`/api/pressone/customer/v2/sims/${iccid}/topups`);
      assert.equal(response.status, 200);
      return (await response.json()).data[0];
    },

    /**
     * @param {{ iccid?: string, package_id: string, price: number }} purchase
     * @returns {Promise<string>} the payment's id
     */
    async createPayment(purchase) {
      const response = await request("/shop/payments", jsonPost(purchase));
      assert.equal(response.status, 200);
      return (await response.json()).payment_id;
    },

    /**
     * Pays for a number.
     *
     * @param {string} number
     * @param {number} [price]
     * @returns {Promise<{ reference: string, email: string }>}
     */
    async payForNumber(number, price = 4.99) {
      const payment = jsonPost({ kind: "claim", number, price });
      const response = await request("/shop/payments", payment);
      assert.equal(response.status, 200);
      const { payment_id, email } = await response.json();
      return { reference: payment_id, email };
    },

    /**
     * Sends a claim, as the page client does.
     *
     * @param {{ reference: string, number: string, email: string }} claim
     * @param {Record<string, string>} [headers] of another session
     */
    claimNumber: ({ reference, ...fields }, headers) =>
      sendPurchase({ kind: "claim", ...fields }, reference, headers),
  };
}

/** @param {string} url @returns {Promise<string>} the cookie of a new session */
export async function openSession(url) {
  const response = await fetch(url);
  return (response.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
}

/**
 * @param {Pick<Storefront, "url" | "miniflare">} storefront
 * @param {string} payment_id
 * @param {string} [signature]
 */
export async function callWebhook({ url, miniflare }, payment_id, signature) {
  const { WEBHOOK_SECRET } = await miniflare.getBindings();
  const { headers, ...init } = jsonPost({ payment_id });
  const right = createHmac("sha256", String(WEBHOOK_SECRET)).update(init.body).digest("hex");
  const signed = { ...headers, "Payment-Signature": signature ?? right };
  return fetch(`${url}webhooks/payment`, { ...init, headers: signed });
}

/**
 * Signs another shopper in.
 *
 * @param {Pick<Storefront, "miniflare" | "sandbox">} storefront
 * @returns {Promise<string>} the cookie of the session
 */
export function openOtherSession({ miniflare, sandbox }) {
  const esims = [{ iccid: sandbox.iccids.active, label: "Shared" }];
  return openSessionOf({ miniflare }, { id: "another-shopper", esims });
}

/**
 * Signs a shopper in.
 *
 * @param {Pick<Storefront, "miniflare">} storefront
 * @param {import("../../www/worker/sessions.js").Shopper} shopper
 * @returns {Promise<string>} the cookie of the session
 */
export async function openSessionOf({ miniflare }, shopper) {
  const sessionId = randomBytes(16).toString("hex");
  const sessions = /** @type {any} */ (await miniflare.getKVNamespace("SESSIONS"));
  await sessions.put(`session:${sessionId}`, JSON.stringify(shopper));
  return `shop_session=${sessionId}`;
}

/** A request with a key of its own, as each press of Pay has one. @param {unknown} body */
export const jsonPost = (body) => ({
  method: "POST",
  headers: { "Content-Type": "application/json", "Idempotency-Key": randomUUID() },
  body: JSON.stringify(body),
});
