// Checked with code that ajv wrote from ajv-schemas.mjs: https://ajv.js.org/standalone.html
import * as checks from "#generated/ajv";
import { clientWith } from "./client.js";
import { normalised } from "./normalise.js";

/**
 * @template T
 * @param {import("./generated.js").Check} check
 * @param {(body: unknown) => T} then
 */
const checked = (check, then) => (/** @type {unknown} */ body) => {
  if (check(body)) return then(body);
  const [error] = check.errors ?? [];
  throw new Error(`${error?.instancePath} ${error?.keyword}`);
};

export const decodeOrders = checked(checks.orders, normalised.orders);
export const createClient = clientWith({
  topups: checked(checks.topups, normalised.topups),
  order: checked(checks.order, normalised.order),
  history: checked(checks.history, normalised.history),
  orders: decodeOrders,
  renewal: checked(checks.renewal, normalised.renewal),
});
