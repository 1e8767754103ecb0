/** The facts of an order, and where the shopper can go from its receipt. */
import { link } from "../components/controls.js";
import { codeText, factList, iccidText, timeElement } from "../components/values.js";
import { h } from "../dom/elements.js";
import { formatMoney, pluralize } from "../format/numbers.js";
import { esimPath, ordersPath } from "../routes.js";

/** @typedef {import("../components/values.js").Fact} Fact */

/**
 * @param {import("../data/purchases.js").Order} order
 * @param {string} reference
 * @param {string | null} iccid null if not known: the order list does not contain it
 */
export function receiptDetails(order, reference, iccid) {
  const { code, validity, price, currency, created_at } = order;
  /** @type {Fact[]} */
  const esim = iccid ? [["eSIM", iccidText(iccid)]] : [];
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
        ...esim,
        ["Payment", codeText(reference)],
      ]),
    ),
    h(
      "p",
      { class: "actions" },
      link("See all orders", ordersPath(), "button main"),
      iccid && link("Back to the eSIM", esimPath(iccid)),
    ),
  ];
}
