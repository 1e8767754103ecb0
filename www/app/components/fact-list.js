import { h } from "../dom/elements.js";

/** @typedef {[string, import("../dom/elements.js").Child]} Fact name and value */

/** @param {Fact[]} facts */
export const factList = (facts) =>
  h(
    "dl",
    { class: "facts" },
    facts.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))),
  );
