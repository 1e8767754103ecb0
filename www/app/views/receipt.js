/** The receipt of a payment: the order, or its state. */
import { asyncSection } from "../components/async-section.js";
import { button, link } from "../components/controls.js";
import { errorBox, infoBox, messageBox } from "../components/messages.js";
import { codeText } from "../components/values.js";
import { errorKind } from "../data/errors.js";
import { isSettled } from "../data/progress.js";
import { h } from "../dom/elements.js";
import { esimPath, ordersPath, refreshView } from "../routes.js";
import { openPurchase } from "../sections/open-purchase.js";
import { receiptDetails } from "../sections/receipt-details.js";
import { renderView } from "./render-view.js";

/** @typedef {import("../data/context.js").Context} Context */
/** @typedef {import("../data/progress.js").Progress} Progress */

/** @type {import("./render-view.js").View} */
export function receipt(context, { params: [reference = ""] }, signal) {
  const known = context.purchases.get(reference);
  const isDone = known?.state === "done";
  return renderView(
    "Receipt",
    h("h1", {}, isDone ? "Thank you" : "Your order"),
    h(
      "div",
      { class: "narrow" },
      isDone ? confirmation(context, known) : orderLookup(context, reference, signal),
    ),
  );
}

/** @param {Context} context @param {Progress} purchase */
function confirmation(context, purchase) {
  const { reference, order } = purchase;
  context.purchases.markReported(reference);
  const next = "What remains on your eSIM is updated every 15 minutes: it will show up there.";
  return [
    messageBox("good", "Your top-up is ordered", h("p", {}, next)),
    order && receiptDetails(context, order, purchase),
  ];
}

/**
 * @param {Context} context
 * @param {string} reference
 * @param {AbortSignal} signal
 */
function orderLookup(context, reference, signal) {
  return asyncSection({
    subject: "your order",
    load: () => lookUp(context, reference),
    render: (purchase, reload) => describe(context, purchase, reload, signal),
    describe: ({ state }) => ANNOUNCEMENTS[state],
    signal,
  });
}

/** @type {Record<Progress["state"], string>} */
const ANNOUNCEMENTS = {
  none: "There is no such order.",
  ordering: "Your order is on its way.",
  open: "We are checking your order.",
  done: "Your order was made.",
  failed: "Nothing was ordered.",
  closed: "Nothing was ordered.",
};

/** @param {Context} context @param {string} reference @returns {Promise<Progress>} */
async function lookUp({ purchases }, reference) {
  try {
    return await purchases.check(reference);
  } catch (error) {
    // The text in the address is no valid reference, so no order has it.
    if (errorKind(error) === "invalid_argument") return { reference, state: "none" };
    throw error;
  }
}

/**
 * @param {Context} context
 * @param {Progress} purchase
 * @param {() => void} lookAgain
 * @param {AbortSignal} signal
 */
function describe(context, purchase, lookAgain, signal) {
  const { purchases } = context;
  const { reference, state, order } = purchase;
  if (isSettled(purchase)) purchases.markReported(reference);
  switch (state) {
    case "none":
      return noOrder(reference, lookAgain);
    case "ordering":
      purchases.onChange((changed) => {
        if (changed.reference === reference) refreshView();
      }, signal);
      return infoBox(`Ordering ${purchase.title}…`, "This takes a few seconds.");
    case "open":
      return openPurchase(context, purchase, signal);
    case "done":
      return [
        messageBox("good", "Your order was made"),
        order && receiptDetails(context, order, purchase),
      ];
    default:
      return refusal(purchase);
  }
}

/** @param {Progress} purchase */
function refusal({ reference, error, iccid }) {
  const box = errorBox(error);
  box.append(
    h("p", {}, "Nothing was ordered and you have not been charged."),
    h("p", {}, "Payment: ", codeText(reference)),
  );
  if (iccid) box.append(link("See what is on offer", esimPath(iccid)));
  return box;
}

/** @param {string} reference @param {() => void} lookAgain */
function noOrder(reference, lookAgain) {
  const box = infoBox("There is no such order", "No order of yours has this payment: ");
  box.append(
    h("p", {}, codeText(reference)),
    h("p", {}, "If you have only just paid, look again in a moment."),
    h(
      "p",
      { class: "actions" },
      button("Look again", lookAgain),
      link("See all orders", ordersPath()),
    ),
  );
  return box;
}
