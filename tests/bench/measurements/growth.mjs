// The time of each size, against a straight line: orders of a page, eSIMs in the cache, concurrent
// calls.
import { checkBudget } from "../budget.mjs";
import { formatRatio, medianAndSpread } from "../format.js";
import { firstDecile } from "../measure.js";
import { openSession } from "../platforms/index.mjs";
import { compareWithLine } from "./growth-line.js";

/** @typedef {{ size: number, summary: import("../measure.js").Summary }[]} Sizes */

/**
 * `units` is the number of orders, eSIMs or calls in one timing of any size. It is at least that of the
 * largest size, so the garbage collector runs about as often in each. The first decile of shorter timings
 * would contain no collection. The page client reads answers of at most 1 MB, which hold 1,000 orders.
 *
 * @type {Record<string, { sizes: number[], units: number, unit: string, lines: Record<string, string> }>}
 */
const SERIES = {
  orders: {
    sizes: [10, 20, 50, 100, 200, 500, 1_000],
    units: 2_000,
    unit: "orders",
    lines: { package: "orders of one page", parse: "JSON.parse alone of such a page" },
  },
  cached: {
    sizes: [1, 3, 10, 30, 100, 300, 1_000],
    units: 1_000,
    unit: "eSIMs",
    lines: { read: "histories read from the cache", fill: "histories put into the cache" },
  },
  concurrent: {
    sizes: [1, 2, 5, 10, 20, 50, 100, 200],
    units: 200,
    unit: "calls",
    lines: { package: "calls at once" },
  },
};

const PLATFORMS = /** @type {const} */ (["Node", "Chromium"]);

/** @type {import("../types.js").Measurement} */
export const measurement = {
  title: "cost per order, per eSIM in the cache, and per call of many at once",
  async run({ quick, log }) {
    /** @type {import("../types.js").Result} */
    const result = { tables: [], checks: [] };
    /** @type {Map<string, (string | number)[]>} */
    const summary = new Map();
    for (const platform of PLATFORMS) {
      for (const [job, { sizes, units, unit, lines }] of Object.entries(SERIES)) {
        log(`${platform}, ${unit}`);
        const rounds = quick ? { rounds: 15, warmup: 4 } : { rounds: 40, warmup: 8 };
        const session = await openSession(platform, "growth");
        try {
          /** @type {Record<string, Sizes>} */
          const measured = await session.call(job, { sizes, units, ...rounds });
          for (const [line, title] of Object.entries(lines)) {
            const { table, worst } = lineOf(`${title}: ${platform}`, unit, measured[line] ?? []);
            result.tables.push(table);
            summary.set(title, [...(summary.get(title) ?? [title]), formatRatio(worst)]);
            // The growth of the platform's own parser is shown and not checked.
            if (line === "parse") continue;
            const scope = `${title}, ${platform}`;
            result.checks.push(checkBudget("growth: above the straight line", worst, scope));
          }
        } finally {
          await session.close();
        }
      }
    }
    result.tables.unshift({
      title: "The largest ratio of a size's time to the straight line through the smaller half",
      columns: ["", ...PLATFORMS],
      rows: [...summary.values()],
      note: "target/bench/results.json has all sizes and times.",
    });
    return result;
  },
};

/** @param {string} title @param {string} unit @param {Sizes} sizes */
function lineOf(title, unit, sizes) {
  const { fixed, worst, points } = compareWithLine(
    sizes.map(({ size, summary }) => ({ size, ms: firstDecile(summary) })),
  );
  const rows = points.map(({ size, perUnit, ratio }, index) => {
    const { summary } = sizes[index] ?? {};
    return [size, summary ? medianAndSpread(summary) : null, perUnit * 1000, formatRatio(ratio)];
  });
  const half = Math.ceil(sizes.length / 2);
  return {
    worst,
    table: {
      title,
      detail: true,
      columns: [unit, "ms", "µs for each, without the fixed part", "against the line"],
      rows,
      note: `Median ± half of the interquartile range; the other columns use the first decile. The line is fitted to the first ${half} sizes; its fixed part is ${(fixed * 1000).toPrecision(3)} µs.`,
    },
  };
}
