// What the buyers were told, held against the partner's ledger.
import assert from "node:assert/strict";
import { isUnknown } from "./buyers.js";
import { planIn } from "./plan.js";

/** @typedef {import("./buyers.js").Purchase} Purchase */

/**
 * The codes of the orders of each reference.
 *
 * @param {{ ledger: { orders: { description: string, code: string }[] } }} sandbox
 */
export function codesOf({ ledger }) {
  /** @type {Map<string, string[]>} */
  const codes = new Map();
  for (const { description, code } of ledger.orders) {
    const reference = planIn(description)?.reference ?? description;
    codes.set(reference, [...(codes.get(reference) ?? []), code]);
  }
  return codes;
}

/**
 * @typedef {object} Books what the partner has seen
 * @property {Map<string, string[]>} codes
 * @property {Map<string, number>} arrivals POSTs by reference
 * @property {readonly unknown[]} violations of the API's description
 */

/**
 * At most one order for each reference, sent at most once, and whoever bought knows of it.
 *
 * @param {readonly Purchase[]} purchases
 * @param {Books} books
 * @param {ReadonlySet<string>} [released] references that somebody has allowed to be sent once more
 */
export function agree(purchases, { codes, arrivals, violations }, released = new Set()) {
  for (const { order, outcome } of purchases) {
    const { reference } = order;
    const made = codes.get(reference) ?? [];
    const told = `${reference} was told ${JSON.stringify(outcome)}, the ledger has [${made}]`;
    if ("code" in outcome) assert.deepEqual([outcome.code], made, told);
    else {
      assert.deepEqual(made, [], told);
      const refused = planIn(reference)?.partner === "refused-idle";
      assert.ok(isUnknown(outcome) || (refused && outcome.kind === "insufficient_balance"), told);
    }
    const sent = arrivals.get(reference) ?? 0;
    const most = released.has(reference) ? 2 : 1;
    assert.ok(sent <= most, `${reference} arrived ${sent} times`);
  }
  const known = new Set(purchases.map(({ order }) => order.reference));
  for (const reference of codes.keys()) assert.ok(known.has(reference), `who bought ${reference}?`);
  assert.deepEqual(violations, []);
}

/**
 * What a recovery tells is what the ledger has.
 *
 * @param {readonly { reference: string, code: string | null }[]} recovered
 * @param {Books} books
 */
export function agreeRecovered(recovered, { codes }) {
  for (const { reference, code } of recovered) {
    assert.deepEqual(code === null ? [] : [code], codes.get(reference) ?? [], reference);
  }
}

/**
 * @param {readonly Purchase[]} purchases
 * @param {Books} books
 * @param {Map<string, number>} kills
 */
export function figures(purchases, { codes, arrivals }, kills) {
  const sum = (/** @type {Iterable<number>} */ all) => [...all].reduce((a, b) => a + b, 0);
  const ended = (/** @type {string} */ kind) =>
    purchases.filter(({ outcome }) => "kind" in outcome && outcome.kind === kind).length;
  const of = new Set(purchases.map(({ order }) => order.reference));
  const mine = [...arrivals].filter(([reference]) => of.has(reference));
  return [
    `${purchases.length} purchases`,
    `${sum(mine.map(([, count]) => count))} arrivals`,
    `${sum([...codes.values()].map(({ length }) => length))} orders`,
    `${ended("insufficient_balance")} refused`,
    `${ended("outcome_unknown")} unknown`,
    `${sum(purchases.map(({ lost }) => lost))} calls lost`,
    `kills: ${[...kills].map(([harm, count]) => `${harm} ${count}`).join(", ") || "none"}`,
  ].join("; ");
}
