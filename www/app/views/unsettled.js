/** A payment whose order may have been made: what the shopper can do, none of which can charge twice. */
import { fill, focusOn, h } from "../dom.js";
import { kindOf } from "../errors.js";
import { button, failure, link, message, oneAtATime } from "../parts.js";
import { esimPath, receiptPath } from "../routes.js";

/** @typedef {import("../purchases.js").Purchases} Purchases */
/** @typedef {import("../purchases.js").Open} Open */

/** What is said of this order. Anything else may be about the request, and says nothing of an earlier one. */
const REFUSALS = [
  "package_unavailable",
  "price_changed",
  "insufficient_balance",
  "sim_recycled",
  "validation",
];

/**
 * @param {Purchases} purchases
 * @param {string} payment
 * @param {Open | undefined} open undefined where the journal cannot be read
 * @param {() => void} lookAgain
 * @param {AbortSignal} signal
 */
export function unsettled(purchases, payment, open, lookAgain, signal) {
  const outcome = h("div", {});
  const all = h("div", { class: "loaded" });
  const box = message(
    "bad",
    "We do not know yet whether your order went through",
    h("p", {}, "Please do not pay again: the order may have been made and show up in a moment."),
    open &&
      h(
        "p",
        {},
        "You can safely try again: it sends the same order with the same payment, and a payment " +
          "buys one order, however often it is sent. You will not be charged twice.",
      ),
    h("p", {}, "If it is still missing in an hour, tell us this payment and we will settle it: "),
    h("p", {}, h("span", { class: "code" }, payment)),
    h(
      "p",
      { class: "actions" },
      button("Look again", lookAgain),
      open && tryAgain(purchases, open, { all, outcome }, signal),
    ),
  );
  box.setAttribute("role", "alert");
  fill(all, box, outcome);
  return all;
}

/**
 * @param {Purchases} purchases
 * @param {Open} open
 * @param {{ all: HTMLElement, outcome: HTMLElement }} places of an outcome that settles it, or that does not
 * @param {AbortSignal} signal
 */
function tryAgain(purchases, { reference, iccid, package_id, price }, { all, outcome }, signal) {
  const element = button("Try again", () => {});
  const send = oneAtATime(element, "Trying again…", async () => {
    fill(outcome);
    try {
      const paid = price === undefined ? {} : { price };
      await purchases.order({ iccid, package_id, ...paid, reference, resend: true });
      // The receipt of an order that is known now.
      if (location.hash === receiptPath(reference)) {
        window.dispatchEvent(new HashChangeEvent("hashchange"));
      }
    } catch (error) {
      const refused = REFUSALS.includes(kindOf(error) ?? "");
      if (refused) purchases.refused(reference);
      if (signal.aborted) return;
      const place = refused ? all : outcome;
      fill(place, refused ? refusal(error, iccid) : unchanged(error));
      focusOn(place);
    }
  });
  element.addEventListener("click", send);
  return element;
}

/** @param {unknown} error @param {string} iccid */
function refusal(error, iccid) {
  const box = failure(error);
  box.append(
    h("p", {}, "Nothing was ordered with this payment and you have not been charged."),
    link("See what is on offer", esimPath(iccid)),
  );
  return box;
}

/** What the shopper can do something about. */
const HELPED = ["authentication", "rate_limited"];

/** @param {unknown} error */
function unchanged(error) {
  const still =
    "Whether your order went through is not known yet. You have not been charged twice.";
  const cause = error instanceof Error && HELPED.includes(kindOf(error.cause) ?? "") && error.cause;
  if (!cause && kindOf(error) === "outcome_unknown") {
    return message("info", "Still nothing", h("p", {}, still));
  }
  const box = failure(cause || error);
  box.append(h("p", {}, still));
  return box;
}
