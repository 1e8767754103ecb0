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

const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;
/** The days at the ends of a range that has only one end. */
const FIRST_DAY = "2000-01-01";
const LAST_DAY = "2099-12-31";

/** Returns a neighbouring day. @param {string} day @param {number} distance in days */
const shiftDay = (day, distance) =>
  new Date(Date.parse(day) + distance * DAY_MS).toISOString().slice(0, 10);

/**
 * PressOne's days are not the shopper's, so the query has a day more at each end. `isOnDays` has the exact days.
 *
 * @param {Filters} filters
 * @returns {import("pressone-esim").OrderListQuery}
 */
export function toOrderQuery({ from, to, code, status, type }) {
  /** @type {import("pressone-esim").OrderListQuery} */
  const query = { include: ["status", "sims"] };
  // PressOne needs both ends of the range.
  if (from || to) {
    query.created_at = {
      from: from > FIRST_DAY ? shiftDay(from, -1) : from || FIRST_DAY,
      to: to && to < LAST_DAY ? shiftDay(to, 1) : to || LAST_DAY,
    };
  }
  if (code) query.code = code;
  if (status) query.order_status = status;
  if (type === "sim" || type === "topup") query.type = type;
  return query;
}

/**
 * True if an order was made on the days of the filters, on the shopper's clock.
 *
 * @param {{ created_at: string | null }} order
 * @param {Filters} filters
 */
export function isOnDays({ created_at }, { from, to }) {
  const timestamp = parseTimestamp(created_at);
  if (!timestamp || (!from && !to)) return true;
  const { date, hasTime } = timestamp;
  const shiftMs = hasTime ? date.getTimezoneOffset() * MINUTE_MS : 0;
  const day = new Date(date.getTime() - shiftMs).toISOString().slice(0, 10);
  return day >= from && (!to || day <= to);
}
