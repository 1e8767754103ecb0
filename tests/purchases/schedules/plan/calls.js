import { STRANGER } from "../environment/shop.js";

/**
 * The calls of a schedule.
 *
 * @typedef {import("../../shared/random.js").Random} Random
 * @typedef {import("./purchases.js").PlannedPurchase} PlannedPurchase
 *
 * @typedef {object} PlannedCall
 * @property {"buy" | "ask" | "list" | "webhook"} method
 * @property {number} at
 * @property {number} page Index of the page.
 * @property {number} purchase Index of the purchase.
 * @property {string} reference
 * @property {string} mark
 * @property {string} who The shopper's id.
 * @property {boolean} otherContent True if the call names the purchase's other package.
 * @property {"right" | "wrong" | ""} price The price that the page shows.
 * @property {boolean} knows True if the caller names the failed tries that the shopper was told of. A
 *   webhook that knows names none: it means all.
 * @property {number | undefined} timeoutMs
 * @property {number | undefined} abortAfterMs
 */

/** Most events occur within this time. */
export const RUSH_MS = 6_000;
/** Late events occur within this time. */
export const LATE_MS = 480_000;

/** Each method as often as its weight. @type {PlannedCall["method"][]} */
const METHODS = [...Array(14).fill("buy"), "ask", "list", ...Array(4).fill("webhook")];
/** @type {PlannedCall["price"][]} */
const PRICES = [...Array(10).fill(""), ...Array(8).fill("right"), "wrong"];

/** @type {PlannedCall["price"][]} */
const RIGHT_PRICES = ["", "right"];

/** The time of an event. @param {Random} random @param {number} lateRate */
export const drawTime = (random, lateRate) =>
  random.between(0, random.chance(lateRate) ? LATE_MS : RUSH_MS);

/**
 * @param {Random} random
 * @param {number} pages
 * @param {PlannedPurchase[]} purchases
 * @param {boolean} faultless
 * @returns {PlannedCall[]}
 */
export function drawCalls(random, pages, purchases, faultless) {
  const limitRate = faultless ? 0 : random.pick([0, 0.2, 0.5]);
  const lateRate = random.pick([0.1, 0.4]);
  const signsInAt = random.between(0, random.pick([RUSH_MS, LATE_MS]));
  let at = 0;
  return Array.from({ length: random.between(2, 6) }, (_, index) => {
    at = random.chance(0.35) ? at + random.between(0, 30) : drawTime(random, lateRate);
    const purchase = random.between(0, purchases.length - 1);
    const { reference, shopperIds, kind, unpaid } = /** @type {PlannedPurchase} */ (
      purchases[purchase]
    );
    const drawn = random.pick(METHODS);
    // A webhook reports payments only.
    const method = unpaid && drawn === "webhook" ? "buy" : drawn;
    const [guest = "", user = ""] = shopperIds;
    const shopper = unpaid || at >= signsInAt ? user : guest;
    const isStranger = !faultless && method !== "webhook" && random.chance(0.07);
    return {
      ...{ method, at, purchase, reference },
      page: random.between(0, pages - 1),
      mark: `${method === "webhook" ? method : "call"} ${index + 1}`,
      who: isStranger ? STRANGER : method === "webhook" ? random.pick(shopperIds) : shopper,
      otherContent: !faultless && kind === "topup" && method === "buy" && random.chance(0.06),
      price: random.pick(faultless ? RIGHT_PRICES : PRICES),
      knows: random.chance(0.6),
      timeoutMs: random.chance(limitRate) ? random.between(1, 5_000) : undefined,
      abortAfterMs: random.chance(limitRate / 2) ? random.between(0, 3_000) : undefined,
    };
  }).sort((a, b) => a.at - b.at);
}
