// Whether ten times as much costs ten times as much: orders of a page, eSIMs in the cache, calls at
// the same time.
import { held } from "./budget.mjs";
import { againstLine } from "./rig/line.js";
import { open } from "./rig/platforms.mjs";
import { spread, times, undisturbed } from "./rig/show.js";

/** @typedef {{ size: number, summary: import("./measure.js").Summary }[]} Sizes */

const BAR = "growth: above the straight line";

/**
 * `units` is how many of them a timing of any size holds: as many as the largest size, so that the
 * garbage collector works as often in each. The quickest of short timings would have none of it.
 *
 * @type {Record<string, { sizes: number[], units: number, unit: string, lines: Record<string, string> }>}
 */
const GROWTHS = {
  orders: {
    sizes: [10, 30, 100, 300, 1_000, 3_000, 10_000],
    units: 10_000,
    unit: "orders",
    lines: { ours: "orders of one page", parse: "JSON.parse alone of such a page" },
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
    lines: { ours: "calls at once" },
  },
};

/** @type {import("./types.ts").Measurement} */
export const measurement = {
  name: "growth",
  what: "cost per order, per eSIM in the cache, and per call of many at once",
  async run({ quick, log }) {
    /** @type {import("./types.ts").Result} */
    const result = { tables: [], checks: [] };
    for (const platform of /** @type {const} */ (["Node", "Chromium"])) {
      for (const [name, { sizes, units, unit, lines }] of Object.entries(GROWTHS)) {
        log(`${platform}, ${unit}`);
        const rounds = quick ? { rounds: 15, warmup: 4 } : { rounds: 40, warmup: 8 };
        const session = await open(platform, "growth");
        try {
          /** @type {Record<string, Sizes>} */
          const found = await session.call(name, { sizes, units, ...rounds });
          for (const [line, about] of Object.entries(lines)) {
            const { table, worst } = shown(`${about}: ${platform}`, unit, found[line] ?? []);
            result.tables.push(table);
            // The parser's own growth is shown, but it is the platform's promise and not ours.
            if (line !== "parse") result.checks.push(held(BAR, `${about}, ${platform}`, worst));
          }
        } finally {
          await session.close();
        }
      }
    }
    return result;
  },
};

/** @param {string} about @param {string} unit @param {Sizes} sizes */
function shown(about, unit, sizes) {
  const { fixed, worst, held } = againstLine(
    sizes.map(({ size, summary }) => ({ size, ms: undisturbed(summary) })),
  );
  const rows = held.map(({ size, perUnit, against }, index) => {
    const { summary } = sizes[index] ?? {};
    return [size, summary ? spread(summary) : null, perUnit * 1000, times(against)];
  });
  const half = Math.ceil(sizes.length / 2);
  return {
    worst,
    table: {
      title: about,
      detail: true,
      columns: [unit, "ms", "µs for each, without the fixed part", "against the line"],
      rows,
      note: `Median ± half of the middle half; the rest is about the tenth that was quickest. The line is drawn through the first ${half} sizes; its fixed part is ${(fixed * 1000).toPrecision(3)} µs.`,
    },
  };
}
