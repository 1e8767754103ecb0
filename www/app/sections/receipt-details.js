/** The facts of an order, and where the shopper can go from its receipt. */
import { link } from "../components/controls.js";
import { codeText, factList, iccidText, timeElement } from "../components/values.js";
import { esimLabel } from "../data/context.js";
import { h } from "../dom/elements.js";
import { formatMoney, pluralize } from "../format/numbers.js";
import { esimPath, ordersPath } from "../routes.js";

/** @typedef {import("../components/values.js").Fact} Fact */
/** @typedef {import("../data/context.js").Context} Context */
/** @typedef {import("../data/progress.js").Progress} Progress */

/** @param {Context} context @param {string} iccid @returns {Fact} */
const esimFact = (context, iccid) => ["eSIM", [esimLabel(context, iccid), " ", iccidText(iccid)]];

/**
 * The paid purchase, if there is no order yet.
 *
 * @param {Context} context
 * @param {Progress} purchase
 * @returns {Fact[]}
 */
export function purchaseFacts(context, { reference, iccid, package_id, title, price }) {
  /** @type {(Fact | undefined)[]} */
  const facts = [
    ["Package", title ?? package_id ?? "not stated"],
    iccid ? esimFact(context, iccid) : undefined,
    price === undefined ? undefined : ["Price", formatMoney(price)],
    ["Payment", codeText(reference)],
  ];
  return facts.filter((fact) => fact !== undefined);
}

/**
 * @param {Context} context
 * @param {import("/pkg/web.js").TopupOrder} order
 * @param {Progress} purchase
 */
export function receiptDetails(context, order, { reference, iccid = order.iccid }) {
  const { code, validity, price, currency, created_at } = order;
  return [
    h(
      "div",
      { class: "card" },
      factList([
        ["Order", code ? codeText(code) : "not stated"],
        ["Package", order.package ?? order.package_id],
        ["Data", order.data ?? "not stated"],
        ["Valid for", validity === null ? "not stated" : pluralize(validity, "day")],
        ["Price", price === null ? "not stated" : formatMoney(price, currency)],
        ["Ordered", [timeElement(created_at), created_at && " (time zone not stated)"]],
        ...(iccid ? [esimFact(context, iccid)] : []),
        ["Payment", codeText(reference)],
      ]),
    ),
    h(
      "p",
      { class: "actions" },
      iccid && link("Back to the eSIM", esimPath(iccid), "button main"),
      link("See all orders", ordersPath()),
    ),
  ];
}
