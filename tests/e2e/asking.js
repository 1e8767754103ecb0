/** Asks the shop's server as its page does, without a page. */
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { start } from "../../www/server/start.mjs";

/** @typedef {Awaited<ReturnType<typeof start>>} Running */
/** @typedef {RequestInit & { headers?: Record<string, string> }} Init */

/** A shop and a visitor of it, for all tests of the file that calls this. */
export function useShop() {
  /** @type {Running | undefined} */
  let shop;
  let cookie = "";
  before(
    async () => {
      shop = await start({ sandbox: { validate: true } });
      cookie = await visitor(shop.url);
    },
    { timeout: 30_000 },
  );
  after(
    async () => {
      await shop?.close();
      assert.deepEqual(shop?.sandbox.violations, []);
    },
    { timeout: 10_000 },
  );

  const running = () => {
    assert.ok(shop);
    return shop;
  };

  /**
   * A request with what the shop's page sends along, but for what the test changes.
   *
   * @param {string} path
   * @param {Init} [init]
   */
  function ask(path, { headers = {}, ...init } = {}) {
    const origin = running().url.slice(0, -1);
    const own = { Cookie: cookie, Origin: origin, Accept: "application/json" };
    return fetch(origin + path, { headers: { ...own, ...headers }, ...init });
  }

  return {
    running,
    ask,
    /** An eSIM of the visitor's. */
    mine: () => running().sandbox.iccids.active,
    /**
     * @param {Record<string, string>} fields
     * @param {string} payment the order's reference
     * @param {Record<string, string>} [more]
     */
    order(fields, payment, more = {}) {
      const body = new FormData();
      for (const [name, value] of Object.entries(fields)) body.set(name, value);
      const headers = { "Idempotency-Key": payment, ...more };
      return ask("/api/pressone/customer/v2/orders/topups", { method: "POST", body, headers });
    },
    /** @param {string} iccid @returns {Promise<{ id: string, price: number }>} the first one */
    async offer(iccid) {
      const response = await ask(`/api/pressone/customer/v2/sims/${iccid}/topups`);
      assert.equal(response.status, 200);
      return (await response.json()).data[0];
    },
    /** @param {{ iccid: string, package_id: string, price: number }} purchase */
    async pay(purchase) {
      const response = await ask("/shop/payments", json(purchase));
      assert.equal(response.status, 200);
      return (await response.json()).payment_id;
    },
  };
}

/** @param {string} url @returns {Promise<string>} the cookie of a new session */
export async function visitor(url) {
  const response = await fetch(url);
  return (response.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
}

/** @param {unknown} body */
export const json = (body) => ({
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify(body),
});
