/** The card of one package of an eSIM: what is left, and until when. */
import { statusChip, timeElement } from "../components/values.js";
import { h } from "../dom/elements.js";
import { formatData, pluralize } from "../format/numbers.js";

/** @typedef {import("/pkg/web.js").HistoryEntry} HistoryEntry */

/** @param {HistoryEntry} entry */
export const isPast = ({ status }) => status === "FINISHED" || status === "EXPIRED";

/** @param {HistoryEntry} entry */
const packageName = ({ package: { title, data }, package_id }) => title ?? data ?? package_id;

/** @param {HistoryEntry} entry @param {string} status */
const cardHead = (entry, status) =>
  h("div", { class: "card-head" }, h("h3", {}, packageName(entry)), statusChip(status));

/**
 * The card of a new purchase that the operator's history does not contain yet.
 *
 * @param {HistoryEntry} entry
 * @param {string} nextUpdate
 */
export const provisionalCard = (entry, nextUpdate) =>
  h(
    "li",
    { class: "card" },
    cardHead(entry, "PROVISIONAL"),
    h("p", { class: "small" }, `Its data show up with ${nextUpdate}.`),
  );

/** @param {HistoryEntry} entry */
export const packageCard = (entry) =>
  h(
    "li",
    { class: `card ${isPast(entry) ? "is-past" : ""}` },
    cardHead(entry, entry.status),
    dataLeft(entry),
    extrasLeft(entry),
    h("p", { class: "small" }, validity(entry)),
  );

/** @param {HistoryEntry} entry */
function dataLeft({ remaining, package: { is_unlimited, data, amount } }) {
  // An unlimited package has numbers in `remaining` and `amount` that mean nothing.
  if (is_unlimited || data === "Unlimited") {
    return h("p", { class: "left" }, h("strong", {}, "Unlimited"), " data");
  }
  if (remaining === null) return h("p", { class: "left" }, "Data left: not stated");
  const left = h("strong", {}, formatData(remaining));
  if (amount === null || amount <= 0) return h("p", { class: "left" }, left, " left");
  return [
    h("p", { class: "left" }, left, ` left of ${formatData(amount)}`),
    meter(remaining, amount),
  ];
}

/** @param {HistoryEntry} entry */
function extrasLeft({ remaining_voice, remaining_text }) {
  const extras = [
    remaining_voice !== null && pluralize(remaining_voice, "minute"),
    remaining_text !== null && pluralize(remaining_text, "text"),
  ].filter(Boolean);
  return extras.length > 0 && h("p", { class: "extras" }, `${extras.join(" and ")} left`);
}

/** A share below this is marked as low. */
const LOW_SHARE = 0.15;

/**
 * A bar for the eye. Screen readers read the text beside it.
 *
 * @param {number} value
 * @param {number} max
 */
function meter(value, max) {
  const share = Math.min(1, Math.max(0, value / max));
  const level = h("div", { class: share < LOW_SHARE ? "level low" : "level" });
  level.style.inlineSize = `${share * 100}%`;
  return h("div", { class: "meter", "aria-hidden": true }, level);
}

/** @param {HistoryEntry} entry */
function validity(entry) {
  const { finished_at, expired_at } = entry;
  const { day } = entry.package;
  if (finished_at) return ["Ended ", timeElement(finished_at, "day")];
  if (expired_at) return [isPast(entry) ? "Ran until " : "Valid until ", timeElement(expired_at)];
  return day === null ? "No end stated" : `Valid for ${pluralize(day, "day")} once it starts`;
}
