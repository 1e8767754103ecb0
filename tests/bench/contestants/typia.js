// Checked with code that typia wrote from the types in typia-types.ts: https://typia.io
import * as checks from "#generated/typia";
import { clientWith } from "./client.js";
import { normalised } from "./normalise.js";

/** @param {unknown} body */
export const decodeOrders = (body) => normalised.orders(checks.assertOrders(body));
export const createClient = clientWith({
  topups: (body) => normalised.topups(checks.assertTopups(body)),
  order: (body) => normalised.order(checks.assertOrder(body)),
  history: (body) => normalised.history(checks.assertHistory(body)),
  orders: decodeOrders,
  renewal: (body) => normalised.renewal(checks.assertRenewal(body)),
});
