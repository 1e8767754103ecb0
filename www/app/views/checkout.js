/** The checkout: the offer, the payment and the order. */
import { asyncSection } from "../components/async-section.js";
import { busyButton, button, link } from "../components/controls.js";
import { errorBox, infoBox } from "../components/messages.js";
import { factList, iccidText } from "../components/values.js";
import { esimLabel } from "../data/context.js";
import { errorKind, errorReference } from "../data/errors.js";
import { focusOn } from "../dom/accessibility.js";
import { h, replaceContent } from "../dom/elements.js";
import { formatOfferData, offerExtras } from "../format/labels.js";
import { formatMoney, pluralize } from "../format/numbers.js";
import { esimPath } from "../routes.js";
import { placeOrder } from "../sections/place-order.js";
import { renderView } from "./render-view.js";

/** @typedef {import("../data/context.js").Context} Context */
/** @typedef {import("/pkg/web.js").TopupPackage} TopupPackage */

/** @type {import("./render-view.js").View} */
export function checkout(context, { params: [iccid = "", package_id = ""] }, signal) {
  const review = asyncSection({
    subject: "your top-up",
    // Fetched again, because the offer may have changed since the list.
    load: async () => {
      const offers = await context.pressone.getTopupPackages(iccid, { signal });
      return offers.find(({ id }) => id === package_id);
    },
    render: (offer, reload) =>
      offer
        ? [offerCard(context, iccid, offer), paymentSection(context, iccid, offer, signal, reload)]
        : unavailable(iccid),
    describe: (offer) =>
      offer ? `${offer.title}, ${formatMoney(offer.price)}.` : "This top-up is no longer on offer.",
    signal,
  });
  return renderView(
    "Check out",
    link("Back to the top-ups", esimPath(iccid), "back"),
    h("h1", {}, "Check out"),
    h("div", { class: "narrow" }, review),
  );
}

/** @param {string} iccid */
const unavailable = (iccid) => [
  infoBox("This top-up is no longer on offer", "Please choose another one."),
  h("p", {}, link("See what is on offer", esimPath(iccid), "button main")),
];

/** @param {Context} context @param {string} iccid @param {TopupPackage} offer */
const offerCard = (context, iccid, offer) =>
  h(
    "div",
    { class: "card" },
    h("h2", {}, offer.title),
    factList([
      ["eSIM", [esimLabel(context, iccid), " ", iccidText(iccid)]],
      ["Data", formatOfferData(offer)],
      ["Valid for", pluralize(offer.day, "day")],
      ...offerExtras(offer),
      ["To pay", h("strong", { class: "price" }, formatMoney(offer.price))],
    ]),
  );

/**
 * @param {Context} context
 * @param {string} iccid
 * @param {TopupPackage} offer
 * @param {AbortSignal} signal
 * @param {() => void} reload
 */
function paymentSection({ purchases }, iccid, offer, signal, reload) {
  const problem = h("div", {});
  const label = `Pay ${formatMoney(offer.price)} and top up`;
  const pay = async () => {
    replaceContent(problem);
    try {
      await placeOrder(purchases, iccid, offer);
    } catch (error) {
      // A notice tells it in other views.
      if (signal.aborted) return;
      purchases.markReported(errorReference(error));
      replaceContent(problem, nothingOrdered(error, iccid, confirm.press, reload));
      focusOn(problem);
    }
  };
  const confirm = busyButton(label, "Ordering…", pay, "main wide");
  const note = "This payment is simulated: there is no card to enter and no money moves.";
  return [
    h("div", { class: "card simulated" }, h("h2", {}, "Payment"), h("p", {}, note)),
    problem,
    confirm.element,
  ];
}

/**
 * @param {unknown} error
 * @param {string} iccid
 * @param {() => void} payAgain
 * @param {() => void} reload
 */
function nothingOrdered(error, iccid, payAgain, reload) {
  const box = errorBox(error, payAgain);
  box.append(h("p", {}, "Nothing was ordered and you have not been charged."));
  const kind = errorKind(error);
  if (kind === "price_changed") box.append(button("See the new price", reload));
  if (kind === "package_unavailable") box.append(link("See what is on offer", esimPath(iccid)));
  return box;
}
