// The list of a shopper's own orders. The partner client asks PressOne for those with the shopper's digest in the
// description. This file checks each returned row again.
import { invalid } from "./answers.js";

/** @typedef {import("./answers.js").Answer} Answer */
/** @typedef {import("pressone-esim").OrderListQuery} OrderListQuery */
/**
 * @typedef {object} ListRequest
 * @property {OrderListQuery} query
 * @property {string} part a part of `<reference>:<description>` that the orders have
 */

const TEXT_FILTERS = /** @type {const} */ (["code", "order_status", "iccid"]);
const FILTERS = ["created_at", "description", ...TEXT_FILTERS];
const PARAMETERS = ["include", "limit", "page", ...FILTERS.map((name) => `filter[${name}]`)];
const DATE_RANGE = /^(\d{4}-\d\d-\d\d) - (\d{4}-\d\d-\d\d)$/;
const MAX_FILTER_LENGTH = 64;
const MAX_PAGE_SIZE = 100;

/**
 * @param {URLSearchParams} params
 * @returns {ListRequest | { refusal: Answer }}
 */
export function readOrderQuery(params) {
  /** @param {string} field */
  const refuse = (field) => ({ refusal: invalid({ [field.slice(0, 64)]: "is not valid" }) });
  for (const name of new Set(params.keys())) {
    if (!PARAMETERS.includes(name) || params.getAll(name).length > 1) return refuse(name);
  }
  /** @type {OrderListQuery} */
  const query = {};
  const include = params.get("include");
  if (include !== null) {
    // `user` is refused: it is the partner's own account.
    const allowed = include.split(",").filter((name) => name === "sims" || name === "status");
    if (allowed.join() !== include) return refuse("include");
    query.include = allowed;
  }
  const created = params.get("filter[created_at]");
  if (created !== null) {
    const [, from, to] = DATE_RANGE.exec(created) ?? [];
    if (!from || !to) return refuse("created_at");
    query.created_at = { from, to };
  }
  for (const name of /** @type {const} */ (["limit", "page"])) {
    const value = params.get(name);
    if (value === null) continue;
    const fits =
      /^[1-9]\d{0,5}$/.test(value) && (name === "page" || Number(value) <= MAX_PAGE_SIZE);
    if (!fits) return refuse(name);
    query[name] = Number(value);
  }
  for (const name of TEXT_FILTERS) {
    const value = params.get(`filter[${name}]`);
    if (value === null) continue;
    if (value.length > MAX_FILTER_LENGTH) return refuse(name);
    query[name] = value;
  }
  const part = params.get("filter[description]") ?? "";
  return part.length > MAX_FILTER_LENGTH * 2 ? refuse("description") : { query, part };
}

/**
 * @param {import("./partner-types.d.ts").Partner} partner
 * @param {Pick<import("./endpoints.js").Call, "shopper" | "digests">} call
 * @param {ListRequest} request
 */
export async function listOwnOrders(partner, { shopper, digests }, { query, part }) {
  const { orders, meta } = await partner.getOrderList({ ...query, shopper });
  // PressOne's filter matches anywhere in the text, and may know wildcards.
  const own = orders.filter(
    (order) =>
      digests.includes(order.shopper ?? "") &&
      `${order.reference ?? ""}:${order.description ?? ""}`.includes(part),
  );
  return { orders: own, meta };
}
