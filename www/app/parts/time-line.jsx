/** The packages of an eSIM and its purchases under way, on one line in time. */
import { isPast, isUnlimited } from "../data/usage.js";
import { formatData, formatDataText, formatDays, formatDaysUntil, formatPlan } from "../format.js";
import { t } from "../i18n.js";
import { receiptPath } from "../routes.js";
import { timeOf } from "../timestamps.js";
import { Dotted } from "./dotted.jsx";
import { Chip, Moment } from "./labels.jsx";
import { Meter } from "./meter.jsx";
import { offerName } from "./offer-name.js";
import { rich } from "./text.jsx";
import { Time } from "./values.jsx";

/** @typedef {import("../data/usage.js").HistoryEntry} HistoryEntry */
/** @typedef {import("../data/progress.js").Progress} Progress */
/** @typedef {import("./offer-name.js").Offer} Offer */
/** @typedef {import("pressone-esim").PackageHistory} PackageHistory */

/**
 * Packages and purchases under way, the newest first.
 *
 * @param {object} props
 * @param {PackageHistory} props.history
 * @param {Progress[]} props.purchases
 * @param {Offer[]} props.offers the names of purchases that another device began
 */
export function TimeLine({ history: { packages }, purchases, offers }) {
  const pending = purchases
    .filter(({ state }) => state === "ordering" || state === "open")
    .toSorted((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0));
  const sorted = packages.toSorted((a, b) => compare(stepTime(b), stepTime(a)) || compareIds(b, a));
  const current = sorted.filter((entry) => !isPast(entry));
  const active = current.filter(({ status }) => status === "ACTIVE");
  const past = sorted.filter(isPast);
  if (pending.length + packages.length === 0) return null;
  return (
    <section class="card" aria-labelledby="timeline">
      <h3 id="timeline">{t("timeline.title")}</h3>
      <ol class="timeline">
        {pending.map((purchase) => (
          <PendingStep
            key={purchase.reference}
            purchase={purchase}
            offer={offers.find(({ id }) => id === purchase.package_id)}
          />
        ))}
        {current.map((entry, index) => (
          // The gauge says the same of the only active package.
          <Step key={`${entry.id} ${index}`} entry={entry} hidesMeter={active.length === 1} />
        ))}
      </ol>
      {past.length > 0 && (
        <details class="earlier">
          <summary>{t("timeline.earlier", { count: past.length })}</summary>
          <ol class="timeline">
            {past.map((entry, index) => (
              <Step key={`${entry.id} ${index}`} entry={entry} />
            ))}
          </ol>
        </details>
      )}
    </section>
  );
}

/** The time that a step names. A package that has not begun will begin later. @param {HistoryEntry} entry */
function stepTime(entry) {
  const text = isPast(entry) ? (entry.finished_at ?? entry.expired_at) : entry.activated_at;
  return timeOf(text) ?? Number.POSITIVE_INFINITY;
}

/** @param {number} a @param {number} b two times, of which both may be infinite */
const compare = (a, b) => (a === b ? 0 : a - b);

/** A top-up of this visit has no id yet. @param {HistoryEntry} a @param {HistoryEntry} b */
const compareIds = (a, b) =>
  a.provisional || b.provisional
    ? Number(a.provisional ?? false) - Number(b.provisional ?? false)
    : Number(a.id) - Number(b.id);

/** @param {{ purchase: Progress, offer: Offer | undefined }} props */
const PendingStep = ({ purchase: { reference, title: name, state }, offer }) => (
  <li class="step pending">
    <div class="step-head">
      <p class="step-name">{name ?? (offer ? offerName(offer) : t("order.topup"))}</p>
      <Chip tone="pending">{t(state === "ordering" ? "step.ordering" : "step.checking")}</Chip>
    </div>
    <p class="small">
      <a href={receiptPath(reference)}>{t("notice.known")}</a>
    </p>
  </li>
);

/** @param {HistoryEntry} entry @returns {["good" | "info" | "past", import("../i18n.js").Key]} */
function stepStatus({ status, provisional }) {
  if (provisional) return ["good", "step.justBought"];
  if (status === "ACTIVE") return ["good", "esim.active"];
  if (status === "FINISHED") return ["past", "esim.used"];
  if (status === "EXPIRED") return ["past", "step.expired"];
  if (status === "NOT_ACTIVE") return ["info", "esim.waiting"];
  return ["info", "step.unknown"];
}

/** @param {{ entry: HistoryEntry, hidesMeter?: boolean }} props */
function Step({ entry, hidesMeter = false }) {
  const {
    remaining,
    provisional,
    package_id,
    package: { title: name, data, amount, day },
  } = entry;
  const [tone, key] = stepStatus(entry);
  const label =
    data && day !== null
      ? formatPlan(isUnlimited(entry) ? t("data.unlimited") : formatDataText(data), day)
      : (name ?? package_id);
  const showsMeter = !hidesMeter && !isUnlimited(entry) && !isPast(entry) && !provisional;
  return (
    <li class={`step ${tone}`}>
      <div class="step-head">
        <p class="step-name">{label}</p>
        <Chip tone={tone}>{t(key)}</Chip>
      </div>
      {showsMeter &&
        remaining !== null &&
        amount !== null &&
        amount > 0 &&
        entry.status === "ACTIVE" && <Meter value={remaining} max={amount} label={label} />}
      <p class="small">
        <Validity entry={entry} />
      </p>
    </li>
  );
}

/** @param {{ entry: HistoryEntry }} props */
function Validity({ entry }) {
  const { finished_at, expired_at, provisional, remaining } = entry;
  const { day } = entry.package;
  if (provisional) return <>{t("step.showsSoon")}</>;
  if (finished_at)
    return <>{rich("step.ended", { date: <Time of={finished_at} precision="day" /> })}</>;
  if (expired_at) {
    const date = <Time of={expired_at} precision="day" />;
    if (isPast(entry)) return <>{rich("step.ranUntil", { date })}</>;
    if (remaining === null || isUnlimited(entry)) return <>{rich("step.until", { date })}</>;
    const ms = timeOf(expired_at);
    const end = ms === null ? date : <Moment ms={ms}>{formatDaysUntil(ms)}</Moment>;
    return (
      <Dotted
        parts={[t("step.left", { data: formatData(remaining) }), rich("step.ends", { end })]}
      />
    );
  }
  return <>{day === null ? t("step.noEnd") : t("step.validFor", { days: formatDays(day) })}</>;
}
