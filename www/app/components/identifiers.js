/** Numbers and codes that the shopper may compare or copy. */
import { h } from "../dom/elements.js";

/** @param {import("../dom/elements.js").Child} code an order's code, or a payment's id */
export const codeText = (code) => h("span", { class: "code" }, code);

/**
 * Shows an ICCID in groups of four, which are easier to compare.
 *
 * @param {string} iccid
 */
export const iccidText = (iccid) =>
  h("span", { class: "iccid" }, iccid.replace(/(.{4})(?=.)/g, "$1 "));
