/** The names of a package, on offer or ordered. */
import { isUnlimitedOffer } from "../data/usage.js";
import { formatDataText, formatPlan } from "../format.js";
import { t } from "../i18n.js";

/** @typedef {import("pressone-esim").TopupPackage | import("pressone-esim").Package} Offer a top-up, or a new eSIM */

/** Returns the data: "3 GB". @param {Pick<Offer, "id" | "title" | "data" | "is_unlimited">} offer */
export function offerData(offer) {
  const { data, title, id } = offer;
  if (isUnlimitedOffer(offer)) return t("data.unlimited");
  return data ? formatDataText(data) : (title ?? id);
}

/** Returns data and days: "3 GB · 30 days". @param {Offer} offer */
export const offerName = (offer) =>
  offer.day === null ? offerData(offer) : formatPlan(offerData(offer), offer.day);
