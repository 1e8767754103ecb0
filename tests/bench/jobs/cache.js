// History from the cache, from the call to the answer.
import { cannedFetch } from "../fixtures/canned-fetch.js";
import { historyText, iccidOf, memoryStorage } from "../fixtures/histories.js";
import { measureInterleaved } from "../measure.js";
import { batchSizeFor } from "./repeat.js";

/**
 * @typedef {object} Plan
 * @property {number} entries of the history
 * @property {number} rounds
 * @property {number} warmup
 * @property {number} minMs minimum length of one timing
 *
 * @param {import("../platforms/index.mjs").Host} host
 * @param {Plan} plan
 */
export async function cache({ esim, baseUrl }, { entries, minMs, ...rounds }) {
  const inPage = "document" in globalThis;
  const storage = inPage ? globalThis.localStorage : memoryStorage();
  const fetch = cannedFetch(historyText(entries));
  const options = { baseUrl, token: "token", partition: `cache-${entries}`, fetch };
  const client = await esim.createClient({ ...options, ...(!inPage && { storage }) });
  // Outside of a page, a client without `storage` stores the history in its own memory.
  const memoryClient = await esim.createClient(options);
  const iccid = iccidOf(1);
  const { packages } = await client.getPackageHistory(iccid);
  await memoryClient.getPackageHistory(iccid);

  const key = keysOf(storage).find((each) => each.includes(":history:")) ?? "";
  const read = () => JSON.parse(storage.getItem(key) ?? "").packages;
  const cached = await client.getPackageHistory(iccid);
  if (cached.source !== "cache") throw new Error(`the history came from ${cached.source}`);
  for (const list of [read(), cached.packages]) {
    if (JSON.stringify(list) !== JSON.stringify(packages)) {
      throw new Error("the cached history differs from the fetched one");
    }
  }
  const results = await measureInterleaved(
    [
      { name: "getItem and JSON.parse", run: read },
      // The minimum of any client that returns a promise.
      { name: "the same in an async function", run: async () => read() },
      { name: "pressone-esim", run: () => client.getPackageHistory(iccid) },
      ...(inPage
        ? []
        : [
            {
              name: "pressone-esim, memory",
              run: () => memoryClient.getPackageHistory(iccid),
            },
          ]),
    ],
    { ...rounds, batch: await batchSizeFor(read, minMs) },
  );
  await client.clearCache();
  return { results };
}

/** @param {ReturnType<typeof memoryStorage> | Storage} storage */
function keysOf(storage) {
  return Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? "");
}
