// target/bench/results.json: the results of all measurements, each from its latest run.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("./environment.mjs").Environment} Environment */
/** @typedef {Result & { title: string }} TitledResult */
/** @typedef {Record<string, TitledResult & { environment?: Environment }>} Results */

/** The measurements, in the order in which they run and are reported. */
export const MEASUREMENTS = [
  ...["size", "ready", "calls", "gateway"],
  ...["decode", "cache", "memory", "growth"],
];

const FILE = "target/bench/results.json";

/** @returns {Results} those of earlier runs */
function readResults() {
  try {
    return JSON.parse(readFileSync(FILE, "utf8")).results;
  } catch {
    // The first run.
    return {};
  }
}

/**
 * Writes the results of this run over those of earlier runs. A measurement that did not run keeps its
 * earlier result.
 *
 * @param {Record<string, TitledResult>} results
 * @param {Environment} environment
 * @returns {Results} all of them
 */
export function mergeResults(results, environment) {
  const current = Object.entries(results).map(([name, result]) => [
    name,
    { ...result, environment },
  ]);
  const all = { ...readResults(), ...Object.fromEntries(current) };
  const merged = Object.fromEntries(
    MEASUREMENTS.flatMap((name) => (all[name] ? [[name, all[name]]] : [])),
  );
  mkdirSync("target/bench", { recursive: true });
  // Without the samples, which would be a hundred thousand lines. The summaries are enough.
  const withoutSamples = (/** @type {string} */ key, /** @type {unknown} */ value) =>
    key === "samples" ? undefined : value;
  writeFileSync(FILE, `${JSON.stringify({ results: merged }, withoutSamples, 2)}\n`);
  return merged;
}
