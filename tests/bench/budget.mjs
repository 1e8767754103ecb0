// The bars that the package is held to: bytes and ratios, never seconds, so that they mean the same
// on every machine.
import { readFileSync } from "node:fs";

/** @type {Record<string, { bar: number, unit: string }>} */
const budget = JSON.parse(readFileSync(new URL("budget.json", import.meta.url), "utf8"));

/**
 * @param {string} name of the budget
 * @param {number} value
 * @returns {import("./types.js").Check}
 */
export function atMost(name, value) {
  const entry = budget[name];
  if (!entry) throw new Error(`budget.json holds no "${name}"`);
  // A value that is no number was not measured, and holds no promise.
  const shown = entry.unit === "bytes" ? value : Math.round(value * 1000) / 1000;
  return { name, value: shown, ...entry, ok: value <= entry.bar };
}
