// The checks of the money tests: the partner's records against the buyers' outcomes.
import assert from "node:assert/strict";
import { isUnknown } from "../shared/buyers.js";
import { assertOutcomesMatch, sumOf } from "../shared/ledger.js";
import { findPlan } from "./purchase-plan.js";

/**
 * @typedef {import("../shared/buyers.js").Purchase} Purchase
 *
 * @typedef {object} Records What the partner has recorded.
 * @property {import("../shared/ledger.js").Codes} codes
 * @property {ReadonlyMap<string, number>} arrivals The number of POSTs by reference.
 * @property {readonly unknown[]} violations Requests that break the API's description.
 */

/**
 * Each reference has at most one order, its POST arrived at most once, and its outcome is right.
 *
 * @param {readonly Purchase[]} purchases
 * @param {Records} records
 * @param {ReadonlyMap<string, number>} [settlements] How often each reference was settled as failed.
 *   Each settlement permits one more POST.
 */
export function assertOneOrderEach(purchases, records, settlements = new Map()) {
  const { codes, arrivals, violations } = records;
  assertOutcomesMatch(purchases, codes, isPlannedRefusal);
  for (const { order } of purchases) {
    const count = arrivals.get(order.reference) ?? 0;
    const max = 1 + (settlements.get(order.reference) ?? 0);
    assert.ok(count <= max, `${order.reference} arrived ${count} times`);
  }
  assert.deepEqual(violations, []);
}

/** @param {Purchase} purchase */
const isPlannedRefusal = ({ order, outcome }) =>
  findPlan(order.reference)?.partner === "refused-before" &&
  "kind" in outcome &&
  outcome.kind === "insufficient_balance";

/**
 * The purchases with an unknown outcome whose order is in the ledger.
 *
 * @param {readonly Purchase[]} purchases
 * @param {Records} records
 */
export const purchasesWithUnseenOrder = (purchases, { codes }) =>
  purchases.filter(({ order, outcome }) => isUnknown(outcome) && codes.has(order.reference));

/**
 * A recovery returns what the ledger has.
 *
 * @param {readonly { reference: string, code: string | null }[]} recovered
 * @param {Records} records
 */
export function assertRecoveredMatch(recovered, { codes }) {
  for (const { reference, code } of recovered) {
    assert.deepEqual(code === null ? [] : [code], codes.get(reference) ?? [], reference);
  }
}

/**
 * Describes a run in one line.
 *
 * @param {readonly Purchase[]} purchases
 * @param {Records} records
 * @param {ReadonlyMap<string, number>} kills
 */
export function summarize(purchases, { codes, arrivals }, kills) {
  const references = new Set(purchases.map(({ order }) => order.reference));
  const posts = [...arrivals].filter(([reference]) => references.has(reference));
  const ended = (/** @type {string} */ kind) =>
    purchases.filter(({ outcome }) => "kind" in outcome && outcome.kind === kind).length;
  return [
    `${purchases.length} purchases`,
    `${posts.reduce((sum, [, count]) => sum + count, 0)} arrivals`,
    `${[...codes.values()].flat().length} orders`,
    `${ended("insufficient_balance")} refused`,
    `${ended("outcome_unknown")} unknown`,
    `${sumOf(purchases, "unanswered")} calls unanswered, ${sumOf(purchases, "failed")} failed`,
    `kills: ${[...kills].map(([point, count]) => `${point} ${count}`).join(", ") || "none"}`,
  ].join("; ");
}
