// Open purchases: recovery, a person's settlement, and the end of a reference.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isRefused } from "../../pkg/errors.js";
import { memoryStore } from "../../pkg/stores/memory.js";
import { advance, createShop, DAY_MS, failureOf, MINUTE_MS } from "./shop.js";

/** @param {import("./shop.js").Shop} shop @param {string} reference */
async function leaveOpen(shop, reference) {
  shop.sandbox.faults.add([
    { endpoint: "submit", kind: "cut-before" },
    { endpoint: "orders", kind: "cut-before", times: "always" },
  ]);
  const error = await failureOf(shop.buy(reference));
  shop.sandbox.faults.clear();
  assert.deepEqual([error.kind, error.outcome], ["outcome_unknown", "unknown"]);
}

describe("recovery", () => {
  it("finds a lost order, and settles its purchase", async () => {
    const shop = await createShop();
    shop.sandbox.faults.add([
      { endpoint: "submit", kind: "cut-after" },
      { endpoint: "orders", kind: "cut-before", times: "always" },
    ]);
    await failureOf(shop.buy("pay-1"));
    shop.sandbox.faults.clear();
    const early = await shop.client.recoverPurchases();
    assert.deepEqual([early.settled.length, early.open.length], [0, 1], "the pause is not over");
    advance(MINUTE_MS);
    const { settled, open } = await shop.client.recoverPurchases();
    assert.deepEqual([settled[0]?.state, open.length], ["done", 0]);
    assert.equal((await shop.buy("pay-1")).source, "journal");
    assert.deepEqual(await shop.store.keys("o/"), []);
    assert.equal(shop.orders(), 1);
  });

  it("settles nothing because of absence, and waits longer each time", async () => {
    const shop = await createShop();
    await leaveOpen(shop, "pay-1");
    const looks = () => shop.requests("orders").length;
    let before = looks();
    for (const minutes of [1, 2, 5, 30, 60, 60]) {
      advance(minutes * MINUTE_MS - 1_000);
      await shop.client.recoverPurchases();
      assert.equal(looks(), before, `${minutes} minutes are not over`);
      advance(1_000);
      const { open } = await shop.client.recoverPurchases();
      assert.deepEqual([open[0]?.state, open[0]?.listed], ["open", false]);
      before += 1;
      assert.equal(looks(), before, `after ${minutes} minutes`);
    }
  });

  it("tells of a purchase that is open for a day", async () => {
    const shop = await createShop();
    await leaveOpen(shop, "pay-1");
    advance(DAY_MS);
    await shop.client.recoverPurchases();
    const overdue = shop.told("purchase").filter(({ state }) => state === "overdue");
    assert.deepEqual(
      overdue.map(({ reference }) => reference),
      ["pay-1"],
    );
  });

  it("reports an entry that it cannot read, and goes on", async () => {
    const shop = await createShop();
    await leaveOpen(shop, "pay-1");
    await leaveOpen(shop, "pay-2");
    const [key = ""] = await shop.store.keys("c/");
    await shop.store.put(key, "not JSON");
    advance(MINUTE_MS);
    const { open, skipped } = await shop.client.recoverPurchases();
    assert.deepEqual([open.length, skipped], [1, [key.slice(2)]]);
  });

  it("takes a claim back whose call has died", async () => {
    const shop = await createShop();
    const dying = await shop.open({
      fetch: () => new Promise(() => {}),
      timeoutMs: 50,
      storeTimeoutMs: 50,
    });
    // The call hangs in its checks. Its process "dies": the store takes no more writes of it.
    const { compareAndSet } = shop.store;
    let writes = 0;
    shop.store.compareAndSet = (/** @type {any[]} */ ...args) => {
      writes += 1;
      return writes > 1 ? new Promise(() => {}) : Reflect.apply(compareAndSet, shop.store, args);
    };
    const order = { reference: "pay-1", iccid: shop.iccid, package_id: shop.packages[0].id };
    dying.submitTopupOrder(order).catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, 200));
    shop.store.compareAndSet = compareAndSet;
    assert.equal((await shop.client.getPurchase("pay-1")).state, "open");
    advance(10 * MINUTE_MS);
    await shop.client.recoverPurchases();
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal((await shop.client.getPurchase("pay-1")).state, "none");
    await shop.buy("pay-1");
    assert.equal(shop.orders(), 1);
  });
});

describe("an open purchase that is asked for", () => {
  it("is looked for once more in the background, after its pause", async () => {
    const shop = await createShop();
    shop.sandbox.faults.add([
      { endpoint: "submit", kind: "cut-after" },
      { endpoint: "orders", kind: "cut-before", times: "always" },
    ]);
    await failureOf(shop.buy("pay-1"));
    shop.sandbox.faults.clear();
    /** @type {Promise<unknown>[]} */
    const background = [];
    const ask = () =>
      shop.client.getPurchase("pay-1", { waitUntil: (work) => void background.push(work) });
    assert.equal((await ask()).state, "open");
    assert.equal(background.length, 0, "the pause is not over");
    advance(MINUTE_MS);
    assert.equal((await ask()).state, "open");
    assert.equal(background.length, 1);
    await Promise.all(background);
    assert.equal((await ask()).state, "done");
    assert.equal(shop.orders(), 1);
  });
});

