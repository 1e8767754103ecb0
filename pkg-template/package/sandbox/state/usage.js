import { DAY } from "../core/dates.js";

/**
 * The data usage of an eSIM's packages. They are used in the order of purchase, each until its data
 * or its days end, so every figure follows from the time.
 *
 * @typedef {import("../data/catalogue.js").Plan} Plan
 * @typedef {object} Purchase
 * @property {number} id
 * @property {Plan} plan
 * @property {number} at Time of the purchase.
 *
 * @typedef {object} Consumption
 * @property {number} id
 * @property {Plan} plan
 * @property {"NOT_ACTIVE" | "ACTIVE" | "FINISHED" | "EXPIRED"} status
 * @property {number} remaining MB; 0 for an unlimited plan.
 * @property {number | null} activatedAt
 * @property {number | null} expiredAt
 * @property {number | null} finishedAt
 *
 * @typedef {object} Usage
 * @property {Purchase[]} purchases Oldest first.
 * @property {number} usage MB in a day.
 * @property {number} spent MB that were used at once, besides.
 * @property {number | null} activatedAt Null for an eSIM that is not installed: it uses nothing.
 *
 * @param {Usage} esim
 * @param {number} now
 * @returns {Consumption[]} Newest first, like the history.
 */
export function consume({ purchases, usage, spent, activatedAt }, now) {
  let previousEnd = activatedAt ?? Number.POSITIVE_INFINITY;
  let left = spent;
  const consumed = purchases.map(({ id, plan, at }) => {
    const start = Math.max(at, previousEnd);
    const expiry = start + plan.days * DAY;
    const gone = Math.min(left, plan.amount);
    left -= gone;
    const rest = plan.amount - gone;
    const exhaustion = plan.unlimited ? expiry : start + (rest / usage) * DAY;
    const end = Math.min(expiry, exhaustion);
    previousEnd = end;
    if (start > now) {
      const remaining = plan.unlimited ? 0 : plan.amount;
      return entry(id, plan, "NOT_ACTIVE", remaining, null, null, null);
    }
    const used = Math.floor(((Math.min(now, end) - start) / DAY) * usage);
    const remaining = plan.unlimited ? 0 : Math.max(0, rest - used);
    if (now < end) return entry(id, plan, "ACTIVE", remaining, start, expiry, null);
    return exhaustion < expiry
      ? entry(id, plan, "FINISHED", 0, start, expiry, end)
      : entry(id, plan, "EXPIRED", remaining, start, expiry, null);
  });
  return consumed.reverse();
}

/**
 * @param {number} id
 * @param {Plan} plan
 * @param {Consumption["status"]} status
 * @param {number} remaining
 * @param {number | null} activatedAt
 * @param {number | null} expiredAt
 * @param {number | null} finishedAt
 * @returns {Consumption}
 */
function entry(id, plan, status, remaining, activatedAt, expiredAt, finishedAt) {
  return { id, plan, status, remaining, activatedAt, expiredAt, finishedAt };
}
