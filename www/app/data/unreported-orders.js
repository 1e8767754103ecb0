/**
 * The paid orders whose outcome the shopper has not seen yet. The page stores them, so the next page can
 * report them. This is no journal: the shop's server decides what is ordered.
 */
import { createStoredList } from "./stored-list.js";

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
 * @property {PaymentMethodType} [method] of the payment
 *
 * @typedef {"card" | "wallet"} PaymentMethodType
 *
 * @typedef {NewOrder & { reference: string, email?: string }} PaidOrder with the address of a number that is claimed
 * @typedef {PaidOrder & { refusal?: string }} UnreportedOrder with the kind of its failure, if it was refused
 */

const MAX_ORDERS = 20;

/**
 * Orders with the same key buy the same. The price and the title may have changed since.
 *
 * @param {{ kind: string, iccid?: string, package_id?: string, number?: string, email?: string }} order
 */
export const orderKey = ({ kind, iccid, package_id, number, email }) =>
  JSON.stringify([kind, iccid, package_id, number, email]);

/** @param {string} shopper */
export function createUnreportedOrders(shopper) {
  /** @type {ReturnType<typeof createStoredList<UnreportedOrder>>} */
  const { read, write } = createStoredList(`unreported-orders:${shopper}`);

  /** @param {string} reference */
  const without = (reference) => read().filter((order) => order.reference !== reference);

  return {
    list: read,
    /** @param {UnreportedOrder} order */
    add: (order) => write([order, ...without(order.reference)].slice(0, MAX_ORDERS)),
    /** @param {string} reference */
    remove: (reference) => write(without(reference)),
  };
}
