/** The sum of an eSIM's packages: the data left, its last day, and the day on which it runs out. */
import { DAY_MS } from "../format.js";
import { timeOf } from "../timestamps.js";

/** @typedef {import("pressone-esim").HistoryEntry} HistoryEntry */
/**
 * @typedef {object} Usage
 * @property {"active" | "waiting" | "used" | "none"} status `waiting`: nothing has started
 * @property {boolean} isUnlimited
 * @property {number | null} remaining MB of the active packages
 * @property {number | null} amount MB of the active packages
 * @property {number | null} daysLeft
 * @property {number | null} days the validity of the package that ends last
 * @property {number | null} endsAt in ms since the epoch
 * @property {number | null} runsOutAt the time at which the data end at the present pace; `Infinity` if that is more
 *   than a year away
 * @property {number | null} minutes
 * @property {number | null} texts
 * @property {HistoryEntry[]} waiting
 */

/** A share below this is low. */
export const LOW_SHARE = 0.15;
/** The number of days that asks for attention. A short package has fewer. */
const FEW_DAYS = 3;
const FEW_DAYS_SHARE = 1 / 4;
/** A pace that was measured for a shorter time says nothing. */
const MIN_PACE_MS = DAY_MS / 4;
/** A pace says nothing of later times. `Date` has an end, too. */
const MAX_LEFT_MS = 365 * DAY_MS;

/** Returns the number of days that is few. @param {number | null} days the validity of the package */
export const fewDaysOf = (days) =>
  days === null ? FEW_DAYS : Math.min(FEW_DAYS, Math.ceil(days * FEW_DAYS_SHARE));

/** @param {Pick<Usage, "daysLeft" | "days">} usage */
export const hasFewDays = ({ daysLeft, days }) => daysLeft !== null && daysLeft <= fewDaysOf(days);

/** @param {Pick<Usage, "remaining" | "amount">} usage */
export const hasLittleData = ({ remaining, amount }) =>
  remaining !== null && amount !== null && remaining / amount < LOW_SHARE;

/** @param {HistoryEntry} entry */
export const isPast = ({ status }) => status === "FINISHED" || status === "EXPIRED";

/**
 * True for unlimited data. PressOne may leave `is_unlimited` out, or set it to false.
 *
 * @param {{ is_unlimited: boolean | null, data: string | null }} offer
 */
export const isUnlimitedOffer = ({ is_unlimited, data }) =>
  is_unlimited === true || data === "Unlimited";

/** @param {HistoryEntry} entry */
export const isUnlimited = (entry) => isUnlimitedOffer(entry.package);

/** @param {(number | null)[]} values @returns {number | null} null if one is not known, or if there is none */
function sum(values) {
  if (values.length === 0 || values.includes(null)) return null;
  return values.reduce((total, value) => (total ?? 0) + (value ?? 0), 0);
}

/**
 * Minutes or texts. A package without any may have a remainder of 0.
 *
 * @param {HistoryEntry[]} active
 * @param {"voice" | "text"} kind
 */
const extras = (active, kind) =>
  sum(
    active
      .filter((entry) => entry.package[kind] || entry[`remaining_${kind}`])
      .map((entry) => entry[`remaining_${kind}`]),
  );

/** @param {import("pressone-esim").PackageHistory} history @param {number} [now] @returns {Usage} */
export function summarise({ packages }, now = Date.now()) {
  const active = packages.filter(({ status, provisional }) => status === "ACTIVE" && !provisional);
  const waiting = packages.filter((entry) => !isPast(entry) && !active.includes(entry));
  const last = active
    .toSorted((a, b) => (timeOf(a.expired_at) ?? 0) - (timeOf(b.expired_at) ?? 0))
    .at(-1);
  const endsAt = timeOf(last?.expired_at);
  const unlimited = active.some(isUnlimited);
  const remaining = unlimited ? null : sum(active.map((entry) => entry.remaining));
  const amount = unlimited ? null : sum(active.map((entry) => entry.package.amount));
  return {
    status: statusOf(packages, active, waiting),
    isUnlimited: unlimited,
    remaining,
    amount: amount !== null && amount > 0 ? amount : null,
    daysLeft: endsAt === null ? null : Math.max(0, Math.ceil((endsAt - now) / DAY_MS)),
    days: last?.package.day ?? null,
    endsAt,
    runsOutAt: unlimited ? null : runsOutAt(active, now),
    minutes: extras(active, "voice"),
    texts: extras(active, "text"),
    waiting,
  };
}

/**
 * @param {HistoryEntry[]} all
 * @param {HistoryEntry[]} active
 * @param {HistoryEntry[]} waiting
 * @returns {Usage["status"]}
 */
function statusOf(all, active, waiting) {
  if (active.length > 0) return "active";
  if (waiting.length > 0) return "waiting";
  return all.length > 0 ? "used" : "none";
}

/** @param {HistoryEntry[]} active @param {number} now */
function runsOutAt(active, now) {
  const remaining = sum(active.map((entry) => entry.remaining));
  const used = sum(
    active.map(({ remaining: left, package: { amount } }) =>
      left === null || amount === null ? null : amount - left,
    ),
  );
  const startedAt = Math.min(...active.map((entry) => timeOf(entry.activated_at) ?? Number.NaN));
  if (remaining === null || used === null || used <= 0 || !(now - startedAt > MIN_PACE_MS))
    return null;
  const left = (remaining * (now - startedAt)) / used;
  return left > MAX_LEFT_MS ? Number.POSITIVE_INFINITY : now + left;
}
