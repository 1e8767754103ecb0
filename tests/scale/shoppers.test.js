// The figures of the gateway's README that no load changes.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { contentsOf } from "./contents.js";
import { sumOf } from "./counted-store.js";
import { openObjects } from "./durable-objects.js";
import { openShoppers } from "./shoppers.js";

const README = new URL("../../pkg-template/package/gateway/README.md", import.meta.url);
/** As many as `shoppers.mjs` counts. Fewer do not fill the 16 objects of the journal evenly. */
const SHOPPERS = 400;
/** A shopper's own keys have fewer calls. */
const MAX_CALLS_OF_KEY = 20;
const WRITE = /^(?:put|delete|compareAndSet) /;

const text = readFileSync(README, "utf8").replaceAll(/\s+/g, " ");

/** Fails if the README does not state this. No digit may follow. @param {string} fact */
function checkStated(fact) {
  const isStated = text.split(fact).some((rest, at) => at > 0 && !/^\d/.test(rest));
  assert.ok(isStated, `"${fact}" is not in the README`);
}

describe("shoppers on the store of Durable Objects", { timeout: 120_000 }, () => {
  it("make as many calls and leave as many keys as the README says, and share no key", async () => {
    const { store, take } = openObjects();
    const run = await openShoppers(store, take);
    await run(0, 1);
    const { "a purchase": one } = await run(1, 1);
    const busiestOfOne = Math.max(...(one.objects?.values() ?? []));
    checkStated(`journal: ${busiestOfOne} requests of a purchase go to one`);

    const costs = await run(2, SHOPPERS);
    for (const [what, { calls, keys, objects }] of Object.entries(costs)) {
      checkStated(`${what} ${calls}`);
      for (const [key, count] of keys)
        assert.ok(count < MAX_CALLS_OF_KEY, `${key}: ${count} calls`);
      assert.equal(sumOf(objects ?? new Map()) / SHOPPERS, calls, "requests to objects");
    }

    const { calls, kinds, objects = new Map() } = costs["a purchase"];
    const writes = kinds.filter(([call]) => WRITE.test(call));
    checkStated(`confirms ${sumOf(new Map(writes))} writes of a purchase`);
    const share = Math.round((100 * Math.max(...objects.values())) / sumOf(objects));
    checkStated(`A purchase makes ${calls} requests to Durable Objects`);
    checkStated(`the busiest object has ${share} %`);

    const contents = await contentsOf(store);
    const perShopper = Object.values(contents).map(({ keys }) => Math.floor(keys / SHOPPERS));
    const left = perShopper.reduce((sum, keys) => sum + keys, 0);
    const entry = contents["c/"];
    assert.ok(entry);
    const entryBytes = Math.round(entry.bytes / entry.keys / 10) * 10;
    checkStated(`leaves ${left} keys: the entry (${entryBytes} bytes)`);
  });
});
