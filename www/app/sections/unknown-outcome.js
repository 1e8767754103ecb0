/** A payment whose order may have been made. Nothing that the shopper can do here charges twice. */
import { busyButton, button, link } from "../components/controls.js";
import { errorBox, messageBox } from "../components/messages.js";
import { codeText } from "../components/values.js";
import { errorKind } from "../data/errors.js";
import { focusOn } from "../dom/accessibility.js";
import { h, replaceContent } from "../dom/elements.js";
import { esimPath, receiptPath, refreshView } from "../routes.js";

/** @typedef {import("../data/purchases.js").Purchases} Purchases */
/** @typedef {import("../data/purchases.js").RecoveredPurchase} RecoveredPurchase */

/** The errors that prove that no request made this order. Others concern the last request only. */
const REJECTIONS = new Set([
  "package_unavailable",
  "price_changed",
  "insufficient_balance",
  "sim_recycled",
  "validation",
]);

/** The causes of an unknown outcome that the shopper can do something about. */
const REMEDIABLE_CAUSES = new Set(["authentication", "rate_limited"]);

/**
 * @param {Purchases} purchases
 * @param {string} reference
 * @param {RecoveredPurchase | undefined} purchase undefined if the journal cannot be read
 * @param {() => void} lookAgain
 * @param {AbortSignal} signal
 */
export function unknownOutcome(purchases, reference, purchase, lookAgain, signal) {
  const container = h("div", { class: "loaded" });
  const result = h("div", {});
  const box = messageBox(
    "bad",
    "We do not know yet whether your order went through",
    h("p", {}, "Please do not pay again: the order may have been made and show up in a moment."),
    purchase &&
      h(
        "p",
        {},
        "You can safely try again: it sends the same order with the same payment, and a payment " +
          "buys one order, however often it is sent. You will not be charged twice.",
      ),
    h("p", {}, "If it is still missing in an hour, tell us this payment and we will settle it: "),
    h("p", {}, codeText(reference)),
    h(
      "p",
      { class: "actions" },
      button("Look again", lookAgain),
      purchase && resendButton(purchases, purchase, { container, result }, signal),
    ),
  );
  box.setAttribute("role", "alert");
  replaceContent(container, box, result);
  return container;
}

/**
 * @param {Purchases} purchases
 * @param {RecoveredPurchase} purchase
 * @param {{ container: HTMLElement, result: HTMLElement }} places a rejection replaces the whole
 *   container; any other error is shown below, as the result of the last try
 * @param {AbortSignal} signal
 */
function resendButton(purchases, purchase, { container, result }, signal) {
  const { reference, iccid, package_id, price } = purchase;
  const paidPrice = price === undefined ? {} : { price };
  const { element } = busyButton("Try again", "Trying again…", async () => {
    replaceContent(result);
    try {
      await purchases.submit({ iccid, package_id, ...paidPrice, reference, resend: true });
      if (location.hash === receiptPath(reference)) refreshView();
    } catch (error) {
      const isRejected = REJECTIONS.has(errorKind(error) ?? "");
      if (isRejected) purchases.discard(reference);
      if (signal.aborted) return;
      const place = isRejected ? container : result;
      replaceContent(place, isRejected ? rejection(error, iccid) : stillUnknown(error));
      focusOn(place);
    }
  });
  return element;
}

/** @param {unknown} error @param {string} iccid */
function rejection(error, iccid) {
  const box = errorBox(error);
  box.append(
    h("p", {}, "Nothing was ordered with this payment and you have not been charged."),
    link("See what is on offer", esimPath(iccid)),
  );
  return box;
}

/** @param {unknown} error */
function stillUnknown(error) {
  const text = h(
    "p",
    {},
    "Whether your order went through is not known yet. You have not been charged twice.",
  );
  const cause = error instanceof Error ? error.cause : undefined;
  const isRemediable = REMEDIABLE_CAUSES.has(errorKind(cause) ?? "");
  if (errorKind(error) === "outcome_unknown" && !isRemediable) {
    return messageBox("info", "Still not known", text);
  }
  const box = errorBox(isRemediable ? cause : error);
  box.append(text);
  return box;
}
