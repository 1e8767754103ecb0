/** The top-ups that an eSIM can take now. */
import { h, unseen } from "../dom.js";
import { counted, money } from "../format.js";
import { loaded, nothing } from "../parts.js";
import { checkoutPath } from "../routes.js";

/**
 * @param {import("../main.js").Shop} shop
 * @param {string} iccid
 * @param {AbortSignal} signal
 */
export function offers({ pressone }, iccid, signal) {
  return loaded({
    what: "top-ups",
    rows: 3,
    load: () => pressone.getTopupPackages(iccid, { signal }),
    show: (packages) =>
      packages.length > 0
        ? h(
            "ul",
            { class: "offers" },
            packages.map((one) => card(one, iccid)),
          )
        : nothing("No top-up on offer", "This eSIM takes no top-up at the moment."),
    say: ({ length }) => `${counted(length, "top-up")} on offer.`,
    signal,
  });
}

/** @param {import("/pkg/web.js").TopupPackage} offer */
export const dataOf = (offer) => (offer.is_unlimited ? "Unlimited" : (offer.data ?? offer.title));

/**
 * What comes with the data.
 *
 * @param {import("/pkg/web.js").TopupPackage} offer
 * @returns {[string, string][]} name and amount
 */
export function extrasOf({ voice, text }) {
  /** @type {[string, string][]} */
  const extras = [];
  if (voice) extras.push(["Calls", counted(voice, "minute")]);
  if (text) extras.push(["Messages", counted(text, "text")]);
  return extras;
}

/** @param {import("/pkg/web.js").TopupPackage} offer @param {string} iccid */
function card(offer, iccid) {
  const extras = extrasOf(offer).map(([, amount]) => amount);
  return h(
    "li",
    { class: "card offer" },
    h("h3", {}, dataOf(offer), unseen(`, ${offer.title}`)),
    h("p", { class: "offer-days" }, counted(offer.day, "day")),
    extras.length > 0 && h("p", { class: "extras" }, `With ${extras.join(" and ")}`),
    offer.short_info && h("p", { class: "small" }, offer.short_info),
    h(
      "div",
      { class: "offer-foot" },
      h("p", { class: "price" }, money(offer.price)),
      h(
        "a",
        { class: "button main", href: checkoutPath(iccid, offer.id) },
        "Choose",
        unseen(` ${dataOf(offer)} for ${counted(offer.day, "day")}`),
      ),
    ),
  );
}
