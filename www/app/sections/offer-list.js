/** The top-ups on offer for an eSIM. */
import { asyncSection } from "../components/async-section.js";
import { infoBox } from "../components/messages.js";
import { visuallyHidden } from "../dom/accessibility.js";
import { h } from "../dom/elements.js";
import { formatOfferData, offerExtras } from "../format/labels.js";
import { formatMoney, pluralize } from "../format/numbers.js";
import { checkoutPath } from "../routes.js";

/**
 * @param {import("../data/context.js").Context} context
 * @param {string} iccid
 * @param {AbortSignal} signal
 */
export function offerList({ pressone }, iccid, signal) {
  return asyncSection({
    subject: "top-ups",
    bars: 3,
    load: () => pressone.getTopupPackages(iccid, { signal }),
    render: (offers) => {
      if (offers.length === 0) {
        return infoBox("No top-up on offer", "This eSIM takes no top-up at the moment.");
      }
      const cards = offers.map((offer) => offerCard(offer, iccid));
      return h("ul", { class: "offers" }, cards);
    },
    describe: ({ length }) => `${pluralize(length, "top-up")} on offer.`,
    signal,
  });
}

/** @param {import("/pkg/web.js").TopupPackage} offer @param {string} iccid */
function offerCard(offer, iccid) {
  const data = formatOfferData(offer);
  const days = pluralize(offer.day, "day");
  const extras = offerExtras(offer).map(([, amount]) => amount);
  return h(
    "li",
    { class: "card offer" },
    h("h3", {}, data, visuallyHidden(`, ${offer.title}`)),
    h("p", { class: "offer-days" }, days),
    extras.length > 0 && h("p", { class: "extras" }, `With ${extras.join(" and ")}`),
    offer.short_info && h("p", { class: "small" }, offer.short_info),
    h(
      "div",
      { class: "offer-foot" },
      h("p", { class: "price" }, formatMoney(offer.price)),
      h(
        "a",
        { class: "button main", href: checkoutPath(iccid, offer.id) },
        "Choose",
        visuallyHidden(` ${data} for ${days}`),
      ),
    ),
  );
}
