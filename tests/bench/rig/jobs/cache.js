// History from the cache, from the call to the answer.
import { interleaved } from "../../measure.js";
import { historyText, iccidOf, memoryStorage } from "../history.js";
import { answering } from "../prepared.js";
import { turnsFor } from "../timed.js";

/**
 * @typedef {object} Plan
 * @property {number} entries of the history
 * @property {number} rounds
 * @property {number} warmup
 * @property {number} leastMs
 *
 * @param {import("../platforms.mjs").Host} host
 * @param {Plan} plan
 */
export async function cache({ esim, baseUrl }, { entries, leastMs, ...rounds }) {
  const inPage = "document" in globalThis;
  const storage = inPage ? globalThis.localStorage : memoryStorage();
  const fetch = answering(historyText(entries));
  const options = { baseUrl, token: "token", partition: `cache-${entries}`, fetch };
  const client = await esim.createClient({ ...options, ...(!inPage && { storage }) });
  // Where nothing is given outside of a page, the history is in the client's own memory.
  const own = await esim.createClient(options);
  const iccid = iccidOf(1);
  const { packages } = await client.getPackageHistory(iccid);
  await own.getPackageHistory(iccid);

  const key = keys(storage).find((each) => each.endsWith(iccid)) ?? "";
  const read = () => JSON.parse(storage.getItem(key) ?? "").packages;
  const { source, packages: kept } = await client.getPackageHistory(iccid);
  if (source !== "cache") throw new Error(`the history came from ${source}`);
  for (const list of [read(), kept]) {
    if (JSON.stringify(list) !== JSON.stringify(packages)) throw new Error("another history");
  }
  const results = await interleaved(
    [
      { name: "getItem and JSON.parse", run: read },
      // The least that any client can do that answers with a promise.
      { name: "the same in an async function", run: async () => read() },
      { name: "ours", run: () => client.getPackageHistory(iccid) },
      ...(inPage
        ? []
        : [{ name: "ours, in its own memory", run: () => own.getPackageHistory(iccid) }]),
    ],
    { ...rounds, batch: await turnsFor(read, leastMs) },
  );
  await client.clearCache();
  return { bytes: (storage.getItem(key) ?? JSON.stringify(packages)).length, results };
}

/** @param {ReturnType<typeof memoryStorage> | Storage} storage */
function keys(storage) {
  return Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? "");
}
