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
 * @param {Purchase[]} purchases Oldest first.
 * @param {number} usagePerDay MB.
 * @param {boolean} installed An eSIM that is not installed uses nothing.
 * @param {number} now
 * @returns {Consumption[]} Newest first, like the history.
 */
export function consume(purchases, usagePerDay, installed, now) {
  let previousEnd = Number.NEGATIVE_INFINITY;
  const consumed = purchases.map(({ id, plan, at }) => {
    const start = Math.max(at, previousEnd);
    const expiry = start + plan.days * DAY;
    const exhaustion = plan.unlimited ? expiry : start + (plan.amount / usagePerDay) * DAY;
    const end = Math.min(expiry, exhaustion);
    previousEnd = end;
    if (!installed || start > now) {
      const remaining = plan.unlimited ? 0 : plan.amount;
      return entry(id, plan, "NOT_ACTIVE", remaining, null, null, null);
    }
    const used = Math.floor(((Math.min(now, end) - start) / DAY) * usagePerDay);
    const remaining = plan.unlimited ? 0 : Math.max(0, plan.amount - used);
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
