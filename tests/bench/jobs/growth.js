// The time of each size: of a page of orders, of a cache, of concurrent calls.
import { cannedFetch } from "../fixtures/canned-fetch.js";
import { historyText, iccidOf } from "../fixtures/histories.js";
import { regularList } from "../fixtures/order-lists.js";
import { measureInterleaved } from "../measure.js";
import { repeated } from "./repeat.js";

/** @typedef {import("../platforms/index.mjs").Host} Host */

/**
 * `units` is the number of orders, eSIMs or calls in one timing of any size.
 *
 * @typedef {{ sizes: number[], rounds: number, warmup: number, units: number }} Plan
 */

/** The number of runs per timing. @param {number} units @param {number} size */
const runsPerTiming = (units, size) => Math.max(1, Math.round(units / size));

/**
 * The results of the contestants named `${prefix}${size}`.
 *
 * @param {Record<string, import("../measure.js").Summary>} results
 * @param {string} prefix
 * @param {number[]} sizes
 */
const bySize = (results, prefix, sizes) =>
  sizes.map((size) => ({ size, summary: results[`${prefix}${size}`] }));

/**
 * Pages of each number of orders, and `JSON.parse` of the same texts.
 *
 * @param {Host} host
 * @param {Plan} plan
 */
export async function orders({ esim, baseUrl }, { sizes, units, ...rounds }) {
  const contestants = await Promise.all(
    sizes.map(async (size) => {
      const text = regularList(size);
      const client = await esim.createClient({ baseUrl, token: "t", fetch: cannedFetch(text) });
      const runs = runsPerTiming(units, size);
      return [
        repeated(`package ${size}`, runs, () => client.getOrderList()),
        repeated(`parse ${size}`, runs, () => JSON.parse(text)),
      ];
    }),
  );
  const results = await measureInterleaved(contestants.flat(), rounds);
  return { package: bySize(results, "package ", sizes), parse: bySize(results, "parse ", sizes) };
}

/**
 * Caches with each number of eSIMs: the time to fill them and to read all entries. Without `storage`
 * they are in the client's memory, in a page in `localStorage`.
 *
 * @param {Host} host
 * @param {Plan} plan
 */
export async function cached({ esim, baseUrl }, { sizes, units, ...rounds }) {
  const fetch = cannedFetch(historyText(3));
  /** @param {number} size @param {string} partition */
  const createCase = async (size, partition) => {
    const client = await esim.createClient({ baseUrl, token: "t", partition, fetch });
    const readAll = async () => {
      for (let index = 0; index < size; index += 1) await client.getPackageHistory(iccidOf(index));
    };
    return { client, readAll, runs: runsPerTiming(units, size) };
  };
  // First filling, then reading: a filled cache is cleared after each run, but reading needs full
  // caches, and a page's `localStorage` holds only one set of them.
  const fills = [];
  for (const size of sizes) {
    const { client, readAll, runs } = await createCase(size, `fill-${size}`);
    fills.push(repeatedWithCleanup(`fill ${size}`, runs, readAll, () => client.clearCache()));
  }
  const filled = await measureInterleaved(fills, rounds);

  const reads = await Promise.all(
    sizes.map(async (size) => {
      const { client, readAll, runs } = await createCase(size, `read-${size}`);
      await readAll();
      return { client, contestant: repeated(`read ${size}`, runs, readAll) };
    }),
  );
  const read = await measureInterleaved(
    reads.map(({ contestant }) => contestant),
    rounds,
  );
  for (const { client } of reads) await client.clearCache();
  return { fill: bySize(filled, "fill ", sizes), read: bySize(read, "read ", sizes) };
}

/**
 * As `repeated`, with a cleanup after each run that is not timed.
 *
 * @param {string} name
 * @param {number} count
 * @param {() => Promise<unknown>} run
 * @param {() => Promise<unknown>} cleanup
 * @returns {import("../measure.js").Contestant}
 */
function repeatedWithCleanup(name, count, run, cleanup) {
  return {
    name,
    timed: async () => {
      let ms = 0;
      for (let done = 0; done < count; done += 1) {
        const start = performance.now();
        await run();
        ms += performance.now() - start;
        await cleanup();
      }
      return ms / count;
    },
  };
}

/**
 * Each number of concurrent calls: all are sent before the first is answered.
 *
 * @param {Host} host
 * @param {Plan} plan
 */
export async function concurrent({ esim, baseUrl }, { sizes, units, ...rounds }) {
  const answer = cannedFetch(regularList(1));
  /** @type {(() => void)[]} */
  let waiting = [];
  let expected = 1;
  const client = await esim.createClient({
    baseUrl,
    token: "t",
    fetch: async (request) => {
      await new Promise((resolve) => {
        waiting.push(() => resolve(undefined));
        if (waiting.length < expected) return;
        const all = waiting;
        waiting = [];
        for (const release of all) release();
      });
      return await answer(request);
    },
  });
  const contestants = sizes.map((size) =>
    repeated(`package ${size}`, runsPerTiming(units, size), () => {
      expected = size;
      return Promise.all(Array.from({ length: size }, () => client.getOrderList()));
    }),
  );
  const results = await measureInterleaved(contestants, rounds);
  return { package: bySize(results, "package ", sizes) };
}
