// A shop's page. The test calls its functions `buy` and `recover`.

import { createClient } from "/pkg/web.js";
import { outcomeOf } from "../seller/outcome.js";
import { LOOK_UP_MS, PAGE_TIMEOUT_MS, RECOVERY_MS } from "../seller/timing.js";

const client = createClient({
  baseUrl: new URLSearchParams(location.search).get("api") ?? "/api",
  timeoutMs: PAGE_TIMEOUT_MS,
  lookUpMs: LOOK_UP_MS,
  maxRetries: 1,
});

/** The entries that were open in the page's journal when the page was opened. */
const recovered = client.then((ready) => ready.recoverTopupOrders({ timeoutMs: RECOVERY_MS }));
// `recover` reports the error.
recovered.catch(() => {});

/** @param {import("../../../../pkg/index.js").TopupOrderRequest} order */
const buy = async (order) => outcomeOf((await client).submitTopupOrder(order));
const recover = async () =>
  (await recovered).map(({ reference, order }) => ({ reference, code: order?.code ?? null }));

Object.assign(globalThis, { buy, recover });
