// A shop's page: it buys what it is told to, and says how that ended.

import { createClient } from "/pkg/web.js";
import { outcomeOf } from "../hosts/outcome.js";
import { LOOK_UP_MS, PAGE_TIMEOUT_MS, RECOVERY_MS } from "../hosts/times.js";

const BASE = new URLSearchParams(location.search).get("api") ?? "/api";

const client = createClient({
  baseUrl: BASE,
  timeoutMs: PAGE_TIMEOUT_MS,
  lookUpMs: LOOK_UP_MS,
  maxRetries: 1,
});

/** What the page's journal had open when it was opened. */
const recovered = client.then((ready) => ready.recoverTopupOrders({ timeoutMs: RECOVERY_MS }));
// Told to whoever asks.
recovered.catch(() => {});

/** @param {import("../../../../pkg/index.js").TopupOrderRequest} order */
const buy = async (order) => outcomeOf((await client).submitTopupOrder(order));
const recover = async () =>
  (await recovered).map(({ reference, order }) => ({ reference, code: order?.code ?? null }));

Object.assign(globalThis, { buy, recover });
