// History from the cache, against the minimum that reading it costs.
import { checkBudget } from "../budget.mjs";
import { formatRatio, medianAndSpread, RATIO_NOTE } from "../format.js";
import { decileRatio } from "../measure.js";
import { MIN_TIMING_MS, openSession } from "../platforms/index.mjs";

/** @typedef {Record<string, import("../measure.js").Summary>} Summaries */

/** Entries of a history. The budget is for `TYPICAL` entries. */
const ENTRIES = [1, 10, 100];
const TYPICAL = 10;
const BASE = "getItem and JSON.parse";

/** @type {import("../types.js").Measurement} */
export const measurement = {
  title: "history from the cache, from the call to the answer",
  async run({ quick, log }) {
    /** @type {import("../types.js").Result} */
    const result = { tables: [], checks: [] };
    /** @type {string[]} */
    const headlines = [];
    for (const platform of /** @type {const} */ (["Node", "Chromium"])) {
      const session = await openSession(platform, "cache");
      /** @type {Map<string, (string | number)[]>} */
      const rows = new Map();
      try {
        for (const entries of ENTRIES) {
          log(`${platform}, ${entries} entries`);
          const plan = {
            entries,
            rounds: quick ? 40 : 150,
            warmup: 20,
            minMs: MIN_TIMING_MS[platform],
          };
          /** @type {{ results: Summaries }} */
          const { results } = await session.call("cache", plan);
          for (const [name, summary] of Object.entries(results)) {
            const row = rows.get(name) ?? [name];
            row.push(microseconds(summary), formatRatio(decileRatio(summary, results[BASE])));
            rows.set(name, row);
          }
          if (entries === TYPICAL) {
            const ratio = decileRatio(results["pressone-esim"], results[BASE]);
            const scope = `${platform}, ${entries} entries`;
            result.checks.push(
              checkBudget("cache: history, against getItem and JSON.parse", ratio, scope),
            );
            headlines.push(`${scope} ${formatRatio(ratio)} of getItem and JSON.parse`);
          }
        }
      } finally {
        await session.close();
      }
      const store = platform === "Node" ? "a Map in the shape of localStorage" : "localStorage";
      result.tables.push({
        title: `History from ${store}: ${platform}`,
        columns: ["", ...ENTRIES.flatMap((count) => [`${count} entries, µs`, "×"])],
        rows: [...rows.values()],
        note: `${RATIO_NOTE} getItem and JSON.parse alone.`,
      });
    }
    return { ...result, headline: headlines.join("; ") };
  },
};

/** @param {import("../measure.js").Summary} summary */
function microseconds({ median, q1, q3 }) {
  return medianAndSpread({ median: median * 1000, q1: q1 * 1000, q3: q3 * 1000 });
}
