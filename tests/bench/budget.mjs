// What the package is held to: bytes, counts and ratios, never seconds, so that they mean the same
// on every machine. The bar is what it is meant to reach; the budget is what it may not fall back
// behind, with room for the noise of a small run. Where a bar is reached, both are the same or close.
import { readFileSync } from "node:fs";

/** @type {Record<string, { bar: number, budget: number, unit: string }>} */
const BUDGET = JSON.parse(readFileSync(new URL("budget.json", import.meta.url), "utf8"));

/**
 * @param {string} name of the bar
 * @param {string} where the platform, or what exactly
 * @param {number} value
 * @returns {import("./types.js").Check}
 */
export function held(name, where, value) {
  const entry = BUDGET[name];
  if (!entry) throw new Error(`budget.json holds no "${name}"`);
  // A value that is no number was not measured, and holds no promise.
  const [ok, inBudget] = [value <= entry.bar, value <= entry.budget];
  const shown = entry.unit === "bytes" ? value : Math.round(value * 1000) / 1000;
  return { name: `${name} (${where})`, value: shown, ...entry, ok, inBudget };
}
