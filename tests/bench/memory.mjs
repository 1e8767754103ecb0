// Whether anything piles up: pages of the module and objects of JavaScript over calls of all kinds.
import { held } from "./budget.mjs";
import { open, STEADY } from "./rig/platforms.mjs";

/** @typedef {{ calls: number, pages: number, heap: number }} Sample */

/** Until here the engine compiles, tables grow to their size, and the cache fills. */
const SETTLED = 1_000;

/** @type {import("./types.ts").Measurement} */
export const measurement = {
  name: "memory",
  what: "pages of the module and the heap over calls of every kind, errors and aborts among them",
  async run({ quick, log }) {
    const step = quick ? 4_000 : 10_000;
    /** @type {import("./types.ts").Result} */
    const result = { tables: [], checks: [] };
    for (const platform of /** @type {const} */ (["Node", "Chromium"])) {
      const ours = await sampled(platform, "calls", step, log);
      const nobody = await sampled(platform, "nothing", step, log);
      const first = ours[0]?.pages ?? Number.NaN;
      const gained = Math.max(...ours.map(({ pages }) => pages)) - first;
      const slope = slopeOf(ours.slice(-6));
      result.tables.push({
        title: `Memory over ${count(step * 10)} calls: ${platform}`,
        detail: true,
        columns: ["calls", "wasm pages", "heap, KiB", "heap without ours, KiB"],
        rows: ours.map(({ calls, pages, heap }, index) => [
          count(calls),
          pages,
          Math.round(heap / 1024),
          Math.round((nobody[index]?.heap ?? Number.NaN) / 1024),
        ]),
        note:
          "A page is 64 KiB; the heap is what a collection leaves. Without ours: as many calls that " +
          "make the platform's objects alone. Over the second half the heap gains " +
          `${slope.toFixed(2)} bytes per call.`,
      });
      result.checks.push(
        held("memory: wasm pages gained after the first 1,000 calls", platform, gained),
        held("memory: heap gained per call, over the second half", platform, slope),
      );
    }
    return result;
  },
};

/**
 * @param {"Node" | "Chromium"} platform
 * @param {"calls" | "nothing"} what
 * @param {number} step
 * @param {(line: string) => void} log
 */
async function sampled(platform, what, step, log) {
  const session = await open(platform, "memory", STEADY);
  /** @type {Sample[]} */
  const samples = [];
  try {
    let made = 0;
    for (const target of [SETTLED, ...Array.from({ length: 10 }, (_, at) => (at + 1) * step)]) {
      const { pages, kinds } = await session.call(what, target - made);
      made = target;
      const heap = await session.heap();
      samples.push({ calls: made, pages, heap });
      log(`${platform}, ${what}: ${count(made)} of ${kinds} kinds, ${pages} pages, ${heap} bytes`);
    }
  } finally {
    await session.close();
  }
  return samples;
}

/**
 * The slope of the heap over the calls, in bytes per call. A leak goes on in every sample, while a
 * table of the engine's own that doubles, and halves again, lifts some: so it is the lesser of two
 * slopes that a leak shows in alike, the median of those between all pairs of samples (Theil–Sen),
 * and that between the lowest samples of the two halves.
 *
 * A leak goes on for ever, while what an engine or a runtime gathers ends: in Node a table of its own
 * still grows after 10,000 calls of nobody. So the slope is that of the second half. The engine runs
 * with flags under which it gathers no code either (`STEADY`): without them it optimises for the
 * first 50,000 calls, which looks like a leak of 6 bytes per call, and its baseline compiler alone,
 * which takes up one function after the other, looks like one of 1.5.
 *
 * The bar of 1 byte per call is what noise leaves room for: the samples scatter by some ten KiB from
 * one collection to the next, which is a byte or so over the 10,000 calls between two of them, and
 * less over pairs that are further apart. The least that could leak, one slot of a table of
 * references (8 bytes) or one object (16 at least) per call, is far above it.
 *
 * The module's own memory has no noise, and so no room: not one page. Collections are as far apart
 * as the samples, so that what the module only gives back when its wrapper is collected shows.
 *
 * @param {Sample[]} samples
 */
export function slopeOf(samples) {
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

/** @param {number} value */
const count = (value) => value.toLocaleString("en-US");
