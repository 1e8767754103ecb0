/** Single values of orders and packages: codes, times, statuses, and lists of them. */
import { h } from "../dom/elements.js";
import { ORDER_STATUSES, PACKAGE_STATUSES } from "../format/labels.js";
import { formatTimestamp } from "../format/times.js";

/** @typedef {[string, import("../dom/elements.js").Child]} Fact name and value */

/** @param {Fact[]} facts */
export const factList = (facts) =>
  h(
    "dl",
    { class: "facts" },
    facts.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))),
  );

/** @param {import("../dom/elements.js").Child} code an order's code, or a payment's id */
export const codeText = (code) => h("span", { class: "code" }, code);

/**
 * Shows an ICCID in groups of four, which are easier to compare.
 *
 * @param {string} iccid
 */
export const iccidText = (iccid) =>
  h("span", { class: "iccid" }, iccid.replace(/(.{4})(?=.)/g, "$1 "));

/**
 * @param {string | null} timestamp as PressOne sends it
 * @param {"moment" | "day"} [precision]
 */
export function timeElement(timestamp, precision = "moment") {
  if (timestamp === null || timestamp === "") return "not stated";
  const { text, datetime } = formatTimestamp(timestamp, precision);
  return h("time", { datetime }, text);
}

/** @type {ReadonlyMap<string, string>} "info" for every other status */
const TONES = new Map([
  ["ACTIVE", "good"],
  ["PROVISIONAL", "good"],
  ["FINISHED", "past"],
  ["EXPIRED", "past"],
  ["RECYCLED", "past"],
  ["completed", "good"],
  ["failed", "bad"],
]);

/**
 * @param {string} status
 * @param {string} [serverName] the label of a status that the page does not know
 */
export function statusChip(status, serverName = status) {
  const label = PACKAGE_STATUSES.get(status) ?? ORDER_STATUSES.get(status) ?? serverName;
  return h("span", { class: `chip ${TONES.get(status) ?? "info"}` }, label);
}
