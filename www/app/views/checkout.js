/** Checkout: what is bought, the payment, the order. */
import { fill, focusOn, h } from "../dom.js";
import { kindOf } from "../errors.js";
import { counted, iccidGroups, money } from "../format.js";
import { button, facts, failure, link, loaded, nothing, oneAtATime } from "../parts.js";
import { esimPath, receiptPath } from "../routes.js";
import { pay } from "../shop.js";
import { dataOf, extrasOf } from "./offers.js";

/** @type {import("../main.js").View} */
export function checkout(shop, { params: [iccid = "", package_id = ""] }, signal) {
  const review = loaded({
    what: "your top-up",
    // Asked again rather than carried over: the offer may have changed since the list.
    load: async () => {
      const packages = await shop.pressone.getTopupPackages(iccid, { signal });
      return packages.find((one) => one.id === package_id);
    },
    show: (offer, again) => (offer ? summary(shop, iccid, offer, signal, again) : gone(iccid)),
    say: (offer) =>
      offer ? `${offer.title}, ${money(offer.price)}.` : "This top-up is no longer on offer.",
    signal,
  });
  const node = h(
    "div",
    {},
    link("Back to the top-ups", esimPath(iccid), "back"),
    h("h1", {}, "Check out"),
    h("div", { class: "narrow" }, review),
  );
  return { title: "Check out", node };
}

/** @param {string} iccid */
function gone(iccid) {
  return [
    nothing("This top-up is no longer on offer", "Please choose another one."),
    h("p", {}, link("See what is on offer", esimPath(iccid), "button main")),
  ];
}

/**
 * @param {import("../main.js").Shop} shop
 * @param {string} iccid
 * @param {import("/pkg/web.js").TopupPackage} offer
 * @param {AbortSignal} signal
 * @param {() => void} lookAgain
 */
function summary(shop, iccid, offer, signal, lookAgain) {
  const label = shop.esims.find((one) => one.iccid === iccid)?.label ?? "eSIM";
  const problem = h("div", {});
  const confirm = button(`Pay ${money(offer.price)} and top up`, () => {}, "main wide");
  const send = oneAtATime(confirm, "Ordering…", async () => {
    fill(problem);
    try {
      await order(shop, iccid, offer);
    } catch (error) {
      if (signal.aborted) return;
      fill(problem, refusal(error, iccid, send, lookAgain));
      focusOn(problem);
    }
  });
  confirm.addEventListener("click", send);
  return [
    h(
      "div",
      { class: "card" },
      h("h2", {}, offer.title),
      facts([
        ["eSIM", [label, " ", h("span", { class: "iccid" }, iccidGroups(iccid))]],
        ["Data", dataOf(offer)],
        ["Valid for", counted(offer.day, "day")],
        ...extrasOf(offer),
        ["To pay", h("strong", { class: "price" }, money(offer.price))],
      ]),
    ),
    h(
      "div",
      { class: "card simulated" },
      h("h2", {}, "Payment"),
      h("p", {}, "This payment is simulated: there is no card to enter and no money moves."),
    ),
    problem,
    confirm,
  ];
}

/**
 * @param {import("../main.js").Shop} shop
 * @param {string} iccid
 * @param {import("/pkg/web.js").TopupPackage} offer
 */
async function order({ purchases }, iccid, { id: package_id, price }) {
  const checkout = location.hash;
  const payment = await pay({ iccid, package_id, price });
  const receipt = receiptPath(payment);
  // From here on the address is the receipt's: who reloads now is shown what became of the order.
  if (location.hash === checkout) history.replaceState(null, "", receipt);
  // The shopper may go elsewhere meanwhile.
  const waiting = () => location.hash === receipt;
  let unknown = false;
  try {
    await purchases.order({ package_id, iccid, price, reference: payment });
  } catch (thrown) {
    const error = certain(thrown);
    unknown = kindOf(error) === "outcome_unknown";
    if (!unknown) {
      if (waiting()) history.replaceState(null, "", checkout);
      throw error;
    }
  }
  // The receipt shows the order, or looks it up where the answer was lost and says what to do:
  // that has to be seen wherever the shopper is.
  if (waiting()) window.dispatchEvent(new HashChangeEvent("hashchange"));
  else if (unknown) location.assign(receipt);
}

/**
 * A journal that cannot be read leaves open what an earlier request of a reference did. The payment of
 * a checkout is a new one: there was none.
 *
 * @param {unknown} error
 */
function certain(error) {
  const cause = error instanceof Error ? error.cause : undefined;
  return kindOf(error) === "outcome_unknown" && kindOf(cause) === "storage" ? cause : error;
}

/**
 * Nothing was ordered: says so, and what can be done.
 *
 * @param {unknown} error
 * @param {string} iccid
 * @param {() => void} again with a new payment
 * @param {() => void} lookAgain
 */
function refusal(error, iccid, again, lookAgain) {
  const box = failure(error, again);
  box.append(h("p", {}, "Nothing was ordered and you have not been charged."));
  const kind = kindOf(error);
  if (kind === "price_changed") box.append(button("See the new price", lookAgain));
  if (kind === "package_unavailable") box.append(link("See what is on offer", esimPath(iccid)));
  return box;
}
