// Checked by code that ajv compiled from ajv-schemas.mjs: https://ajv.js.org/standalone.html
import * as checks from "#compiled-ajv";
import { createClientWith } from "./client.js";
import { normalise } from "./normalise.js";

/**
 * @template T
 * @param {import("./compiled-ajv.js").Check} check
 * @param {(body: unknown) => T} decode
 */
const checked = (check, decode) => (/** @type {unknown} */ body) => {
  if (check(body)) return decode(body);
  const [error] = check.errors ?? [];
  throw new Error(`${error?.instancePath} ${error?.keyword}`);
};

export const decodeOrders = checked(checks.orders, normalise.orders);
export const createClient = createClientWith({
  topups: checked(checks.topups, normalise.topups),
  order: checked(checks.order, normalise.order),
  history: checked(checks.history, normalise.history),
  orders: decodeOrders,
  renewal: checked(checks.renewal, normalise.renewal),
});
