/**
 * The paid orders whose outcome the shopper has not seen yet. The page stores them, so the next page can
 * report them. This is no journal: the shop's server decides what is ordered.
 */

/**
 * @typedef {object} NewOrder
 * @property {"topup" | "sim" | "claim"} kind a top-up, a new eSIM, or a phone number
 * @property {string} [iccid] of a top-up
 * @property {string} [package_id] of a top-up or a new eSIM
 * @property {number} price
 * @property {string} title
 * @property {string} [number] that is claimed
 * @property {string} [country] of a new eSIM: the part of the list that has the package
 * @property {"global"} [type] the same, for a region
 *
 * @typedef {NewOrder & { reference: string, email?: string }} PaidOrder with the address of a number that is claimed
 */

const MAX_ORDERS = 20;

/** @param {string} shopper */
export function createUnreportedOrders(shopper) {
  const key = `unreported-orders:${shopper}`;
  /** The orders of a browser without storage. @type {PaidOrder[]} */
  let inMemory = [];

  /** @returns {PaidOrder[]} */
  function list() {
    try {
      const stored = JSON.parse(localStorage.getItem(key) ?? "[]");
      return Array.isArray(stored) ? stored : [];
    } catch {
      return inMemory;
    }
  }

  /** @param {PaidOrder[]} orders */
  function write(orders) {
    inMemory = orders;
    try {
      localStorage.setItem(key, JSON.stringify(orders));
    } catch {
      // The browser stores nothing for this site. The next page cannot report these orders.
    }
  }

  /** @param {string} reference */
  const without = (reference) => list().filter((order) => order.reference !== reference);

  return {
    list,
    /** @param {PaidOrder} order */
    add: (order) => write([order, ...without(order.reference)].slice(0, MAX_ORDERS)),
    /** @param {string} reference */
    remove: (reference) => write(without(reference)),
  };
}
