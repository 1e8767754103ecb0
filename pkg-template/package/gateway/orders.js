// The shopper's own orders: the list is asked for by what their descriptions begin with, and every
// row that comes is looked at again.
import { invalid } from "./answers.js";
import { beginning, begun } from "./description.js";

/** @typedef {import("./answers.js").Answer} Answer */
/** @typedef {import("pressone-esim").OrderListQuery} OrderListQuery */

const TEXTS = /** @type {const} */ (["code", "order_status", "iccid"]);
const FILTERS = ["created_at", "description", ...TEXTS];
const KNOWN = ["include", "limit", "page", ...FILTERS.map((name) => `filter[${name}]`)];
const RANGE = /^(\d{4}-\d\d-\d\d) - (\d{4}-\d\d-\d\d)$/;
const LONGEST_FILTER = 64;
const MOST = 100;

/**
 * @param {URLSearchParams} params
 * @returns {{ query: OrderListQuery, begin: string } | { refusal: Answer }} `begin`: what the
 *   shopper's own part of a description has to begin with
 */
export function readQuery(params) {
  /** @param {string} field */
  const refuse = (field) => ({ refusal: invalid({ [field.slice(0, 64)]: "is not valid" }) });
  for (const name of new Set(params.keys())) {
    if (!KNOWN.includes(name) || params.getAll(name).length > 1) return refuse(name);
  }
  /** @type {OrderListQuery} */
  const query = {};
  const include = params.get("include");
  if (include !== null) {
    // Not `user`: that is the partner's own account, nothing for a shopper.
    const wanted = include.split(",").filter((one) => one === "sims" || one === "status");
    if (wanted.join() !== include) return refuse("include");
    query.include = wanted;
  }
  const created = params.get("filter[created_at]");
  if (created !== null) {
    const [, from, to] = RANGE.exec(created) ?? [];
    if (!from || !to) return refuse("created_at");
    query.created_at = { from, to };
  }
  for (const name of /** @type {const} */ (["limit", "page"])) {
    const value = params.get(name);
    if (value === null) continue;
    const fits = /^[1-9]\d{0,5}$/.test(value) && (name === "page" || Number(value) <= MOST);
    if (!fits) return refuse(name);
    query[name] = Number(value);
  }
  for (const name of TEXTS) {
    const value = params.get(`filter[${name}]`);
    if (value === null) continue;
    if (value.length > LONGEST_FILTER) return refuse(name);
    query[name] = value;
  }
  const begin = params.get("filter[description]") ?? "";
  if (begin.length > LONGEST_FILTER * 2) return refuse("description");
  return { query, begin };
}

/**
 * @param {import("pressone-esim").Client} client
 * @param {string} tag the shopper's
 * @param {{ query: OrderListQuery, begin: string }} asked
 */
export async function ownOrders(client, tag, { query, begin }) {
  const description = beginning(tag, begun(begin));
  const { orders, meta } = await client.getOrderList({ ...query, description });
  // The server's filter matches anywhere in the text, and may know patterns.
  const own = orders.filter((order) => {
    const { shopper, reference, description: text } = order;
    return shopper === tag && `${reference}:${text ?? ""}`.startsWith(begun(begin));
  });
  return { orders: own, meta };
}
