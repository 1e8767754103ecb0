// Stores that forget, hang, lie or change values.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { memoryStore } from "../../pkg/stores/memory.js";
import { createShop, failureOf, fullStore } from "./shop.js";

/** A store whose methods are changed. @param {(store: any) => Record<string, unknown>} change */
function changedStore(change) {
  const store = fullStore();
  return Object.assign(Object.create(store), change(store));
}

describe("a store that forgets", () => {
  it("does not buy twice; the order list is read first", async () => {
    const shop = await createShop({ store: memoryStore() });
    const { id } = await shop.buy("pay-1");
    for (const key of await shop.store.keys("")) await shop.store.delete(key);
    const again = await shop.buy("pay-1");
    assert.deepEqual([again.id, again.source], [id, "list"]);
    assert.equal(shop.orders(), 1);
  });

  it("sends nothing if the order list cannot be read", async () => {
    const shop = await createShop({ store: memoryStore() });
    shop.sandbox.faults.add({ endpoint: "orders", kind: "cut-before", times: "always" });
    const error = await failureOf(shop.buy("pay-1"));
    assert.deepEqual([error.kind, error.outcome], ["outcome_unknown", "unknown"]);
    assert.equal(shop.requests("submit").length, 0);
    shop.sandbox.faults.clear();
    await shop.buy("pay-1");
    assert.equal(shop.orders(), 1);
  });
});

describe("a store that changes values", () => {
  for (const [name, get] of /** @type {[string, (text: string | null) => unknown][]} */ ([
    ["parses JSON", (text) => text && JSON.parse(text)],
    ["trims", (text) => text?.slice(1)],
    ["forgets at once", () => null],
  ])) {
    it(`that ${name} is refused, and nothing is sent`, async () => {
      const store = changedStore((inner) => ({
        get: async (/** @type {string} */ key) => get(await inner.get(key)),
      }));
      const shop = await createShop({ store });
      const error = await failureOf(shop.buy("pay-1"));
      assert.equal(error.kind, "storage");
      assert.equal(shop.requests("submit").length, 0);
    });
  }
});

describe("a store that fails", () => {
  for (const method of ["get", "put", "compareAndSet", "lock"]) {
    for (const [how, fail] of /** @type {[string, () => Promise<never>][]} */ ([
      ["rejects", () => Promise.reject(new Error("down"))],
      ["hangs", () => new Promise(() => {})],
      [
        "throws",
        () => {
          throw new Error("down");
        },
      ],
    ])) {
      it(`in ${method}, which ${how}: ends in time, and nothing is sent`, async () => {
        const store = changedStore(() => ({}));
        const client = { storeTimeoutMs: 30, timeoutMs: 400 };
        const shop = await createShop({ store, client });
        store[method] = fail;
        const started = performance.now();
        const error = await failureOf(shop.buy("pay-1"));
        assert.ok(["storage", "timeout"].includes(error.kind), error.kind);
        assert.equal(error.outcome, "unknown");
        assert.equal(shop.requests("submit").length, 0);
        assert.ok(performance.now() - started < 20_000);
      });
    }
  }

  it("in the record of the order: the order is returned, and found later", async () => {
    let broken = false;
    const store = changedStore((inner) => ({
      compareAndSet: (/** @type {any[]} */ ...args) =>
        broken ? Promise.reject(new Error("down")) : inner.compareAndSet(...args),
    }));
    const shop = await createShop({ store });
    shop.events.length = 0;
    const buying = shop.client.submitTopupOrder({
      reference: "pay-1",
      iccid: shop.iccid,
      package_id: shop.packages[0].id,
      confirmOffer: () => true,
    });
    const wait = setInterval(() => {
      broken ||= shop.events.some(({ state }) => state === "open");
    }, 0);
    shop.sandbox.faults.add({ endpoint: "submit", kind: "latency", ms: 50 });
    const order = await buying;
    clearInterval(wait);
    assert.equal(order.source, "answer");
    assert.ok(shop.told("purchase").some(({ state }) => state === "not_recorded"));
    broken = false;
    const again = await shop.buy("pay-1");
    assert.deepEqual([again.id, again.source], [order.id, "list"]);
    assert.equal(shop.orders(), 1);
  });

  it("a done entry of another eSIM is not returned", async () => {
    const shop = await createShop();
    await shop.buy("pay-1");
    const [key = ""] = await shop.store.keys("c/");
    const entry = JSON.parse(await shop.store.get(key));
    for (const outcome of [{ ...entry.outcome, iccid: "8944000000000000099" }, {}, null, "text"]) {
      await shop.store.put(key, JSON.stringify({ ...entry, outcome }));
      const error = await failureOf(shop.buy("pay-1"));
      assert.equal(error.outcome, "unknown");
      assert.equal((await shop.client.getPurchase("pay-1")).state, "open");
    }
    assert.equal(shop.orders(), 1);
  });

  it("an entry of a later version counts as open", async () => {
    const shop = await createShop();
    await shop.buy("pay-1");
    const [key = ""] = await shop.store.keys("c/");
    await shop.store.put(key, JSON.stringify({ v: 99, state: "new" }));
    assert.equal((await failureOf(shop.buy("pay-1"))).outcome, "unknown");
    assert.equal((await shop.client.getPurchase("pay-1")).state, "open");
    assert.equal(shop.orders(), 1);
  });
});

describe("a store in memory", () => {
  it("is reported once, because nothing survives the process", async () => {
    const shop = await createShop({ store: memoryStore() });
    assert.equal(shop.told("memory_store").length, 1);
    await shop.buy("pay-1");
    assert.equal(shop.told("memory_store").length, 1);
    const durable = await createShop();
    assert.equal(durable.told("memory_store").length, 0);
  });
});

describe("a listener", () => {
  it("that rejects ends no process", async () => {
    const unhandled = /** @type {unknown[]} */ ([]);
    const listen = (/** @type {unknown} */ error) => unhandled.push(error);
    process.on("unhandledRejection", listen);
    const shop = await createShop({ client: { onEvent: () => Promise.reject(new Error("no")) } });
    await shop.buy("pay-1");
    await new Promise((resolve) => setTimeout(resolve, 20));
    process.off("unhandledRejection", listen);
    assert.deepEqual(unhandled, []);
  });
});
