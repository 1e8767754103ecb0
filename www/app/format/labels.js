/** The shopper's words for PressOne's codes. */

/** @type {ReadonlyMap<string, string>} */
export const ORDER_STATUSES = new Map([
  ["completed", "Completed"],
  ["failed", "Failed"],
  ["refunded", "Refunded"],
  ["partially_refunded", "Partly refunded"],
]);

/** @type {ReadonlyMap<string, string>} */
export const ORDER_TYPES = new Map([
  ["topup", "Top-up"],
  ["sim", "New eSIM"],
]);

/** @type {ReadonlyMap<string, string>} */
export const PACKAGE_STATUSES = new Map([
  ["ACTIVE", "Active"],
  ["NOT_ACTIVE", "Not started"],
  ["FINISHED", "Used up"],
  ["EXPIRED", "Expired"],
  ["RECYCLED", "Retired"],
  ["UNKNOWN", "Status unknown"],
  ["PROVISIONAL", "Bought just now"],
]);
