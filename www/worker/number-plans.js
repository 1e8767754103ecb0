// The shop's plans of phone numbers. PressOne documents no price of a number, so the shop has its own.

/**
 * @typedef {object} NumberPlan
 * @property {string} country the code of the country, such as "US"
 * @property {string} prefix the beginning of its numbers
 * @property {string} plan
 * @property {number} price in US dollars a month
 */

/** @type {NumberPlan[]} */
export const NUMBER_PLANS = [
  { country: "US", prefix: "+1", plan: "US number", price: 4.99 },
  { country: "GB", prefix: "+44", plan: "UK number", price: 5.99 },
];

/**
 * Returns the plan of a number. The country is that of the number itself, because a page may lie about it.
 *
 * @param {unknown} number
 * @returns {NumberPlan | undefined} undefined if the shop does not sell such a number
 */
export const planOf = (number) =>
  typeof number === "string" && /^\+\d{6,15}$/.test(number)
    ? NUMBER_PLANS.find(({ prefix }) => number.startsWith(prefix))
    : undefined;
