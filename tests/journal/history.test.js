// Package histories: PressOne is asked once per eSIM in 15 minutes by all clients of a store.
import assert from "node:assert/strict";
import { after, describe, it, mock } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { createSandbox } from "../../pkg-template/package/sandbox/index.js";
import { advance, createShop, DAY_MS, failureOf, fullStore, MINUTE_MS } from "./shop.js";

const WINDOW_MS = 15 * MINUTE_MS;

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
  return {
    ...shop,
    other,
    asked: () => shop.requests("history").length,
    read: (client = shop.client) => client.getPackageHistory(shop.iccid),
    fault: (/** @type {any} */ fault) => shop.sandbox.faults.add({ endpoint: "history", ...fault }),
  };
}

/** @typedef {Awaited<ReturnType<typeof createTwo>>} Two */

/** Fails if a call is not limited. @param {Promise<unknown>} call @param {number} [waitMs] */
async function isLimited(call, waitMs = WINDOW_MS) {
  const { kind, retryAfterMs = 0 } = await failureOf(call);
  assert.equal(kind, "rate_limited");
  assert.ok(retryAfterMs > waitMs - 10_000 && retryAfterMs <= waitMs, `${retryAfterMs}`);
}

/** The keys of a history with this end. @param {Two} shop @param {string} part */
const keysWith = async ({ store }, part) =>
  (await store.keys("h/")).filter((/** @type {string} */ key) => key.includes(part));

describe("PressOne is asked again", () => {
  it("after 15 minutes of the store's clock, whatever the client's clock says", async () => {
    const shop = await createTwo();
    const first = await shop.read();
    assert.equal(first.source, "network");
    assert.equal(first.expires_at - first.fetched_at, WINDOW_MS);
    advance(WINDOW_MS + 1);
    assert.equal((await shop.read(shop.other)).source, "cache");
    added += WINDOW_MS + 1;
    assert.equal((await shop.read(shop.other)).source, "network");
    assert.equal(shop.asked(), 2);
    advance(-DAY_MS);
    const { source, fetched_at } = await shop.read();
    assert.equal(source, "cache");
    assert.ok(fetched_at <= Date.now());
    advance(DAY_MS);
  });

  it("not before a failure is 15 minutes old, and not by a retry", async () => {
    for (const kind of ["status", "cut-before", "not-json", "half-answer"]) {
      const shop = await createTwo({ client: { maxRetries: 2 } });
      shop.fault({ kind, ...(kind === "status" && { status: 503, body: "html" }) });
      await failureOf(shop.read());
      await isLimited(shop.read());
      await isLimited(shop.read(shop.other));
      assert.equal(shop.asked(), 1, kind);
      pass(WINDOW_MS + 1);
      assert.equal((await shop.read(shop.other)).source, "network", kind);
    }
  });

  it("not after a failure, if an old answer is kept: it is stale", async () => {
    const shop = await createTwo();
    const { packages, fetched_at } = await shop.read();
    pass(WINDOW_MS + 1);
    shop.fault({ kind: "cut-before" });
    for (const client of [shop.client, shop.other]) {
      const stale = await shop.read(client);
      assert.deepEqual([stale.source, stale.fetched_at], ["stale", fetched_at]);
      assert.deepEqual(stale.packages, packages);
      const rest = stale.expires_at - Date.now();
      assert.ok(rest > WINDOW_MS - 10_000 && rest <= WINDOW_MS, `${rest}`);
    }
    assert.equal(shop.asked(), 2);
  });

  it("when its Retry-After says, and after a day at most", async () => {
    for (const [retryAfter, waitMs] of /** @type {const} */ ([
      [60, MINUTE_MS],
      [3_600, 60 * MINUTE_MS],
      [7 * 86_400, DAY_MS],
      [null, WINDOW_MS],
    ])) {
      const shop = await createTwo({ client: { maxRetries: 2 } });
      shop.fault({ kind: "rate-limited", retryAfter });
      assert.equal((await failureOf(shop.read())).kind, "rate_limited");
      await isLimited(shop.read(shop.other), waitMs);
      pass(waitMs - 10_000);
      assert.equal((await failureOf(shop.read())).kind, "rate_limited");
      assert.equal(shop.asked(), 1);
      pass(10_001);
      assert.equal((await shop.read()).source, "network");
    }
  });

  it("once after a 401, with another token", async () => {
    const shop = await createTwo();
    shop.sandbox.revokeTokens();
    assert.equal((await shop.read()).source, "network");
    assert.deepEqual(
      shop.requests("history").map(({ status }) => status),
      [401, 200],
    );
    pass(WINDOW_MS + 1);
    shop.fault({ kind: "unauthorized", times: "always" });
    assert.equal((await failureOf(shop.read())).kind, "authentication");
    assert.equal((await shop.read(shop.other)).source, "stale");
    assert.equal(shop.asked(), 4);
  });

  it("not for an eSIM that it does not know: the refusal is kept", async () => {
    const shop = await createTwo();
    const { unknown } = shop.sandbox.iccids;
    for (const client of [shop.client, shop.client, shop.other]) {
      assert.equal((await failureOf(client.getPackageHistory(unknown))).kind, "not_found");
    }
    assert.equal(shop.asked(), 1);
  });

  it("not after the cache was cleared", async () => {
    const shop = await createTwo();
    await shop.read();
    await shop.buy("pay-1");
    await shop.client.clearCache();
    await isLimited(shop.read(shop.other));
    assert.equal(shop.asked(), 1);
    assert.equal((await keysWith(shop, "")).length, 1);
  });
});

