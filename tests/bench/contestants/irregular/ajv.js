// Irregular pages with ajv: converted by hand, then checked by the compiled code.
import * as checks from "#compiled-ajv";
import { coercePage } from "./by-hand.js";

/** @param {unknown} body */
export function decodeOrders(body) {
  const page = coercePage(body);
  if (!checks.orders(page)) throw new Error(checks.orders.errors?.[0]?.instancePath);
  return { orders: page.data, meta: page.meta };
}
