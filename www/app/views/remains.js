/** What an eSIM has had and has left. */
import { h } from "../dom.js";
import { counted, dataAmount, moment } from "../format.js";
import { chip, loaded, nothing, time } from "../parts.js";

const PAST = new Set(["FINISHED", "EXPIRED"]);

/**
 * @param {import("../main.js").Shop} shop
 * @param {string} iccid
 * @param {AbortSignal} signal
 */
export function remains({ pressone }, iccid, signal) {
  return loaded({
    what: "what remains",
    load: () => pressone.getPackageHistory(iccid, { signal }),
    show: (history) => [packages(history), freshness(history)],
    say: ({ packages: { length } }) => `${counted(length, "package")} on this eSIM.`,
    signal,
  });
}

/** @param {import("/pkg/web.js").PackageHistory} history */
function packages({ packages: entries, source, expires_at }) {
  const next = source === "stale" ? "the next update" : `the next update at ${moment(expires_at)}`;
  const card = (/** @type {import("/pkg/web.js").HistoryEntry} */ entry) =>
    entry.provisional ? provisional(entry, next) : known(entry);
  if (entries.length === 0)
    return nothing("No packages yet", "Your first top-up will appear here.");
  const past = entries.filter((entry) => PAST.has(entry.status));
  const active = (/** @type {import("/pkg/web.js").HistoryEntry} */ { status }) =>
    Number(status === "ACTIVE");
  const current = entries
    .filter((entry) => !PAST.has(entry.status))
    .sort((a, b) => active(b) - active(a));
  return [
    current.length > 0
      ? h("ul", { class: "stack" }, current.map(card))
      : nothing("Nothing left", "All packages of this eSIM are used up or expired."),
    past.length > 0 &&
      h(
        "details",
        { class: "past" },
        h("summary", {}, `Earlier packages (${past.length})`),
        h("ul", { class: "stack" }, past.map(card)),
      ),
  ];
}

/** @param {import("/pkg/web.js").HistoryEntry} entry */
const nameOf = ({ package: { title, data }, package_id }) => title ?? data ?? package_id;

/**
 * What the shop knows of before the operator tells of it.
 *
 * @param {import("/pkg/web.js").HistoryEntry} entry
 * @param {string} next
 */
function provisional(entry, next) {
  return h(
    "li",
    { class: "card" },
    h("div", { class: "card-head" }, h("h3", {}, nameOf(entry)), chip("PROVISIONAL")),
    h("p", { class: "small" }, `Its data show up with ${next}.`),
  );
}

/** @param {import("/pkg/web.js").HistoryEntry} entry */
function known(entry) {
  const { day } = entry.package;
  return h(
    "li",
    { class: `card ${PAST.has(entry.status) ? "is-past" : ""}` },
    h("div", { class: "card-head" }, h("h3", {}, nameOf(entry)), chip(entry.status)),
    amountLeft(entry),
    h("p", { class: "small" }, validity(entry, day)),
  );
}

/** @param {import("/pkg/web.js").HistoryEntry} entry */
function amountLeft(entry) {
  const { is_unlimited, data, amount } = entry.package;
  const extras = [
    entry.remaining_voice !== null && counted(entry.remaining_voice, "minute"),
    entry.remaining_text !== null && counted(entry.remaining_text, "text"),
  ].filter(Boolean);
  const extra = extras.length > 0 && h("p", { class: "extras" }, `${extras.join(" and ")} left`);
  // `remaining` and `amount` mean nothing on an unlimited package.
  if (is_unlimited || data === "Unlimited") {
    return [h("p", { class: "left" }, h("strong", {}, "Unlimited"), " data"), extra];
  }
  if (entry.remaining === null) return [h("p", { class: "left" }, "Data left: not stated"), extra];
  const left = dataAmount(entry.remaining);
  const known = amount !== null && amount > 0;
  const text = known ? ` left of ${dataAmount(amount)}` : " left";
  return [
    h("p", { class: "left" }, h("strong", {}, left), text),
    known && meter(entry.remaining, amount),
    extra,
  ];
}

/** @param {number} value @param {number} most the text beside it says the same in words */
function meter(value, most) {
  const share = Math.min(1, Math.max(0, value / most));
  const level = h("div", { class: share < 0.15 ? "level low" : "level" });
  level.style.inlineSize = `${share * 100}%`;
  return h("div", { class: "meter", "aria-hidden": true }, level);
}

/** @param {import("/pkg/web.js").HistoryEntry} entry @param {number | null} days */
function validity(entry, days) {
  if (entry.finished_at) return ["Ended ", time(entry.finished_at, "day")];
  if (entry.expired_at) {
    return [PAST.has(entry.status) ? "Ran until " : "Valid until ", time(entry.expired_at)];
  }
  return days === null ? "No end stated" : `Valid for ${counted(days, "day")} once it starts`;
}

/** @param {import("/pkg/web.js").PackageHistory} history */
function freshness({ source, fetched_at, expires_at }) {
  const then = moment(fetched_at);
  const next = `The operator is asked every 15 minutes: new top-ups show after ${moment(expires_at)}.`;
  const text = {
    network: [`Received at ${then}. `, next],
    cache: [`Received at ${then} and kept on this device since. `, next],
    stale: [
      h("strong", {}, "Out of date: "),
      `received at ${then}. The operator gives no newer figures now; look again later.`,
    ],
  };
  return h("p", { class: "small freshness" }, text[source]);
}
