/**
 * What became of a payment: the receipt of its order. The order is known where it was made in this
 * visit; otherwise it is looked up by the payment's id, which is the order's description.
 */
import { h } from "../dom.js";
import { counted, iccidGroups, money } from "../format.js";
import { button, facts, link, loaded, message, time } from "../parts.js";
import { esimPath, ordersPath } from "../routes.js";

/** @type {import("../main.js").View} */
export function receipt(shop, { params: [payment = ""] }, signal) {
  const known = shop.bought.get(payment);
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
function search(shop, payment, signal) {
  return loaded({
    what: "your order",
    load: async () => {
      const query = { description: payment };
      const { orders } = await shop.pressone.getOrderList(query, { signal });
      // The filter also finds what only contains the text.
      return orders.find((order) => order.description === payment);
    },
    show: (order, again) =>
      order
        ? [message("good", "Your order was made"), details(order, payment), onward(null)]
        : notThere(payment, again),
    say: (order) => (order ? "Your order was made." : "Your order is not in the list yet."),
    signal,
  });
}

/** @param {import("/pkg/web.js").TopupOrder} order @param {string} payment */
function thanks(order, payment) {
  const next = "What remains on your eSIM is updated every 15 minutes: it will show up there.";
  return [
    message("good", "Your top-up is ordered", h("p", {}, next)),
    details(order, payment),
    onward(order.iccid),
  ];
}

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
 * @param {import("/pkg/web.js").TopupOrder | import("/pkg/web.js").Order} order
 * @param {string} payment
 */
function details(order, payment) {
  const { code, validity, price, currency, created_at } = order;
  const iccid = "iccid" in order ? order.iccid : null;
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
function notThere(payment, lookAgain) {
  const box = message(
    "bad",
    "We do not know yet whether your order went through",
    h("p", {}, "Please do not pay again: the order may have been made and show up in a moment."),
    h("p", {}, "If it is still missing in an hour, tell us this payment and we will settle it: "),
    h("p", {}, h("span", { class: "code" }, payment)),
    button("Look again", lookAgain),
  );
  box.setAttribute("role", "alert");
  return box;
}
