// A shop's page. The test calls its functions.

import { createClient } from "/pkg/web.js";
import { plainOrder } from "../../shared/plain-order.js";
import { outcomeOf } from "../seller/outcome.js";
import { PAGE_TIMEOUT_MS } from "../seller/timing.js";

const baseUrl = new URLSearchParams(location.search).get("api") ?? "/api";
const client = createClient({ baseUrl, timeoutMs: PAGE_TIMEOUT_MS, maxRetries: 1 });

/** Buys through the gateway. @param {import("../../../../pkg/index.js").TopupOrderRequest} order */
const buy = async (order) => outcomeOf((await client).submitTopupOrder(order));

/** Buys without the gateway, with one `fetch`. @param {import("../../shared/buyers.js").Order} order */
async function buyPlainly(order) {
  const { path, init } = plainOrder(order);
  const signal = AbortSignal.timeout(PAGE_TIMEOUT_MS);
  const answer = await fetch(baseUrl + path, { ...init, signal });
  return { code: (await answer.json()).data.code };
}

Object.assign(globalThis, {
  buy,
  buyPlainly: (/** @type {import("../../shared/buyers.js").Order} */ order) =>
    buyPlainly(order).catch((error) => ({ kind: "network", message: String(error) })),
});