describe("what a person found out", () => {
  it("is refused while a call may still be at work", async () => {
    const shop = await createShop();
    await leaveOpen(shop, "pay-1");
    const settlement = /** @type {const} */ ({ reference: "pay-1", outcome: "failed" });
    const early = await failureOf(shop.client.settlePurchase(settlement));
    assert.equal(early.kind, "in_progress");
    const wait = early.retryAfterMs ?? 0;
    assert.ok(wait > MINUTE_MS && wait < 5 * MINUTE_MS, `${wait} ms`);
    assert.equal((await failureOf(shop.client.closePurchase("pay-1"))).kind, "in_progress");
  });

  it("failed lets the reference buy again", async () => {
    const shop = await createShop();
    await leaveOpen(shop, "pay-1");
    advance(10 * MINUTE_MS);
    const settled = await shop.client.settlePurchase({ reference: "pay-1", outcome: "failed" });
    assert.deepEqual([settled.state, settled.tries], ["failed", 1]);
    const stored = await failureOf(shop.buy("pay-1", { tries: 0 }));
    assert.deepEqual([stored.stored, stored.outcome], [true, "not_ordered"]);
    assert.equal(isRefused(stored), false, "a webhook does not refund it");
    assert.equal((await shop.client.getPurchase("pay-1")).state, "failed");
    await shop.buy("pay-1");
    assert.equal(shop.orders(), 1);
  });

  it("done needs an order, which later calls return", async () => {
    const shop = await createShop();
    await leaveOpen(shop, "pay-1");
    advance(10 * MINUTE_MS);
    const settled = await shop.client.settlePurchase({
      reference: "pay-1",
      outcome: "done",
      code: "20261126-000001",
    });
    assert.deepEqual([settled.state, settled.order?.code], ["done", "20261126-000001"]);
    const order = await shop.buy("pay-1");
    assert.deepEqual([order.code, order.iccid], ["20261126-000001", shop.iccid]);
    assert.equal(shop.orders(), 0);
  });

  it("is overruled by a known order; two orders are told", async () => {
    const shop = await createShop();
    const { id } = await shop.buy("pay-1");
    const settled = await shop.client.settlePurchase({
      reference: "pay-1",
      outcome: "done",
      order_id: 7,
    });
    assert.equal(settled.order?.id, id);
    assert.equal(settled.other_orders?.[0]?.id, 7);
    const [told] = shop.told("duplicate_order");
    assert.deepEqual(
      told.orders.map((/** @type {any} */ order) => order.id),
      [id, 7],
    );
    const failed = await shop.client.settlePurchase({ reference: "pay-1", outcome: "failed" });
    assert.equal(failed.state, "done");
  });

  it("needs a purchase", async () => {
    const shop = await createShop();
    const settlement = /** @type {const} */ ({ reference: "pay-1", outcome: "failed" });
    assert.equal((await failureOf(shop.client.settlePurchase(settlement))).kind, "not_found");
  });
});

describe("a closed reference", () => {
  it("is closed by its owner alone, if a shopper is named", async () => {
    const shop = await createShop();
    shop.sandbox.setBalance(0);
    await failureOf(shop.buy("pay-1", { shopper: "ada" }));
    const foreign = shop.client.closePurchase({ reference: "pay-1", shopper: "eve" });
    assert.equal((await failureOf(foreign)).kind, "not_found");
    assert.equal((await shop.client.getPurchase("pay-1")).state, "failed");
    const own = await shop.client.closePurchase({ reference: "pay-1", shopper: "ada" });
    assert.equal(own.state, "closed");
  });

  it("has no kind before it buys", async () => {
    const shop = await createShop();
    const closed = await shop.client.closePurchase("pay-1");
    assert.deepEqual([closed.state, closed.kind], ["closed", null]);
    const renewal = { email: shop.sandbox.emails.subscriber, reference: "pay-1" };
    assert.equal((await failureOf(shop.client.renewNumber(renewal))).kind, "purchase_closed");
  });

  it("never buys again", async () => {
    const shop = await createShop();
    assert.equal((await shop.client.closePurchase("pay-1")).state, "closed");
    const error = await failureOf(shop.buy("pay-1"));
    assert.deepEqual([error.kind, error.outcome], ["purchase_closed", "not_ordered"]);
    assert.equal(shop.orders(), 0);
  });

  it("is not closed if it is done or open", async () => {
    const shop = await createShop();
    await shop.buy("pay-1");
    assert.equal((await shop.client.closePurchase("pay-1")).state, "done");
    await leaveOpen(shop, "pay-2");
    advance(10 * MINUTE_MS);
    assert.equal((await shop.client.closePurchase("pay-2")).state, "open");
  });

  it("is closed after a failed try", async () => {
    const shop = await createShop();
    shop.sandbox.setBalance(0);
    await failureOf(shop.buy("pay-1"));
    assert.equal((await shop.client.closePurchase("pay-1")).state, "closed");
    shop.sandbox.setBalance(100);
    assert.equal((await failureOf(shop.buy("pay-1"))).kind, "purchase_closed");
  });

  it("is done if the store forgot the order", async () => {
    const shop = await createShop({ store: memoryStore() });
    const { id } = await shop.buy("pay-1");
    for (const key of await shop.store.keys("")) await shop.store.delete(key);
    const closed = await shop.client.closePurchase("pay-1");
    assert.deepEqual([closed.state, closed.order?.id], ["done", id]);
  });
});
