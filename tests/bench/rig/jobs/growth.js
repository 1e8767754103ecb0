// What each size costs: of a page of orders, of a cache, of a crowd of calls.
import { interleaved } from "../../measure.js";
import { historyText, iccidOf } from "../history.js";
import { regularList } from "../orders.js";
import { answering } from "../prepared.js";
import { repeated } from "../timed.js";

/** @typedef {import("../platforms.mjs").Host} Host */
/** @typedef {{ sizes: number[], rounds: number, warmup: number, units: number }} Plan */

/**
 * @param {Record<string, import("../../measure.js").Summary>} results
 * @param {string} prefix
 * @param {number[]} sizes
 */
const picked = (results, prefix, sizes) =>
  sizes.map((size) => ({ size, summary: results[`${prefix}${size}`] }));

/**
 * Pages of so many orders; `JSON.parse` of the same texts beside them.
 *
 * @param {Host} host
 * @param {Plan} plan
 */
export async function orders({ esim, baseUrl }, { sizes, units, ...rounds }) {
  const contestants = await Promise.all(
    sizes.map(async (size) => {
      const text = regularList(size);
      const client = await esim.createClient({ baseUrl, token: "t", fetch: answering(text) });
      // About as many orders in each timing.
      const turns = Math.max(1, Math.round(units / size));
      return [
        repeated(`ours ${size}`, turns, () => client.getOrderList()),
        repeated(`parse ${size}`, turns, () => JSON.parse(text)),
      ];
    }),
  );
  const results = await interleaved(contestants.flat(), rounds);
  return { ours: picked(results, "ours ", sizes), parse: picked(results, "parse ", sizes) };
}

/**
 * Caches with so many eSIMs in them: what putting all of them there costs, and what reading all of
 * them costs. Without a storage they are in the client's own memory, in a page in `localStorage`.
 *
 * @param {Host} host
 * @param {Plan} plan
 */
export async function cached({ esim, baseUrl }, { sizes, units, ...rounds }) {
  const fetch = answering(historyText(3));
  /** @param {number} size @param {string} partition */
  const caseOf = async (size, partition) => {
    const client = await esim.createClient({ baseUrl, token: "t", partition, fetch });
    const each = async () => {
      for (let index = 0; index < size; index += 1) await client.getPackageHistory(iccidOf(index));
    };
    return { client, each, turns: Math.max(1, Math.round(units / size)) };
  };
  // Two after another: filling leaves nothing behind, while reading needs its cache full, and a
  // page's `localStorage` holds one of the large ones at a time.
  /** @type {Awaited<ReturnType<typeof filling>>[]} */
  const fillings = [];
  async function filling(/** @type {number} */ size) {
    const { client, each, turns } = await caseOf(size, `fill-${size}`);
    return repeatedWithout(`fill ${size}`, turns, each, () => client.clearCache());
  }
  for (const size of sizes) fillings.push(await filling(size));
  const filled = await interleaved(fillings, rounds);

  const readings = await Promise.all(
    sizes.map(async (size) => {
      const { client, each, turns } = await caseOf(size, `read-${size}`);
      await each();
      return { client, contestant: repeated(`read ${size}`, turns, each) };
    }),
  );
  const read = await interleaved(
    readings.map(({ contestant }) => contestant),
    rounds,
  );
  for (const { client } of readings) await client.clearCache();
  return { fill: picked(filled, "fill ", sizes), read: picked(read, "read ", sizes) };
}

/**
 * As `repeated`, with something after each turn whose time does not count.
 *
 * @param {string} name
 * @param {number} turns
 * @param {() => Promise<unknown>} run
 * @param {() => Promise<unknown>} after
 * @returns {import("../../measure.js").Contestant}
 */
function repeatedWithout(name, turns, run, after) {
  return {
    name,
    timed: async () => {
      let ms = 0;
      for (let turn = 0; turn < turns; turn += 1) {
        const begun = performance.now();
        await run();
        ms += performance.now() - begun;
        await after();
      }
      return ms / turns;
    },
  };
}

/**
 * So many calls at once: all of them are sent before the first is answered.
 *
 * @param {Host} host
 * @param {Plan} plan
 */
export async function concurrent({ esim, baseUrl }, { sizes, units, ...rounds }) {
  const answer = answering(regularList(1));
  /** @type {(() => void)[]} */
  let waiting = [];
  let crowd = 1;
  const client = await esim.createClient({
    baseUrl,
    token: "t",
    fetch: async (request) => {
      await new Promise((resolve) => {
        waiting.push(() => resolve(undefined));
        if (waiting.length < crowd) return;
        const all = waiting;
        waiting = [];
        for (const go of all) go();
      });
      return await answer(request);
    },
  });
  const contestants = sizes.map((size) =>
    repeated(`ours ${size}`, Math.max(1, Math.round(units / size)), () => {
      crowd = size;
      return Promise.all(Array.from({ length: size }, () => client.getOrderList()));
    }),
  );
  const results = await interleaved(contestants, rounds);
  return { ours: picked(results, "ours ", sizes) };
}
