/**
 * What became of a payment: the receipt of its order. The order is known where it was made in this
 * visit; otherwise it is looked up by the payment's id, which is the order's reference.
 */
import { h } from "../dom.js";
import { kindOf } from "../errors.js";
import { counted, iccidGroups, money } from "../format.js";
import { button, facts, link, loaded, message, nothing, time } from "../parts.js";
import { esimPath, ordersPath } from "../routes.js";
import { unsettled } from "./unsettled.js";

/** @type {import("../main.js").View} */
export function receipt(shop, { params: [payment = ""] }, signal) {
  const known = shop.purchases.bought(payment);
  const body = h("div", { class: "narrow" });
  const title = h("h1", {}, known ? "Thank you" : "Your order");
  if (known) body.append(...thanks(known, payment));
  else body.append(search(shop, payment, signal));
  return { title: "Receipt", node: h("div", {}, title, body) };
}

/**
 * @param {import("../main.js").Shop} shop
 * @param {string} payment
 * @param {AbortSignal} signal
 */
function search({ purchases }, payment, signal) {
  return loaded({
    what: "your order",
    load: () => find(purchases, payment),
    show: ({ order, open, readable }, again) => {
      if (order) {
        purchases.told(payment);
        return made(order, payment, open?.iccid ?? null);
      }
      if (open || !readable) return unsettled(purchases, payment, open, again, signal);
      return noSuch(payment, again);
    },
    say: ({ order, open, readable }) => {
      if (order) return "Your order was made.";
      return open || !readable ? "Your order is not in the list yet." : "There is no such order.";
    },
    signal,
  });
}

/**
 * The list, then the journal, then the list again: an order may be settled between the two.
 *
 * @param {import("../purchases.js").Purchases} purchases
 * @param {string} payment
 */
async function find(purchases, payment) {
  /** @type {import("../purchases.js").Order | null} */
  let order = await listed(purchases, payment);
  let readable = true;
  if (!order) {
    await purchases.look().catch(() => {
      readable = false;
    });
    order = purchases.open(payment)?.order ?? (await listed(purchases, payment));
  }
  return { order, open: purchases.open(payment), readable };
}

/** @param {import("../purchases.js").Purchases} purchases @param {string} payment */
async function listed(purchases, payment) {
  try {
    return await purchases.listed(payment);
  } catch (error) {
    // Not the form of a payment's id: nobody can have ordered with it.
    if (kindOf(error) === "invalid_argument") return null;
    throw error;
  }
}

/** @param {import("/pkg/web.js").TopupOrder} order @param {string} payment */
function thanks(order, payment) {
  const next = "What remains on your eSIM is updated every 15 minutes: it will show up there.";
  return [
    message("good", "Your top-up is ordered", h("p", {}, next)),
    details(order, payment, order.iccid),
    onward(order.iccid),
  ];
}

/**
 * @param {import("../purchases.js").Order} order
 * @param {string} payment
 * @param {string | null} iccid
 */
const made = (order, payment, iccid) => [
  message("good", "Your order was made"),
  details(order, payment, iccid),
  onward(iccid),
];

/** @param {string | null} iccid */
function onward(iccid) {
  return h(
    "p",
    { class: "actions" },
    link("See all orders", ordersPath(), "button main"),
    iccid && link("Back to the eSIM", esimPath(iccid)),
  );
}

/**
 * @param {import("../purchases.js").Order} order
 * @param {string} payment
 * @param {string | null} iccid where it is known: the order list does not tell
 */
function details(order, payment, iccid) {
  const { code, validity, price, currency, created_at } = order;
  return h(
    "div",
    { class: "card" },
    facts([
      ["Order", code ? h("span", { class: "code" }, code) : "not stated"],
      ["Package", order.package ?? order.package_id],
      ["Data", order.data ?? "not stated"],
      ["Valid for", validity === null ? "not stated" : counted(validity, "day")],
      ["Price", price === null ? "not stated" : money(price, currency)],
      ["Ordered", [time(created_at), created_at && " (time zone not stated)"]],
      ...(iccid ? [fact("eSIM", h("span", { class: "iccid" }, iccidGroups(iccid)))] : []),
      ["Payment", h("span", { class: "code" }, payment)],
    ]),
  );
}

/**
 * @param {string} name
 * @param {import("../dom.js").Child} value
 * @returns {[string, import("../dom.js").Child]}
 */
const fact = (name, value) => [name, value];

/** @param {string} payment @param {() => void} lookAgain */
function noSuch(payment, lookAgain) {
  const box = nothing("There is no such order", "No order of yours has this payment: ");
  box.append(
    h("p", {}, h("span", { class: "code" }, payment)),
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
