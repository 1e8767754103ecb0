// The package's bars and budgets, from budget.json: bytes, counts and ratios, never seconds, because
// those hold on every machine. The bar is the value to reach. The budget is the value that fails the
// tests, with room for the noise of a quick run.
import { readFileSync } from "node:fs";

/** @type {Record<string, { bar: number, budget: number, unit: string, note?: string }>} */
const BUDGET = JSON.parse(readFileSync(new URL("budget.json", import.meta.url), "utf8"));

/**
 * Compares a value with its bar and its budget.
 *
 * @param {string} name the key in budget.json
 * @param {string} scope the platform or the case that the value is of
 * @param {number} value
 * @returns {import("./types.js").Check}
 */
export function checkBudget(name, scope, value) {
  const entry = BUDGET[name];
  if (!entry) throw new Error(`budget.json has no entry "${name}"`);
  // NaN means that nothing was measured. Both comparisons are false then.
  const [reached, withinBudget] = [value <= entry.bar, value <= entry.budget];
  const rounded = entry.unit === "bytes" ? value : Math.round(value * 1000) / 1000;
  return { name: `${name} (${scope})`, value: rounded, ...entry, reached, withinBudget };
}
