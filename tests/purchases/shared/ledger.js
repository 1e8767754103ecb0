// Comparisons of the partner's ledger with the buyers' outcomes.
import assert from "node:assert/strict";
import { isUnknown } from "./buyers.js";

/** @typedef {import("./buyers.js").Purchase} Purchase */
/** @typedef {import("./buyers.js").Outcome} Outcome */
/** @typedef {Map<string, string[]>} Codes The codes of the orders of each reference. */

/**
 * @param {{ ledger: { orders: readonly { description: string, code: string }[] } }} sandbox
 * @param {(description: string) => string | undefined} referenceIn
 */
export function codesByReference({ ledger }, referenceIn) {
  /** @type {Codes} */
  const codes = new Map();
  for (const { description, code } of ledger.orders) {
    const reference = referenceIn(description) ?? description;
    codes.set(reference, [...(codes.get(reference) ?? []), code]);
  }
  return codes;
}

/**
 * Each purchase with an order has exactly that order. Each other one has none, and its outcome is
 * unknown. All orders belong to these purchases.
 *
 * @param {readonly Purchase[]} purchases
 * @param {Codes} codes
 * @param {(purchase: Purchase) => boolean} [isRefused] True if an error may say that nothing was ordered.
 */
export function assertOutcomesMatch(purchases, codes, isRefused = () => false) {
  for (const purchase of purchases) {
    const { order, outcome } = purchase;
    const ordered = codes.get(order.reference) ?? [];
    const text = JSON.stringify(outcome);
    const message = `${order.reference}: outcome ${text}, orders in the ledger [${ordered}]`;
    assert.deepEqual(ordered, "code" in outcome ? [outcome.code] : [], message);
    assert.ok("code" in outcome || isUnknown(outcome) || isRefused(purchase), message);
  }
  const references = new Set(purchases.map(({ order }) => order.reference));
  const foreign = [...codes.keys()].filter((reference) => !references.has(reference));
  assert.deepEqual(foreign, [], "all orders belong to these purchases");
}

/** Returns the references with more than one order. @param {Codes} codes */
export const doubledReferences = (codes) =>
  [...codes].filter(([, ordered]) => ordered.length > 1).map(([reference]) => reference);

/** @param {readonly Purchase[]} purchases @param {"unanswered" | "failed" | "unknown"} what */
export const sumOf = (purchases, what) =>
  purchases.reduce((sum, purchase) => sum + purchase[what], 0);
