/** Requests to the shop's server, as its page sends them, without a page. */
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { start } from "../../www/server/start.mjs";

/** @typedef {Awaited<ReturnType<typeof start>>} Storefront */
/** @typedef {RequestInit & { headers?: Record<string, string> }} Init */

const RENEWAL_PATH = "/api/pressone/api/third-party/partner/renew-number/";

/** Starts one storefront, and one session in it, for all tests of the file that calls this. */
export function useShopClient() {
  /** @type {Storefront | undefined} */
  let started;
  let cookie = "";
  before(
    async () => {
      started = await start({ sandbox: { validate: true } });
      cookie = await openSession(started.url);
    },
    { timeout: 30_000 },
  );
  after(
    async () => {
      await started?.close();
      assert.deepEqual(started?.sandbox.violations, []);
    },
    { timeout: 10_000 },
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

  return {
    storefront,
    request,

    /** Returns the ICCID of an eSIM that belongs to the session's shopper. */
    ownIccid: () => storefront().sandbox.iccids.active,

    /**
     * @param {Record<string, string>} fields
     * @param {string} reference
     * @param {Record<string, string>} [headers]
     */
    submitOrder(fields, reference, headers = {}) {
      const body = new FormData();
      for (const [name, value] of Object.entries(fields)) body.set(name, value);
      return request("/api/pressone/customer/v2/orders/topups", {
        method: "POST",
        body,
        headers: { "Idempotency-Key": reference, ...headers },
      });
    },

    /** @param {string} email @param {string} reference */
    renewNumber(email, reference) {
      const { headers, ...init } = jsonPost({ email });
      return request(RENEWAL_PATH, {
        ...init,
        headers: { ...headers, "Idempotency-Key": reference },
      });
    },

    /** @param {string} iccid @returns {Promise<{ id: string, price: number }>} */
    async firstOffer(iccid) {
      const response = await request(`/api/pressone/customer/v2/sims/${iccid}/topups`);
      assert.equal(response.status, 200);
      return (await response.json()).data[0];
    },

    /**
     * @param {{ iccid: string, package_id: string, price: number }} purchase
     * @returns {Promise<string>} the payment's id
     */
    async createPayment(purchase) {
      const response = await request("/shop/payments", jsonPost(purchase));
      assert.equal(response.status, 200);
      return (await response.json()).payment_id;
    },
  };
}

/** @param {string} url @returns {Promise<string>} the cookie of a new session */
export async function openSession(url) {
  const response = await fetch(url);
  return (response.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
}

/** @param {unknown} body */
export const jsonPost = (body) => ({
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify(body),
});
