// Leaks: pages of the module and JavaScript objects that remain after calls of all kinds.
import { checkBudget } from "../budget.mjs";
import { formatCount } from "../format.js";
import { openSession, STEADY_HEAP_FLAGS } from "../platforms/index.mjs";

/** @typedef {{ calls: number, pages: number, heap: number }} Sample */

/** The calls before the first sample: the engine compiles, its tables grow, and the cache fills. */
const WARMUP_CALLS = 1_000;

/** @type {import("../types.js").Measurement} */
export const measurement = {
  title: "pages of the module and the heap over calls of every kind, errors and aborts among them",
  async run({ quick, log }) {
    const step = quick ? 4_000 : 10_000;
    /** @type {import("../types.js").Result} */
    const result = { tables: [], checks: [] };
    for (const platform of /** @type {const} */ (["Node", "Chromium"])) {
      const samples = await takeSamples(platform, "calls", step, log);
      const baseline = await takeSamples(platform, "baseline", step, log);
      const first = samples[0]?.pages ?? Number.NaN;
      const gained = Math.max(...samples.map(({ pages }) => pages)) - first;
      const slope = heapSlope(samples.slice(-6));
      result.tables.push({
        title: `Memory over ${formatCount(step * 10)} calls: ${platform}`,
        detail: true,
        columns: ["calls", "wasm pages", "heap, KiB", "heap of the baseline, KiB"],
        rows: samples.map(({ calls, pages, heap }, index) => [
          formatCount(calls),
          pages,
          Math.round(heap / 1024),
          Math.round((baseline[index]?.heap ?? Number.NaN) / 1024),
        ]),
        note:
          "A page is 64 KiB; the heap is measured after a garbage collection. The baseline makes the " +
          "platform objects of as many calls, without the package. Over the second half the heap gains " +
          `${slope.toFixed(2)} bytes per call.`,
      });
      result.checks.push(
        checkBudget("memory: wasm pages gained after the first 1,000 calls", gained, platform),
        checkBudget("memory: heap gained per call, over the second half", slope, platform),
      );
    }
    return result;
  },
};

/**
 * @param {"Node" | "Chromium"} platform
 * @param {"calls" | "baseline"} name a function of the job
 * @param {number} step calls between two samples
 * @param {(line: string) => void} log
 */
async function takeSamples(platform, name, step, log) {
  const session = await openSession(platform, "memory", STEADY_HEAP_FLAGS);
  /** @type {Sample[]} */
  const samples = [];
  try {
    let made = 0;
    for (const target of [
      WARMUP_CALLS,
      ...Array.from({ length: 10 }, (_, at) => (at + 1) * step),
    ]) {
      const { pages, kinds } = await session.call(name, target - made);
      made = target;
      const heap = await session.heap();
      samples.push({ calls: made, pages, heap });
      log(
        `${platform}, ${name}: ${formatCount(made)} of ${kinds} kinds, ${pages} pages, ${heap} bytes`,
      );
    }
  } finally {
    await session.close();
  }
  return samples;
}

/**
 * The slope of the heap in bytes per call: the smaller of two estimates. One is the median of the
 * slopes between all pairs of samples (Theil–Sen). The other is the slope between the lowest samples of
 * the two halves. A leak raises both, because it grows in every sample. One of the engine's tables that
 * doubles and halves again raises only some samples.
 *
 * The caller passes the second half of a run, because the engine's own growth ends and a leak does not:
 * in Node one of its tables still grows after 10,000 calls of the baseline. `STEADY_HEAP_FLAGS` stop the
 * engine from storing code. Without them its optimizing compiler looks like a leak of 6 bytes per call
 * for the first 50,000 calls, and its baseline compiler alone like one of 1.5.
 *
 * The bar is 1 byte per call because of noise. Samples scatter by some ten KiB from one collection to
 * the next, which is about a byte per call between neighbours and less over longer distances. The
 * smallest possible leak is far above the bar: one slot of a table of references has 8 bytes, an object
 * at least 16.
 *
 * The module's own memory has no noise, so its bar is 0 pages. Garbage is collected at each sample, so
 * memory that the module frees only with the collection of its wrapper is counted.
 *
 * @param {Sample[]} samples
 */
export function heapSlope(samples) {
  const slopes = samples
    .flatMap((one, index) =>
      samples.slice(index + 1).map((other) => (other.heap - one.heap) / (other.calls - one.calls)),
    )
    .sort((a, b) => a - b);
  const median = slopes[Math.floor(slopes.length / 2)] ?? Number.NaN;
  const half = Math.floor(samples.length / 2);
  const [before, after] = [samples.slice(0, half), samples.slice(half)].map(
    (some) => [...some].sort((a, b) => a.heap - b.heap)[0],
  );
  if (!before || !after) return Number.NaN;
  return Math.min(median, (after.heap - before.heap) / (after.calls - before.calls));
}