describe("a request for a history", () => {
  it("is marked after the token is there, before it leaves", async () => {
    const sandbox = createSandbox();
    const store = fullStore();
    /** @type {[string | undefined, number][]} */
    const seen = [];
    const shop = await createTwo({
      sandbox,
      store,
      client: {
        fetch: async (/** @type {Request} */ request) => {
          const keys = await store.keys("h/");
          seen.push([request.url.split("/").at(-1), keys.length]);
          return sandbox.fetch(request);
        },
      },
    });
    for (const key of await store.keys("t/")) await store.delete(key);
    const cold = await shop.open();
    seen.length = 0;
    await shop.read(cold);
    assert.deepEqual(seen, [
      ["token", 0],
      ["packages", 1],
    ]);
  });

  it("that never ends makes other calls wait for a limited time, and is not repeated", async () => {
    const shop = await createTwo();
    await shop.read();
    pass(WINDOW_MS + 1);
    shop.fault({ kind: "hang" });
    const hung = await shop.open({ timeoutMs: 20_000 });
    const abort = new AbortController();
    const lost = failureOf(hung.getPackageHistory(shop.iccid, { signal: abort.signal }));
    while (shop.asked() < 2) await sleep(5);
    const hasty = await shop.open({ timeoutMs: 2_000 });
    const started = Date.now();
    assert.equal((await shop.read(hasty)).source, "stale");
    await hasty.clearCache();
    await isLimited(shop.read(hasty));
    // Later calls do not wait for it. A call that waits does so for 10 s.
    await isLimited(shop.read(shop.other));
    assert.ok(Date.now() - started < 8_000);
    assert.equal(shop.asked(), 2);
    abort.abort();
    assert.equal((await lost).kind, "aborted");
  });

  it("is not sent if the store does not confirm the mark", async () => {
    let broken = false;
    const store = fullStore();
    const inner = store.compareAndSet;
    store.compareAndSet = async (/** @type {any[]} */ ...args) => {
      const stored = await Reflect.apply(inner, store, args);
      if (broken && args[0].endsWith("/m")) throw new Error("the connection broke");
      return stored;
    };
    const shop = await createTwo({ store });
    broken = true;
    assert.equal((await failureOf(shop.read())).kind, "storage");
    broken = false;
    assert.equal(shop.asked(), 0);
    // The mark that may have landed is taken back in the background.
    while ((await keysWith(shop, "/m")).length > 0) await sleep(20);
    assert.equal((await shop.read()).source, "network");
  });

  it("is not sent if the store cannot be read", async () => {
    const store = fullStore();
    const shop = await createTwo({ store });
    store.getMany = async () => {
      throw new Error("down");
    };
    assert.equal((await failureOf(shop.read())).kind, "storage");
    assert.equal(shop.asked(), 0);
  });

  it("is sent if other programs have written into the store", async () => {
    const shop = await createTwo();
    await shop.read();
    await shop.buy("pay-1");
    for (const part of ["/m", "/a", "/p/"]) {
      for (const text of [
        "",
        "x",
        "7",
        "null",
        "[]",
        "{}",
        '{"v":1,"id":"a","at":1,"value":[7]}',
      ]) {
        const [key] = await keysWith(shop, part);
        await shop.store.put(key, text);
        await shop.read(shop.other).catch(({ kind }) => assert.equal(kind, "rate_limited"));
      }
      pass(WINDOW_MS + 1);
      const { packages } = await shop.read();
      assert.ok(packages.length > 0 && packages.every(({ package_id }) => package_id));
      await shop.buy(`pay${part}`);
    }
  });
});

