import { h } from "../dom/elements.js";
import { ORDER_STATUSES, PACKAGE_STATUSES } from "../format/labels.js";

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
