// Buyers that repeat a call with the same reference until they know how the purchase ended.
import { setTimeout as sleep } from "node:timers/promises";
import { inLanes } from "./lanes.js";

/**
 * The result of a call: an order's code, or an error.
 *
 * @typedef {{ code: string | null } | { kind: string, message: string }} Outcome
 * @typedef {{ iccid: string, package_id: string, price: number }} Offer
 * @typedef {Offer & { reference: string }} Order
 *
 * Asks the shop for an order. Rejects if no answer arrives. `repeated`: not the first call.
 * @typedef {(order: Order, lane: number, repeated: boolean) => Promise<Outcome>} Ask
 *
 * @typedef {object} Purchase
 * @property {Order} order
 * @property {Outcome} outcome The result of the last call.
 * @property {number} unanswered Calls without an answer.
 * @property {number} failed Calls with an error that says that nothing was ordered.
 * @property {number} unknown Calls with an unknown outcome.
 *
 * @typedef {object} Progress
 * @property {Set<string>} underway References of the purchases that wait for an answer.
 * @property {number} ended The number of purchases that have ended.
 */

/**
 * A buyer accepts the second unknown outcome. The repeated call proves that nothing is sent again.
 */
const MAX_UNKNOWN = 2;
const RETRY_MS = 50;
/** No purchase takes so long unless it hangs. */
const HANG_MS = 180_000;
/** Kinds of errors that say that this call ordered nothing, and that permit to repeat it. */
const NOTHING_ORDERED = [
  ...["network", "timeout", "server", "rate_limited", "in_progress", "storage"],
];
/** @type {Outcome} */
const HUNG = { kind: "hung", message: "the purchase did not end" };

/** @param {Outcome} outcome */
export const isUnknown = (outcome) => "kind" in outcome && outcome.kind === "outcome_unknown";

/** @returns {Progress} */
export const createProgress = () => ({ underway: new Set(), ended: 0 });

/**
 * @param {(repeated: boolean) => Promise<Outcome>} ask
 * @param {number} maxUnknown The number of unknown outcomes after which the buyer stops.
 * @returns {Promise<Omit<Purchase, "order">>}
 */
export async function askUntilSettled(ask, maxUnknown) {
  const counts = { unanswered: 0, failed: 0, unknown: 0 };
  const deadline = Date.now() + HANG_MS;
  let repeated = false;
  /** @type {Outcome | undefined} */
  let last;
  while (Date.now() < deadline) {
    const hung = sleep(HANG_MS, HUNG, { ref: false });
    const outcome = await Promise.race([ask(repeated), hung]).catch(() => undefined);
    if (outcome === HUNG) break;
    last = outcome;
    if (!outcome) counts.unanswered += 1;
    else if (isUnknown(outcome)) counts.unknown += 1;
    else if ("kind" in outcome && NOTHING_ORDERED.includes(outcome.kind)) counts.failed += 1;
    else return { outcome, ...counts };
    if (outcome && counts.unknown === maxUnknown) return { outcome, ...counts };
    repeated = true;
    await sleep(RETRY_MS);
  }
  console.error(`a purchase hangs after ${JSON.stringify(counts)}, last: ${JSON.stringify(last)}`);
  return { outcome: HUNG, ...counts };
}

/**
 * Buys once for each reference.
 *
 * @param {object} sale
 * @param {readonly string[]} sale.references
 * @param {readonly Offer[]} sale.offers Each lane buys one of these.
 * @param {number} [sale.lanes] The number of concurrent buyers.
 * @param {Ask} sale.ask
 * @param {Progress} [sale.progress] Updated while the buyers buy.
 */
export async function buyAll(sale) {
  const { references, offers, lanes = offers.length, ask, progress = createProgress() } = sale;
  /** @type {Purchase[]} */
  const purchases = [];
  await inLanes(references, lanes, async (reference, lane) => {
    const offer = offers[lane % offers.length];
    if (!offer) throw new Error("there are no offers");
    const order = { ...offer, reference };
    progress.underway.add(reference);
    const result = await askUntilSettled((repeated) => ask(order, lane, repeated), MAX_UNKNOWN);
    progress.underway.delete(reference);
    progress.ended += 1;
    purchases.push({ order, ...result });
  });
  return purchases;
}

/**
 * Repeats all purchases without an order and every fifth of the others, and updates their outcomes.
 *
 * @param {readonly Purchase[]} purchases
 * @param {number} lanes
 * @param {Ask} ask
 */
export async function repeatPurchases(purchases, lanes, ask) {
  const repeated = purchases.filter(({ outcome }, n) => !("code" in outcome) || n % 5 === 0);
  await inLanes(repeated, lanes, async (purchase, lane) => {
    const { outcome } = await askUntilSettled(() => ask(purchase.order, lane, true), 1);
    purchase.outcome = outcome;
  });
}