describe("the purchases since the last answer", () => {
  it("are in the history newest first, until PressOne is asked", async () => {
    const shop = await createTwo();
    const [first, second] = shop.packages;
    const before = (await shop.read()).packages.length;
    await shop.buy("pay-1");
    pass(1_000);
    await shop.buy("pay-2", { package_id: second.id });
    const { packages } = await shop.read(shop.other);
    assert.deepEqual(
      packages.slice(0, 3).map(({ package_id, provisional }) => [package_id, provisional]),
      [
        [second.id, true],
        [first.id, true],
        [packages[2]?.package_id, undefined],
      ],
    );
    assert.equal(packages.length, before + 2);
    pass(WINDOW_MS + 1);
    const later = await shop.read();
    assert.equal(later.packages.filter(({ provisional }) => provisional).length, 0);
    assert.equal(later.packages.length, before + 2);
    assert.deepEqual(await keysWith(shop, "/p/"), []);
  });

  it("stay if they were made while PressOne answered", async () => {
    const shop = await createTwo();
    await shop.read();
    pass(WINDOW_MS + 1);
    shop.fault({ kind: "latency", ms: 300 });
    const reading = shop.read();
    while (shop.asked() < 2) await sleep(5);
    await shop.buy("pay-1");
    await reading;
    const { packages } = await shop.read(shop.other);
    assert.equal(packages.filter(({ provisional }) => provisional).length, 1);
  });

  it("stay if the answer that lists them is not stored", async () => {
    const store = fullStore();
    const inner = store.compareAndSet;
    let broken = false;
    store.compareAndSet = async (/** @type {any[]} */ ...args) => {
      if (broken && args[0].endsWith("/a")) throw new Error("down");
      return Reflect.apply(inner, store, args);
    };
    const shop = await createTwo({ store });
    await shop.read();
    await shop.buy("pay-1");
    pass(WINDOW_MS + 1);
    broken = true;
    assert.equal((await shop.read()).source, "network");
    const { source, packages } = await shop.read(shop.other);
    assert.deepEqual([source, packages[0]?.provisional], ["stale", true]);
    assert.equal(shop.asked(), 2);
  });

  it("are not added if a later answer lists them already", async () => {
    const shop = await createTwo();
    shop.sandbox.faults.add({ endpoint: "submit", kind: "cut-after" });
    shop.sandbox.configure({ listedAfterMs: MINUTE_MS });
    assert.equal((await failureOf(shop.buy("pay-1"))).kind, "outcome_unknown");
    pass(2 * MINUTE_MS);
    await shop.read();
    await shop.client.recoverPurchases();
    assert.equal((await shop.client.getPurchase("pay-1")).state, "done");
    const { packages } = await shop.read();
    assert.equal(packages.filter(({ provisional }) => provisional).length, 0);
  });
});
