// A sale to one group of buyers, and the checks that hold for every sale.
import assert from "node:assert/strict";
import { buyAll, isUnknown, repeatPurchases } from "../shared/buyers.js";
import {
  assertOneOrderEach,
  assertRecoveredMatch,
  purchasesWithUnseenOrder,
  summarize,
} from "./ledger-checks.js";
import { makeReferences } from "./purchase-plan.js";
import { LISTED_AFTER_MS, SELLER_TIMEOUT_MS, SLOW_MS } from "./seller/timing.js";

/**
 * @typedef {import("../shared/buyers.js").Purchase} Purchase
 * @typedef {import("../shared/buyers.js").Ask} Ask
 * @typedef {import("./ledger-checks.js").Records} Records
 * @typedef {import("./purchase-plan.js").GroupPlan & { killPoints: readonly string[] }} Plan
 *
 * @typedef {object} Sale
 * @property {Plan} plan
 * @property {readonly import("../shared/buyers.js").Offer[]} offers
 * @property {Ask} ask
 * @property {() => Promise<{ reference: string, code: string | null }[]>} recover
 * @property {(reference: string) => Promise<unknown>} settleAsFailed
 * @property {() => Records} records
 * @property {(ms: number) => Promise<void>} quiet waits until no order has been on its way for so long
 * @property {ReadonlyMap<string, number>} kills
 * @property {(summary: string) => void} report
 */

/** Concurrent buyers. Those with an unknown outcome wait most of the time. */
const LANES = 10;
/** So long after the last order, the list shows all: the seller may still send one after a buyer has gone. */
const ALL_LISTED_MS = SELLER_TIMEOUT_MS + SLOW_MS + LISTED_AFTER_MS;
/** Rounds of purchases for the kill points that were not reached. */
const MAX_KILL_ROUNDS = 3;
/** Rounds of recoveries. On a busy machine, an order can arrive after the recovery has looked for it. */
const MAX_RECOVERY_ROUNDS = 3;
/** Rounds of settlements. On a busy machine, calls can time out and leave a purchase open again. */
const MAX_SETTLE_ROUNDS = 3;

/**
 * Buys, recovers what is open, and repeats purchases. Each reference has at most one order.
 *
 * @param {Sale} sale
 * @returns {Promise<Purchase[]>}
 */
export async function sell(sale) {
  const { plan, offers, ask, records, kills, report } = sale;
  const purchases = await buyAll({
    ...{ references: makeReferences(plan), offers, ask },
    lanes: LANES,
  });
  assert.equal(purchases.length, plan.purchases);
  purchases.push(...(await buyAtMissingKillPoints(sale)));
  const recovered = await recoverAndRepeat(purchases, sale);
  report(`${summarize(purchases, records(), kills)}; ${recovered} recovered`);
  assertOneOrderEach(purchases, records());
  return purchases;
}

/**
 * Recovers what is open, and repeats purchases, until each buyer knows of the order in the ledger.
 *
 * @param {readonly Purchase[]} purchases
 * @param {Sale} sale
 * @returns {Promise<number>} the number of recovered purchases
 */
async function recoverAndRepeat(purchases, { ask, recover, records, quiet }) {
  let count = 0;
  for (let round = 0; round < MAX_RECOVERY_ROUNDS; round += 1) {
    await quiet(ALL_LISTED_MS);
    const recovered = await recover();
    assertRecoveredMatch(recovered, records());
    count += recovered.length;
    await repeatPurchases(purchases, LANES, ask);
    if (purchasesWithUnseenOrder(purchases, records()).length === 0) break;
  }
  return count;
}

/**
 * Two purchases that reach their kill points at the same time cause one kill. This function buys one
 * after the other for the kill points that had none.
 *
 * @param {Sale} sale
 */
async function buyAtMissingKillPoints({ plan, offers, ask, kills }) {
  const missing = () => plan.killPoints.filter((point) => !kills.has(point));
  /** @type {Purchase[]} */
  const purchases = [];
  for (let round = 0; round < MAX_KILL_ROUNDS && missing().length > 0; round += 1) {
    const killPoints = missing();
    const first = plan.purchases + purchases.length;
    const extra = { ...plan, first, purchases: killPoints.length, killPoints, killEvery: 1 };
    purchases.push(...(await buyAll({ references: makeReferences(extra), offers, lanes: 1, ask })));
  }
  assert.deepEqual(missing(), [], "nothing was killed at these points");
  return purchases;
}

/**
 * Settles all purchases with an unknown outcome as failed, and repeats them. Each then has one order.
 *
 * @param {readonly Purchase[]} purchases
 * @param {Pick<Sale, "ask" | "records" | "settleAsFailed">} sale
 */
export async function settleAndRepeat(purchases, { ask, records, settleAsFailed }) {
  /** @type {Map<string, number>} */
  const settlements = new Map();
  const unsettled = () => purchases.filter(({ outcome }) => isUnknown(outcome));
  for (let round = 0; round < MAX_SETTLE_ROUNDS && unsettled().length > 0; round += 1) {
    const open = unsettled();
    for (const { order } of open) {
      await settleAsFailed(order.reference);
      settlements.set(order.reference, (settlements.get(order.reference) ?? 0) + 1);
    }
    await repeatPurchases(open, LANES, ask);
    await repeatPurchases(unsettled(), LANES, ask);
  }
  assertOneOrderEach(purchases, records(), settlements);
  assert.deepEqual(unsettled(), []);
}
