import { DAY } from "../core/dates.js";
import { EMAILS, MOBILES } from "./examples.js";

/**
 * The users of the voice product.
 *
 * @typedef {object} Subscription
 * @property {string} plan
 * @property {"trial" | "active" | "canceled"} status
 * @property {number} periodEnd Time of the end of the paid or free period.
 *
 * @typedef {object} Subscriber
 * @property {number} id
 * @property {string} email
 * @property {string | null} mobile
 * @property {number} joinedAt
 * @property {Subscription | null} subscription null for a user without a number.
 */

export const PLAN = "Local number, monthly";

/** The numbers that can be claimed, in the beginning. */
export const availableNumbers = () =>
  Array.from({ length: 12 }, (_, index) => ({
    mobile: index % 3 === 2 ? `+4467150000${10 + index}` : `+120255502${10 + index}`,
    country: index % 3 === 2 ? "GB" : "US",
  }));

/** The id of the first user. All ids are odd. */
export const FIRST_ID = 301;

/** Users after the named ones, for several pages. */
const OTHERS = 12;

/**
 * @param {number} start
 * @returns {Subscriber[]} New objects, because renewals change them. Oldest first.
 */
export function subscribers(start) {
  /** @type {Omit<Subscriber, "id">[]} */
  const users = [
    {
      email: EMAILS.subscriber,
      mobile: MOBILES.subscriber,
      joinedAt: start - 100 * DAY,
      subscription: { plan: PLAN, status: "active", periodEnd: start + 9 * DAY },
    },
    {
      email: EMAILS.freeTrial,
      mobile: MOBILES.freeTrial,
      joinedAt: start - 40 * DAY,
      subscription: { plan: PLAN, status: "trial", periodEnd: start + 4 * DAY },
    },
    ...Array.from({ length: OTHERS }, (_, index) => other(start, index)),
  ];
  return users.map((user, index) => ({ id: FIRST_ID + index * 2, ...user }));
}

/** @param {number} start @param {number} index @returns {Omit<Subscriber, "id">} */
function other(start, index) {
  const isActive = index % 3 === 1;
  const periodEnd = start + (isActive ? 20 - index : -index - 1) * DAY;
  return {
    email: `user.${index + 1}@example.com`,
    mobile: index % 3 === 0 ? null : `+120255501${String(20 + index)}`,
    joinedAt: start - (30 - index) * DAY,
    subscription:
      index % 3 === 0 ? null : { plan: PLAN, status: isActive ? "active" : "canceled", periodEnd },
  };
}
