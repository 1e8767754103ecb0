// Answers that the store keeps without a strict limit of PressOne: one request for all clients of a store.
import assert from "node:assert/strict";
import { after, describe, it, mock } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { advance, createShop, failureOf, fullStore, MINUTE_MS } from "./shop.js";

/** The time that tests have added to the store's clock, in ms. */
let added = 0;
const realNow = performance.now.bind(performance);
mock.method(performance, "now", () => realNow() + added);
after(() => mock.restoreAll());

/** Moves the clocks of the store, the client and the sandbox. @param {number} ms */
function pass(ms) {
  added += ms;
  advance(ms);
}

/** A shop with two clients. @param {Parameters<typeof createShop>[0]} [options] */
async function createTwo(options) {
  const shop = await createShop(options);
  const other = await shop.open();
  const fault = (/** @type {any} */ fault) =>
    shop.sandbox.faults.add({ endpoint: "usage", ...fault });
  return {
    ...shop,
    other,
    fault,
    asked: () => shop.requests("usage").length,
    read: (client = shop.client) => client.getUsage(shop.iccid),
  };
}

describe("packages", () => {
  it("are requested once an hour by all clients of a store, page by page", async () => {
    const shop = await createTwo();
    const asked = () => shop.requests("packages").length;
    const read = (client = shop.client, page = 1) => client.getPackages({ limit: 2, page });
    const pages = await Promise.all([read(), read(shop.other), read(shop.other, 2)]);
    assert.equal(asked(), 2);
    assert.deepEqual(pages[0]?.packages, pages[1]?.packages);
    pass(60 * MINUTE_MS - 5_000);
    assert.equal((await read(shop.other)).source, "cache");
    pass(5_001);
    assert.equal((await read()).source, "network");
    assert.equal(asked(), 3);
  });

  it("of another query or language are others", async () => {
    const shop = await createTwo();
    const { client } = shop;
    for (const query of [{}, { type: "global" }, { language: "de" }, { include: ["topup"] }]) {
      const { source } = await client.getPackages(/** @type {any} */ (query));
      assert.equal(source, "network", JSON.stringify(query));
    }
    const languages = shop.requests("packages").map(({ headers }) => headers["accept-language"]);
    assert.deepEqual(languages, [undefined, undefined, "de", undefined]);
  });
});

describe("compatible devices", () => {
  it("are requested once a day by all clients of a store", async () => {
    const shop = await createTwo();
    await shop.client.getCompatibleDevices();
    pass(24 * 60 * MINUTE_MS - 5_000);
    const kept = await shop.other.getCompatibleDevices();
    assert.deepEqual([kept.source, kept.devices.length], ["cache", 4]);
    pass(5_001);
    assert.equal((await shop.other.getCompatibleDevices()).source, "network");
    assert.equal(shop.requests("devices").length, 2);
  });
});

