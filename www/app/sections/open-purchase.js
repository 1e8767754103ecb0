/** The receipt of a paid order whose outcome is not known yet. The page looks again by itself. */
import { busyButton } from "../components/controls.js";
import { errorBox, messageBox } from "../components/messages.js";
import { factList } from "../components/values.js";
import { isSettled } from "../data/progress.js";
import { h, replaceContent } from "../dom/elements.js";
import { formatDuration } from "../format/times.js";
import { refreshView } from "../routes.js";
import { purchaseFacts } from "./receipt-details.js";

/** @typedef {import("../data/progress.js").Progress} Progress */

const TICK_MS = 1_000;

/**
 * @param {import("../data/context.js").Context} context
 * @param {Progress} purchase
 * @param {AbortSignal} signal
 */
export function openPurchase(context, purchase, signal) {
  const { purchases } = context;
  const { reference } = purchase;
  const problem = h("div", {});
  const look = async () => {
    replaceContent(problem);
    try {
      await purchases.check(reference);
    } catch (error) {
      if (!signal.aborted) replaceContent(problem, errorBox(error));
    }
  };
  const { element } = busyButton("Check now", "Checking…", look, "main");
  purchases.onChange((changed) => {
    if (changed.reference === reference && isSettled(changed)) refreshView();
  }, signal);
  return [
    messageBox(
      "pending",
      "We are checking your order",
      h("p", {}, "It may take a while. There is nothing to do, and you will not be charged twice."),
      countdown(() => purchases.get(reference), signal),
      element,
    ),
    problem,
    h(
      "div",
      { class: "card" },
      h("h2", {}, "What you ordered"),
      factList(purchaseFacts(context, purchase)),
    ),
    h(
      "p",
      { class: "small" },
      "Still here in an hour? Tell us the payment, and we will settle it.",
    ),
  ];
}

/**
 * The time until the next look.
 *
 * @param {() => Progress | undefined} read
 * @param {AbortSignal} signal
 */
function countdown(read, signal) {
  const element = h("p", { class: "small" });
  const show = () => {
    const { nextCheckAt = 0 } = read() ?? {};
    const left = nextCheckAt - Date.now();
    replaceContent(element, left > 0 ? `Next check in ${formatDuration(left)}.` : "Checking…");
  };
  show();
  const timer = setInterval(show, TICK_MS);
  signal.addEventListener("abort", () => clearInterval(timer));
  return element;
}
