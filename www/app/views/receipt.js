/**
 * The receipt of a payment. An order of this visit is known; any other order is looked up by the
 * payment's id, which is the order's reference.
 */
import { asyncSection } from "../components/async-section.js";
import { button, link } from "../components/controls.js";
import { infoBox, messageBox } from "../components/messages.js";
import { codeText } from "../components/values.js";
import { errorKind } from "../data/errors.js";
import { h } from "../dom/elements.js";
import { ordersPath } from "../routes.js";
import { receiptDetails } from "../sections/receipt-details.js";
import { unknownOutcome } from "../sections/unknown-outcome.js";
import { renderView } from "./render-view.js";

/** @typedef {import("../data/purchases.js").Purchases} Purchases */

/** @type {import("./render-view.js").View} */
export function receipt({ purchases }, { params: [reference = ""] }, signal) {
  const order = purchases.getOrdered(reference);
  const content = order
    ? confirmation(order, reference)
    : orderLookup(purchases, reference, signal);
  return renderView(
    "Receipt",
    h("h1", {}, order ? "Thank you" : "Your order"),
    h("div", { class: "narrow" }, content),
  );
}

/** @param {import("/pkg/web.js").TopupOrder} order @param {string} reference */
function confirmation(order, reference) {
  const next = "What remains on your eSIM is updated every 15 minutes: it will show up there.";
  return [
    messageBox("good", "Your top-up is ordered", h("p", {}, next)),
    receiptDetails(order, reference, order.iccid),
  ];
}

/**
 * @param {Purchases} purchases
 * @param {string} reference
 * @param {AbortSignal} signal
 */
function orderLookup(purchases, reference, signal) {
  return asyncSection({
    subject: "your order",
    load: () => lookUp(purchases, reference),
    render: ({ order, purchase, mayExist }, reload) => {
      if (order) {
        purchases.markShown(reference);
        return [
          messageBox("good", "Your order was made"),
          receiptDetails(order, reference, purchase?.iccid ?? null),
        ];
      }
      return mayExist
        ? unknownOutcome(purchases, reference, purchase, reload, signal)
        : noOrder(reference, reload);
    },
    describe: ({ order, mayExist }) => {
      if (order) return "Your order was made.";
      return mayExist ? "Your order is not in the list yet." : "There is no such order.";
    },
    signal,
  });
}

/**
 * Reads the order list, then the journal, then the order list again, because an order may be settled
 * between the two. `mayExist` is true if the journal has an open entry or cannot be read.
 *
 * @param {Purchases} purchases
 * @param {string} reference
 */
async function lookUp(purchases, reference) {
  /** @type {import("../data/purchases.js").Order | null} */
  let order = await findOrder(purchases, reference);
  let isJournalRead = true;
  if (!order) {
    await purchases.recover().catch(() => {
      isJournalRead = false;
    });
    order = purchases.getRecovered(reference)?.order ?? (await findOrder(purchases, reference));
  }
  const purchase = purchases.getRecovered(reference);
  return { order, purchase, mayExist: purchase !== undefined || !isJournalRead };
}

/** @param {Purchases} purchases @param {string} reference */
async function findOrder(purchases, reference) {
  try {
    return await purchases.findOrder(reference);
  } catch (error) {
    // The text in the address is no valid reference, so no order has it.
    if (errorKind(error) === "invalid_argument") return null;
    throw error;
  }
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