describe("a usage", () => {
  it("is requested once in 20 minutes by all clients of a store", async () => {
    const shop = await createTwo();
    const all = await Promise.all([shop.read(), shop.read(), shop.read(shop.other)]);
    assert.equal(shop.asked(), 1);
    for (const { remaining, total } of all) assert.equal(remaining, all[0]?.remaining ?? total);
    const [first] = all;
    assert.equal((first?.expires_at ?? 0) - (first?.fetched_at ?? 0), 20 * MINUTE_MS);
    pass(20 * MINUTE_MS - 5_000);
    assert.equal((await shop.read(shop.other)).source, "cache");
    pass(5_001);
    assert.equal((await shop.read(shop.other)).source, "network");
    assert.equal(shop.asked(), 2);
  });

  it("is requested again after a failure, within a call and after ten seconds", async () => {
    const shop = await createTwo({ client: { maxRetries: 1 } });
    shop.fault({ kind: "status", status: 503 });
    assert.equal((await shop.read()).source, "network");
    assert.equal(shop.asked(), 2);
    pass(20 * MINUTE_MS + 1);
    await shop.client.clearCache();
    shop.fault({ kind: "status", status: 503, times: 2 });
    assert.equal((await failureOf(shop.read())).kind, "server");
    assert.equal(shop.asked(), 4);
    // The other client gets the same failure, and asks nothing.
    assert.equal((await failureOf(shop.read(shop.other))).kind, "server");
    assert.equal(shop.asked(), 4);
    pass(10_001);
    assert.equal((await shop.read(shop.other)).source, "network");
  });

  it("is stale if a request for a newer one fails", async () => {
    const shop = await createTwo();
    const { remaining } = await shop.read();
    pass(20 * MINUTE_MS + 1);
    shop.fault({ kind: "cut-before" });
    for (const client of [shop.client, shop.other]) {
      const stale = await shop.read(client);
      assert.deepEqual([stale.source, stale.remaining], ["stale", remaining]);
    }
    assert.equal(shop.asked(), 2);
  });

  it("is requested after the cache was cleared", async () => {
    const shop = await createTwo();
    await shop.read();
    await shop.client.clearCache();
    assert.equal((await shop.read(shop.other)).source, "network");
    assert.equal((await shop.store.keys("h/")).length, 2);
  });

  it("is requested although another client's request never ends", async () => {
    const shop = await createTwo();
    shop.fault({ kind: "hang" });
    const abort = new AbortController();
    const hung = await shop.open({ timeoutMs: 4_000 });
    const lost = failureOf(hung.getUsage(shop.iccid, { signal: abort.signal }));
    while (shop.asked() < 1) await sleep(5);
    const hasty = await shop.open({ timeoutMs: 400 });
    assert.equal((await shop.read(hasty)).source, "network");
    abort.abort();
    assert.equal((await lost).kind, "aborted");
  });

  it("is returned although the store does not keep it", async () => {
    const store = fullStore();
    const inner = store.compareAndSet;
    store.compareAndSet = async (/** @type {any[]} */ ...args) => {
      if (args[0].endsWith("/a")) throw new Error("too long");
      return Reflect.apply(inner, store, args);
    };
    const shop = await createTwo({ store });
    assert.equal((await shop.read()).source, "network");
    assert.equal((await shop.read(shop.other)).source, "network");
    assert.equal(shop.asked(), 2);
  });

  it("is requested if other programs have written into the store", async () => {
    const shop = await createTwo();
    await shop.read();
    const [key] = (await shop.store.keys("h/")).filter((/** @type {string} */ each) =>
      each.endsWith("/a"),
    );
    for (const value of ["7", "null", "[]", '{"total":1}', '{"status":"ACTIVE","total":"x"}']) {
      const id = JSON.parse(await shop.store.get(key)).id;
      await shop.store.put(key, `{"v":1,"id":"${id}","at":1,"listed":[],"value":${value}}`);
      await shop.read(shop.other).catch(({ kind }) => assert.equal(kind, "rate_limited"));
    }
    pass(20 * MINUTE_MS + 1);
    assert.equal((await shop.read()).status, "ACTIVE");
  });

  it("has another key than the history, and no key shows an ICCID", async () => {
    const shop = await createTwo();
    await shop.read();
    const before = (await shop.client.getPackageHistory(shop.iccid)).packages.length;
    const keys = await shop.store.keys("h/");
    assert.equal(keys.length, 4);
    assert.ok(keys.every((/** @type {string} */ key) => !key.includes(shop.iccid)));
    await shop.buy("pay-1");
    const { packages } = await shop.client.getPackageHistory(shop.iccid);
    assert.equal(packages.length, before + 1);
    assert.equal((await shop.read()).source, "cache");
  });
});

describe("the retries of a call", () => {
  it("are its own, for a kept answer and for a list", async () => {
    const shop = await createTwo({ client: { maxRetries: 2 } });
    const asked = (/** @type {string} */ endpoint) => shop.requests(endpoint).length;
    for (const endpoint of ["usage", "esims"]) {
      shop.fault({ endpoint, kind: "status", status: 503, times: 2 });
    }
    const once = { maxRetries: 0 };
    assert.equal((await failureOf(shop.client.getUsage(shop.iccid, once))).kind, "server");
    assert.equal((await failureOf(shop.client.getEsims({}, once))).kind, "server");
    assert.deepEqual([asked("usage"), asked("esims")], [1, 1]);
    pass(MINUTE_MS);
    await shop.client.getUsage(shop.iccid, { maxRetries: 1 });
    await shop.client.getEsims({});
    assert.deepEqual([asked("usage"), asked("esims")], [3, 3]);
    const error = await failureOf(shop.client.getUsage(shop.iccid, { maxRetries: -1 }));
    assert.equal(error.path, "options.maxRetries");
  });
});
