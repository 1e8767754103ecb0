/** The filters of the order list, as they are in the address and in the query to PressOne. */

export const FILTER_NAMES = /** @type {const} */ ([
  "from",
  "to",
  "code",
  "status",
  "type",
  "description",
]);

/** @typedef {Record<typeof FILTER_NAMES[number], string>} Filters "" for a filter that is not set */

const DAY = /^\d{4}-\d\d-\d\d$/;

/**
 * @param {(name: typeof FILTER_NAMES[number]) => string} read returns the value of a filter
 * @returns {Filters}
 */
export function collectFilters(read) {
  return /** @type {Filters} */ (
    Object.fromEntries(FILTER_NAMES.map((name) => [name, read(name)]))
  );
}

/**
 * @param {Filters} filters
 * @returns {import("/pkg/web.js").OrderListQuery}
 */
export function toOrderQuery({ from, to, code, status, type, description }) {
  /** @type {import("/pkg/web.js").OrderListQuery} */
  const query = {};
  if (DAY.test(from) || DAY.test(to)) {
    // PressOne needs both ends of the range.
    query.created_at = { from: from || "2000-01-01", to: to || "2099-12-31" };
  }
  if (code) query.code = code;
  if (status) query.order_status = status;
  if (description) query.description = description;
  if (type === "sim" || type === "topup") query.type = type;
  return query;
}
