/** One eSIM: what remains on it, and the top-ups on offer. */
import { link } from "../components/controls.js";
import { iccidText } from "../components/values.js";
import { esimLabel } from "../data/context.js";
import { h } from "../dom/elements.js";
import { esimsPath } from "../routes.js";
import { offerList } from "../sections/offer-list.js";
import { packageHistory } from "../sections/package-history.js";
import { renderView } from "./render-view.js";

/** @type {import("./render-view.js").View} */
export function esim(context, { params: [iccid = ""] }, signal) {
  const label = esimLabel(context, iccid);
  return renderView(
    label,
    link("All eSIMs", esimsPath(), "back"),
    h("h1", {}, label),
    h("p", { class: "lead" }, iccidText(iccid)),
    h(
      "div",
      { class: "columns" },
      section("remains", "What remains", packageHistory(context, iccid, signal)),
      section("offers", "Top-ups on offer", offerList(context, iccid, signal)),
    ),
  );
}

/** @param {string} id @param {string} heading @param {HTMLElement} content */
const section = (id, heading, content) =>
  h("section", { "aria-labelledby": id }, h("h2", { id }, heading), content);
