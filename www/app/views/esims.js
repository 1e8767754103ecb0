/** The shopper's eSIMs. */

import { infoBox } from "../components/messages.js";
import { iccidText } from "../components/values.js";
import { h } from "../dom/elements.js";
import { esimPath } from "../routes.js";
import { renderView } from "./render-view.js";

/** @type {import("./render-view.js").View} */
export function esims(context) {
  const cards = context.esims.map(esimCard);
  return renderView(
    "My eSIMs",
    h("h1", {}, "My eSIMs"),
    h("p", { class: "lead" }, "Choose one to see what is left on it and to top it up."),
    cards.length > 0
      ? h("ul", { class: "sims" }, cards)
      : infoBox("No eSIM yet", "When you buy an eSIM, it will appear here."),
  );
}

/** @param {import("../data/shop-api.js").Esim} esim */
const esimCard = ({ iccid, label }) =>
  h(
    "li",
    {},
    h(
      "a",
      { class: "sim", href: esimPath(iccid) },
      h("span", { class: "sim-chip", "aria-hidden": true }),
      h("span", { class: "sim-label" }, label),
      iccidText(iccid),
    ),
  );
