/** The packages that an eSIM has had, with what is left of each. */
import { asyncSection } from "../components/async-section.js";
import { infoBox } from "../components/messages.js";
import { h } from "../dom/elements.js";
import { pluralize } from "../format/numbers.js";
import { formatTime } from "../format/times.js";
import { isPast, packageCard, provisionalCard } from "./package-card.js";

/** @typedef {import("/pkg/web.js").PackageHistory} PackageHistory */
/** @typedef {import("/pkg/web.js").HistoryEntry} HistoryEntry */

/**
 * @param {import("../data/context.js").Context} context
 * @param {string} iccid
 * @param {AbortSignal} signal
 */
export function packageHistory({ pressone, purchases }, iccid, signal) {
  return asyncSection({
    subject: "what remains",
    load: () => pressone.getPackageHistory(iccid, { signal }),
    render: (history) => [packageLists(history), freshness(history)],
    describe: ({ packages: { length } }) => `${pluralize(length, "package")} on this eSIM.`,
    watch: (refresh) =>
      purchases.onChange((purchase) => {
        if (purchase.state === "done" && purchase.iccid === iccid) refresh();
      }, signal),
    signal,
  });
}

/** @param {PackageHistory} history */
function packageLists({ packages, source, expires_at }) {
  if (packages.length === 0) {
    return infoBox("No packages yet", "Your first top-up will appear here.");
  }
  const nextUpdate =
    source === "stale" ? "the next update" : `the next update at ${formatTime(expires_at)}`;
  const card = (/** @type {HistoryEntry} */ entry) =>
    entry.provisional ? provisionalCard(entry, nextUpdate) : packageCard(entry);
  const past = packages.filter(isPast);
  const current = packages.filter((entry) => !isPast(entry)).sort(activeFirst);
  return [
    current.length > 0
      ? h("ul", { class: "stack" }, current.map(card))
      : infoBox("Nothing left", "All packages of this eSIM are used up or expired."),
    past.length > 0 &&
      h(
        "details",
        { class: "past" },
        h("summary", {}, `Earlier packages (${past.length})`),
        h("ul", { class: "stack" }, past.map(card)),
      ),
  ];
}

/** @param {HistoryEntry} a @param {HistoryEntry} b */
const activeFirst = (a, b) => Number(b.status === "ACTIVE") - Number(a.status === "ACTIVE");

/** @param {PackageHistory} history */
function freshness({ source, fetched_at, expires_at }) {
  const received = formatTime(fetched_at);
  const next = `The operator is asked every 15 minutes: new top-ups show after ${formatTime(expires_at)}.`;
  const text = {
    network: [`Received at ${received}. `, next],
    cache: [`Received at ${received} and kept on this device since. `, next],
    stale: [
      h("strong", {}, "Out of date: "),
      `received at ${received}. The operator has no newer figures now; look again later.`,
    ],
  };
  return h("p", { class: "small freshness" }, text[source]);
}
