/** The contents of a top-up on offer. */
import { pluralize } from "./numbers.js";

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
