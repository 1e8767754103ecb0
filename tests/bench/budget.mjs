// The package's bars and budgets, from budget.json: bytes, counts and ratios, never seconds, because
// those hold on every machine. The bar is the value to reach. The budget is the value that fails the
// tests, with room for the noise of a quick run.
import { readFileSync } from "node:fs";

/**
 * The keys name the measurement first. `aim` is a value beyond the bar. `noise` says why a budget is more than
 * 5 % above what was `measured`.
 *
 * @typedef {{ bar: number, aim?: number, measured: number, budget: number, unit: string, noise?: string }} Entry
 * @type {Record<string, Entry>}
 */
export const BUDGET = JSON.parse(readFileSync(new URL("budget.json", import.meta.url), "utf8"));

/**
 * Compares a value with its bar and its budget.
 *
 * @param {string} name the key in budget.json
 * @param {number} value
 * @param {string} [scope] the platform or the case that the value is of, if there are several
 * @returns {import("./types.js").Check}
 */
export function checkBudget(name, value, scope = "") {
  const entry = BUDGET[name];
  if (!entry) throw new Error(`budget.json has no entry "${name}"`);
  const { bar, budget, unit } = entry;
  // NaN means that nothing was measured. Both comparisons are false then.
  const [reached, withinBudget] = [value <= bar, value <= budget];
  const rounded = unit === "bytes" ? value : Math.round(value * 1000) / 1000;
  return { name, scope, value: rounded, bar, budget, unit, reached, withinBudget };
}
