/** The filters of the order list, as they are in the address and in the query to PressOne. */
import { parseTimestamp } from "../timestamps.js";

export const FILTER_NAMES = /** @type {const} */ (["from", "to", "code", "status", "type"]);

/** @typedef {Record<typeof FILTER_NAMES[number], string>} Filters "" for a filter that is not set */

/** @param {string} text */
export const isDay = (text) => /^\d{4}-\d\d-\d\d$/.test(text) && parseTimestamp(text) !== null;

/**
 * Reads filters. A text that cannot be a filter's value is ignored, such as a day that does not exist.
 *
 * @param {(name: typeof FILTER_NAMES[number]) => string | null | undefined} read
 * @returns {Filters}
 */
export function readFilters(read) {
  const filters = /** @type {Filters} */ (
    Object.fromEntries(FILTER_NAMES.map((name) => [name, (read(name) ?? "").trim()]))
  );
  for (const name of /** @type {const} */ (["from", "to"])) {
    if (!isDay(filters[name])) filters[name] = "";
  }
  if (!["sim", "topup"].includes(filters.type)) filters.type = "";
  return filters;
}

/** Returns the number of filters that are set. A range of days is one. @param {Filters} filters */
export const countFilters = ({ from, to, code, status, type }) =>
  [from || to, code, status, type].filter(Boolean).length;

/** @param {Filters} filters */
export const endsBeforeItBegins = ({ from, to }) => from !== "" && to !== "" && from > to;

/**
 * @param {Filters} filters
 * @returns {import("pressone-esim").OrderListQuery}
 */
export function toOrderQuery({ from, to, code, status, type }) {
  /** @type {import("pressone-esim").OrderListQuery} */
  const query = { include: ["status"] };
  // PressOne needs both ends of the range.
  if (from || to) query.created_at = { from: from || "2000-01-01", to: to || "2099-12-31" };
  if (code) query.code = code;
  if (status) query.order_status = status;
  if (type === "sim" || type === "topup") query.type = type;
  return query;
}
