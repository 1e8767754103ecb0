import { CONFIRMATIONS } from "../environment/confirmation.js";

/**
 * The calls of a schedule.
 *
 * @typedef {import("../../shared/random.js").Random} Random
 *
 * @typedef {object} PlannedCall
 * @property {"submit" | "renew" | "recover"} method
 * @property {number} at
 * @property {number} tab
 * @property {number} purchase Index of the purchase, or -1 for one without a reference.
 * @property {boolean} otherContent True if the call names the purchase's other package.
 * @property {boolean} resend True if the caller permits to send again what cannot be found.
 * @property {"right" | "wrong" | "none"} price The price that the call names.
 * @property {keyof typeof CONFIRMATIONS} confirm The answer of the caller's `confirm` callback.
 * @property {number | undefined} timeoutMs
 * @property {number | undefined} abortAfterMs
 */

/** Calls start and planned events occur within this time. */
export const MAX_START_MS = 6_000;

/** Each method as often as its weight. @type {PlannedCall["method"][]} */
const METHODS = [...Array(12).fill("submit"), "renew", "renew", "renew", "recover"];

/** @type {PlannedCall["price"][]} */
const PRICES = [...Array(10).fill("none"), ...Array(4).fill("right"), "wrong"];

const ANSWERS = /** @type {PlannedCall["confirm"][]} */ (Object.keys(CONFIRMATIONS));

/**
 * @param {Random} random
 * @param {number} tabs
 * @param {number} purchases
 * @param {boolean} faultless
 */
export function drawCalls(random, tabs, purchases, faultless) {
  /** @type {PlannedCall[]} */
  const calls = [];
  const resendRate = !faultless && random.chance(0.2) ? 0.5 : 0;
  const limitRate = random.pick([0, 0.2, 0.5]);
  let at = 0;
  for (let count = random.between(3, 9); count > 0; count -= 1) {
    at = random.chance(0.4) ? at + random.between(0, 30) : random.between(0, MAX_START_MS);
    const method = random.pick(METHODS);
    calls.push({
      method,
      at,
      tab: random.between(0, tabs - 1),
      purchase: random.chance(0.08) ? -1 : random.between(0, purchases - 1),
      otherContent: random.chance(0.06),
      resend: random.chance(resendRate),
      price: random.pick(faultless ? ["none", "right"] : PRICES),
      confirm: random.pick(faultless || random.chance(0.8) ? ["not asked", "yes"] : ANSWERS),
      timeoutMs: !faultless && random.chance(limitRate) ? random.between(1, 3_000) : undefined,
      abortAfterMs: !faultless && random.chance(limitRate) ? random.between(0, 3_000) : undefined,
    });
  }
  return calls;
}
