import { DAY, parseRange } from "../core/dates.js";
import { like } from "../core/like.js";
import { ORDER_STATUSES } from "../data/orders.js";
import { pageErrors } from "./paging.js";
import { Refusal } from "./types.js";

/**
 * The parameters of the order list.
 *
 * @typedef {import("../state/state.js").Order} Order
 */

/**
 * @param {URLSearchParams} query
 * @returns {Record<string, string>} A message per invalid parameter.
 */
export function queryErrors(query) {
  const errors = pageErrors(query);
  const status = query.get("filter[order_status]");
  if (status && !ORDER_STATUSES.includes(status)) {
    errors["filter.order_status"] = "The order status is not one that can be asked for.";
  }
  return errors;
}

/** @param {URLSearchParams} query @returns {Set<string>} */
export function includes(query) {
  return new Set(query.get("include")?.split(","));
}

/**
 * @param {URLSearchParams} query
 * @param {import("../core/shapes.js").Shapes} shapes
 * @returns {(order: Order) => boolean}
 */
export function orderFilter(query, shapes) {
  /** @type {((order: Order) => boolean)[]} */
  const tests = [];
  const value = (/** @type {string} */ name) => query.get(`filter[${name}]`) || null;

  const code = value("code");
  if (code !== null) tests.push(fieldMatches(like(code), (order) => order.code));
  const description = value("description");
  if (description !== null)
    tests.push(fieldMatches(like(description), (order) => order.description));
  const status = value("order_status");
  if (status !== null) tests.push((order) => order.status === status);
  const iccid = value("iccid");
  if (iccid !== null) {
    const isWanted = like(iccid);
    // The list shows no eSIM for a top-up. The documentation does not say if the filter finds top-ups.
    tests.push((order) =>
      order.plan.type === "topup" && !shapes.iccidFilterFindsTopups
        ? false
        : order.iccids.some(isWanted),
    );
  }
  const isInRange = rangeFilter(query, shapes);
  tests.push(({ createdAt }) => isInRange(createdAt));
  return (order) => tests.every((test) => test(order));
}

/**
 * @param {(text: string) => boolean} test
 * @param {(order: Order) => string} field
 * @returns {(order: Order) => boolean}
 */
function fieldMatches(test, field) {
  return (order) => test(field(order));
}

/**
 * The filter of days.
 *
 * @param {URLSearchParams} query
 * @param {import("../core/shapes.js").Shapes} shapes
 * @returns {(createdAt: number) => boolean}
 */
export function rangeFilter(query, shapes) {
  const created = query.get("filter[created_at]");
  if (!created) return () => true;
  const range = parseRange(created);
  // The description's pattern allows days that do not exist, such as 31 February.
  if (range === null) throw new Refusal(`filter[created_at] must be "Y-m-d - Y-m-d": ${created}`);
  const end = shapes.rangeEnd === "midnight" ? range.to + 1 : range.to + DAY;
  return (createdAt) => createdAt >= range.from && createdAt < end;
}
