// History from the cache against the least that reading it can cost.
import { held } from "./budget.mjs";
import { LEAST_MS, open } from "./rig/platforms.mjs";
import { NOTE, ratio, spread, times } from "./rig/show.js";

/** @typedef {Record<string, import("./measure.js").Summary>} Summaries */

/** Entries of a history; the bar is held at the second one. */
const ENTRIES = [1, 10, 100];
const TYPICAL = 10;
const BASE = "getItem and JSON.parse";

/** @type {import("./types.ts").Measurement} */
export const measurement = {
  name: "cache",
  what: "history from the cache, from the call to the answer",
  async run({ quick, log }) {
    /** @type {import("./types.ts").Result} */
    const result = { tables: [], checks: [] };
    for (const platform of /** @type {const} */ (["Node", "Chromium"])) {
      const session = await open(platform, "cache");
      /** @type {Map<string, (string | number)[]>} */
      const rows = new Map();
      try {
        for (const entries of ENTRIES) {
          log(`${platform}, ${entries} entries`);
          const plan = {
            entries,
            rounds: quick ? 40 : 150,
            warmup: 20,
            leastMs: LEAST_MS[platform],
          };
          /** @type {{ results: Summaries }} */
          const { results } = await session.call("cache", plan);
          for (const [name, summary] of Object.entries(results)) {
            const row = rows.get(name) ?? [name];
            row.push(us(summary), times(ratio(summary, results[BASE])));
            rows.set(name, row);
          }
          if (entries === TYPICAL) {
            const where = `${platform}, ${entries} entries`;
            result.checks.push(
              held(
                "cache: history, against getItem and JSON.parse",
                where,
                ratio(results.ours, results[BASE]),
              ),
            );
          }
        }
      } finally {
        await session.close();
      }
      const store = platform === "Node" ? "a Map in the shape of localStorage" : "localStorage";
      result.tables.push({
        title: `History from ${store}: ${platform}`,
        columns: ["way", ...ENTRIES.flatMap((count) => [`${count} entries, µs`, "×"])],
        rows: [...rows.values()],
        note: `${NOTE} with that of getItem and JSON.parse alone.`,
      });
    }
    return result;
  },
};

/** In µs. @param {import("./measure.js").Summary} summary */
function us({ median, q1, q3, ...rest }) {
  return spread({ ...rest, median: median * 1000, q1: q1 * 1000, q3: q3 * 1000 });
}
