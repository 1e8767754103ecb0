// The bars of decoding, the cache, memory and growth: ratios and counts, never seconds, so that they
// mean the same on every machine.

/** @type {Record<string, { bar: number, unit: string }>} */
const BARS = {
  "decode: 1,000 regular orders, against JSON.parse": { bar: 1.3, unit: "times" },
  "decode: 1,000 irregular orders, against JSON.parse": { bar: 2, unit: "times" },
  "decode: against the fastest of valibot and zod": { bar: 1, unit: "times" },
  "whole call: against the fastest of valibot and zod": { bar: 1, unit: "times" },
  "cache: history, against getItem and JSON.parse": { bar: 2, unit: "times" },
  "memory: wasm pages gained after the first 1,000 calls": { bar: 0, unit: "pages" },
  "memory: heap gained per call, over the second half": { bar: 1, unit: "bytes" },
  "growth: above the straight line": { bar: 1.2, unit: "times" },
};

/**
 * @param {string} name of the bar
 * @param {string} where the platform, or what exactly
 * @param {number} value
 * @returns {import("../types.ts").Check}
 */
export function held(name, where, value) {
  const found = BARS[name];
  if (!found) throw new Error(`there is no bar "${name}"`);
  // What is no number was not measured, and holds no promise.
  const ok = value <= found.bar;
  return { name: `${name} (${where})`, value: Math.round(value * 1000) / 1000, ...found, ok };
}
