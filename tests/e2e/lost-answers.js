/** Answers to payments that are lost on their way to the page. */
import assert from "node:assert/strict";
import { fetchAnswer } from "./held.js";

/** @typedef {import("./page.js").Page} Page */

export const PAYMENTS = "**/shop/payments";
export const LOST = { expectedErrors: /net::ERR_|50[0-9]/ };
export const UNKNOWN = "We do not know yet if your payment went through";
export const NOT_CHARGED = /not been charged/;

/**
 * Loses the answers to the next payments. Returns their keys, and the ids that the shop has given to them.
 *
 * @param {Page} page
 * @param {number} times
 * @param {"before" | "after" | number} [moment] before or after the shop has received it; or a status of a proxy
 */
export async function losePayments(page, times, moment = "after") {
  /** @type {{ keys: (string | undefined)[], ids: string[] }} */
  const seen = { keys: [], ids: [] };
  await page.route(PAYMENTS, async (route) => {
    const isLost = seen.keys.length < times;
    seen.keys.push(route.request().headers()["idempotency-key"]);
    if (isLost && moment === "before") return route.abort("connectionreset");
    const response = await fetchAnswer(route);
    if (response.ok()) seen.ids.push((await response.json()).payment_id);
    if (!isLost) return route.fulfill({ response });
    if (typeof moment === "number") return route.fulfill({ status: moment, body: "<html>" });
    return route.abort("connectionreset");
  });
  return seen;
}

/** @param {{ keys: (string | undefined)[], ids: string[] }} seen @param {number} count */
export function assertOnePayment({ keys, ids }, count) {
  assert.equal(keys.length, count);
  assert.match(keys[0] ?? "", /^[0-9a-f-]{36}$/);
  assert.equal(new Set(keys).size, 1, "one key");
  assert.equal(new Set(ids).size, 1, "one payment");
}
