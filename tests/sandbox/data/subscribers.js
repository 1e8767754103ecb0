import { EMAILS } from "./examples.js";

/**
 * @typedef {object} Subscriber
 * @property {string} email
 * @property {string} plan
 * @property {"paying" | "trial"} standing
 */

/** @returns {Subscriber[]} New objects, because renewals change them. */
export function subscribers() {
  return [
    { email: EMAILS.subscriber, plan: "Local number, monthly", standing: "paying" },
    { email: EMAILS.freeTrial, plan: "Local number, monthly", standing: "trial" },
  ];
}
