/** The shopper's words for PressOne's codes and offers. */
import { pluralize } from "./numbers.js";

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

/** @typedef {import("/pkg/web.js").TopupPackage} TopupPackage */

/** @param {TopupPackage} offer */
export const formatOfferData = (offer) =>
  offer.is_unlimited ? "Unlimited" : (offer.data ?? offer.title);

/**
 * Returns the calls and messages of an offer.
 *
 * @param {TopupPackage} offer
 * @returns {[string, string][]} name and amount
 */
export function offerExtras({ voice, text }) {
  /** @type {[string, string][]} */
  const extras = [];
  if (voice) extras.push(["Calls", pluralize(voice, "minute")]);
  if (text) extras.push(["Messages", pluralize(text, "text")]);
  return extras;
}
