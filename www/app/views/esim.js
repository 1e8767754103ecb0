/** One eSIM: what remains on it, and what it can be topped up with. */
import { h } from "../dom.js";
import { iccidGroups } from "../format.js";
import { link } from "../parts.js";
import { esimsPath } from "../routes.js";
import { offers } from "./offers.js";
import { remains } from "./remains.js";

/** @type {import("../main.js").View} */
export function esim(shop, { params: [iccid = ""] }, signal) {
  const label = shop.esims.find((one) => one.iccid === iccid)?.label ?? "eSIM";
  const node = h(
    "div",
    {},
    link("All eSIMs", esimsPath(), "back"),
    h("h1", {}, label),
    h("p", { class: "lead" }, h("span", { class: "iccid" }, iccidGroups(iccid))),
    h(
      "div",
      { class: "columns" },
      h(
        "section",
        { "aria-labelledby": "remains" },
        h("h2", { id: "remains" }, "What remains"),
        remains(shop, iccid, signal),
      ),
      h(
        "section",
        { "aria-labelledby": "offers" },
        h("h2", { id: "offers" }, "Top-ups on offer"),
        offers(shop, iccid, signal),
      ),
    ),
  );
  return { title: label, node };
}
