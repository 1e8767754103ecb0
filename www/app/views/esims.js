/** The shopper's eSIMs. */
import { h } from "../dom.js";
import { iccidGroups } from "../format.js";
import { nothing } from "../parts.js";
import { esimPath } from "../routes.js";

/** @type {import("../main.js").View} */
export function esims(shop) {
  const cards = shop.esims.map(({ iccid, label }) =>
    h(
      "li",
      {},
      h(
        "a",
        { class: "sim", href: esimPath(iccid) },
        h("span", { class: "sim-chip", "aria-hidden": true }),
        h("span", { class: "sim-label" }, label),
        h("span", { class: "iccid" }, iccidGroups(iccid)),
      ),
    ),
  );
  const node = h(
    "div",
    {},
    h("h1", {}, "My eSIMs"),
    h("p", { class: "lead" }, "Choose one to see what is left on it and to top it up."),
    cards.length > 0
      ? h("ul", { class: "sims" }, cards)
      : nothing("No eSIM yet", "When you buy an eSIM, it will appear here."),
  );
  return { title: "My eSIMs", node };
}
