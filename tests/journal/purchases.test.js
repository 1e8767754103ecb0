// The orders of one reference, and its entry in the journal.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, it } from "node:test";
import { advance, createShop, DAY_MS, failureOf, MINUTE_MS, SECRET } from "./shop.js";

/** The digest of a reference without a partition. @param {string} reference */
const digestOf = (reference) =>
  createHash("sha256").update(`\0${reference}\0`).digest("hex").slice(0, 32);

describe("a reference", () => {
  it("buys one order, however often it is called", async () => {
    const shop = await createShop();
    const [first, second] = await Promise.all([shop.buy("pay-1"), shop.buy("pay-1")]);
    const third = await shop.buy("pay-1");
    assert.deepEqual([second.id, third.id], [first.id, first.id]);
    assert.equal(third.source, "journal");
    assert.equal(shop.orders(), 1);
  });

  it("buys one order through two clients of one store", async () => {
    const shop = await createShop();
    const other = await shop.open();
    const order = { reference: "pay-1", iccid: shop.iccid, package_id: shop.packages[0].id };
    const calls = [shop.client, other, shop.client, other].map((client) =>
      client.submitTopupOrder(order),
    );
    const ids = new Set((await Promise.all(calls)).map(({ id }) => id));
    assert.equal(ids.size, 1);
    assert.equal(shop.orders(), 1);
  });

  it("is refused for another package, and nothing is sent", async () => {
    const shop = await createShop();
    await shop.buy("pay-1");
    const error = await failureOf(shop.buy("pay-1", { package_id: shop.packages[1].id }));
    assert.deepEqual([error.kind, error.outcome], ["reference_reused", "not_ordered"]);
    assert.equal(shop.orders(), 1);
  });

  it("has each shopper who buys it as an owner", async () => {
    const shop = await createShop();
    await shop.buy("pay-1", { shopper: "guest" });
    await shop.buy("pay-1", { shopper: "ada" });
    for (const [shopper, state] of [
      ["guest", "done"],
      ["ada", "done"],
      ["eve", "none"],
    ]) {
      const purchase = await shop.client.getPurchase({ reference: "pay-1", shopper });
      assert.equal(purchase.state, state, shopper);
    }
    const { purchases } = await shop.client.purchases({ shopper: "ada" });
    assert.deepEqual(
      purchases.map(({ reference }) => reference),
      ["pay-1"],
    );
    assert.equal(shop.orders(), 1);
  });
});

describe("a change of the secret", () => {
  const NEWER = ["another secret of the tests, newer", SECRET];

  it("leaves each shopper their purchases", async () => {
    const shop = await createShop();
    await shop.buy("pay-1", { shopper: "ada" });
    const next = await shop.open({ secret: NEWER });
    const own = await next.getPurchase({ reference: "pay-1", shopper: "ada" });
    assert.equal(own.state, "done");
    const { purchases } = await next.purchases({ shopper: "ada" });
    assert.deepEqual(
      purchases.map(({ reference }) => reference),
      ["pay-1"],
    );
  });

  it("makes no second renewal of a reference that is no payment", async () => {
    const shop = await createShop();
    const email = shop.sandbox.emails.subscriber;
    const renewal = { email, reference: "rn-1", shopper: "ada", unpaid: true };
    await shop.client.renewNumber(renewal);
    const next = await shop.open({ secret: NEWER });
    assert.equal((await next.renewNumber(renewal)).source, "journal");
    assert.equal(shop.sandbox.ledger.renewals.length, 1);
  });
});

describe("the list of purchases", () => {
  it("shows a shopper no entry of a claim that another one won", async () => {
    const shop = await createShop();
    await shop.buy("pay-1", { shopper: "ada" });
    await shop.buy("pay-2", { shopper: "eve" });
    const [adas = ""] = (await shop.store.keys("s/")).filter((/** @type {string} */ key) =>
      key.endsWith(digestOf("pay-1")),
    );
    // The index of Eve has a key of Ada's purchase, as after a claim that Ada won.
    const [eve] = /** @type {any} */ (shop.client).shopperDigests("eve");
    await shop.store.put(adas.replace(/^s\/[^/]+/, `s/${eve}`), "1");
    const { purchases } = await shop.client.purchases({ shopper: "eve" });
    assert.deepEqual(
      purchases.map(({ reference }) => reference),
      ["pay-2"],
    );
  });
});

describe("the list of open purchases", () => {
  it("has an open one on its first page, however many others there are", async () => {
    const shop = await createShop();
    await shop.buy("pay-1");
    const [key = ""] = await shop.store.keys("c/");
    const settled = await shop.store.get(key);
    for (let n = 0; n < 1_500; n += 1) {
      await shop.store.put(`c/${String(n).padStart(32, "0")}`, settled);
    }
    shop.sandbox.faults.add({ endpoint: "submit", kind: "cut-before" });
    await failureOf(shop.buy("pay-2"));
    // The key of an earlier claim of the same reference.
    await shop.store.put(`o/00000000000001/${digestOf("pay-2")}`, "1");
    const { purchases, next } = await shop.client.purchases({ state: "open" });
    assert.deepEqual(
      purchases.map(({ reference }) => reference),
      ["pay-2"],
    );
    assert.equal(next, null);
    const others = await shop.client.purchases({ state: "open", kind: "renewal" });
    assert.deepEqual(others.purchases, []);
  });

  it("refuses a page's `next` under another query", async () => {
    const shop = await createShop();
    for (const reference of ["pay-1", "pay-2"]) await shop.buy(reference, { shopper: "ada" });
    const { next } = await shop.client.purchases({ limit: 1 });
    assert.ok(next);
    assert.equal((await shop.client.purchases({ after: next })).purchases.length, 1);
    for (const other of /** @type {const} */ ([{ state: "open" }, { shopper: "ada" }])) {
      const error = await failureOf(shop.client.purchases({ ...other, after: next }));
      assert.deepEqual([error.kind, error.path], ["invalid_argument", "query.after"]);
    }
  });
});

describe("a process that was suspended", () => {
  it("sends no order with a claim that is ten seconds old", async () => {
    let closed = "";
    const shop = await createShop();
    // It waits for the lock, but not for 10 s.
    const lock = (
      /** @type {string} */ name,
      /** @type {any} */ work,
      /** @type {any} */ options,
    ) => shop.store.lock(name, work, { ...options, waitMs: 50 });
    const other = await shop.open({ store: Object.assign(Object.create(shop.store), { lock }) });
    const confirmOffer = async () => {
      // Minutes pass while the process sleeps, and the shop closes the reference.
      advance(10 * MINUTE_MS);
      closed = (await other.closePurchase("pay-1").catch((error) => error)).kind;
      return true;
    };
    const order = await shop.buy("pay-1", { confirmOffer });
    const states = shop.told("purchase").map(({ state }) => state);
    // The lock made the closing wait. The claim was renewed before the order left.
    assert.deepEqual([closed, order.source, shop.orders()], ["in_progress", "answer", 1]);
    assert.deepEqual(states, ["open", "done"]);
    assert.ok(shop.claims() > 1, "the claim was not renewed");
  });
});

describe("a failed try", () => {
  it("is told with its number, and bought again by a caller who knows of it", async () => {
    const shop = await createShop();
    shop.sandbox.setBalance(0);
    const failed = await failureOf(shop.buy("pay-1"));
    assert.deepEqual(
      [failed.kind, failed.outcome, failed.tries, failed.stored],
      ["insufficient_balance", "not_ordered", 1, undefined],
    );
    const purchase = await shop.client.getPurchase("pay-1");
    assert.deepEqual([purchase.state, purchase.error?.code], ["failed", 11]);
    shop.sandbox.setBalance(100);
    const late = await failureOf(shop.buy("pay-1", { tries: 0 }));
    assert.deepEqual([late.kind, late.tries, late.stored], ["insufficient_balance", 1, true]);
    assert.equal(shop.orders(), 0);
    await shop.buy("pay-1", { tries: 1 });
    assert.equal(shop.orders(), 1);
  });

  it("names both prices, in US dollars", async () => {
    const shop = await createShop();
    const offered = shop.packages[0].price;
    const error = await failureOf(shop.buy("pay-1", { price: offered * 100 }));
    assert.equal(error.kind, "price_changed");
    assert.deepEqual(error.prices, { paid: offered * 100, offered });
    assert.match(error.message, /US dollars/);
  });
});

describe("an answer without an order", () => {
  for (const [variant, kind, outcome] of [
    ["code-200", "insufficient_balance", "not_ordered"],
    ["not-found-200", "not_found", "not_ordered"],
    ["success-false", "outcome_unknown", "unknown"],
    ["field-error-200", "outcome_unknown", "unknown"],
    ["request-id", "outcome_unknown", "unknown"],
    ["conflict", "outcome_unknown", "unknown"],
  ]) {
    it(`${variant} is ${kind}`, async () => {
      const shop = await createShop();
      shop.sandbox.faults.add({ endpoint: "submit", kind: "raw-answer", variant });
      const error = await failureOf(shop.buy("pay-1"));
      assert.deepEqual([error.kind, error.outcome], [kind, outcome]);
      const { state } = await shop.client.getPurchase("pay-1");
      assert.equal(state, outcome === "unknown" ? "open" : "failed");
    });
  }

  it("is the order of the list, if it is there", async () => {
    const shop = await createShop();
    shop.sandbox.faults.add({
      endpoint: "submit",
      kind: "raw-answer",
      variant: "request-id",
      after: true,
    });
    const order = await shop.buy("pay-1");
    assert.equal(order.source, "list");
    assert.equal(shop.orders(), 1);
  });

  it("is no order if the list shows it as refunded", async () => {
    const shop = await createShop();
    shop.sandbox.faults.add({ endpoint: "submit", kind: "cut-after" });
    shop.sandbox.faults.add({ endpoint: "orders", kind: "cut-before", times: "always" });
    await failureOf(shop.buy("pay-1"));
    shop.sandbox.faults.clear();
    const made = shop.sandbox.ledger.orders.at(-1);
    shop.sandbox.setOrderStatus(made?.id ?? 0, "refunded");
    advance(60_000);
    const error = await failureOf(shop.buy("pay-1"));
    assert.equal(error.kind, "outcome_unknown");
    assert.equal(shop.orders(), 1);
  });
});

describe("a history", () => {
  it("is requested once for all clients of a store", async () => {
    const shop = await createShop();
    const clients = await Promise.all(Array.from({ length: 10 }, () => shop.open()));
    const reads = clients.map((client) => client.getPackageHistory(shop.iccid));
    const [first, ...others] = await Promise.all(reads);
    for (const other of others) assert.deepEqual(other.packages, first?.packages);
    assert.equal(shop.requests("history").length, 1);
  });
});

describe("a history after a purchase", () => {
  it("has the new package first", async () => {
    const shop = await createShop();
    await shop.client.getPackageHistory(shop.iccid);
    const order = await shop.buy("pay-1");
    const { packages } = await shop.client.getPackageHistory(shop.iccid);
    assert.deepEqual([packages[0]?.provisional, packages[0]?.package_id], [true, order.package_id]);
    assert.equal(shop.requests("history").length, 1);
  });
});

describe("a settled purchase", () => {
  it("shrinks after 90 days, and never buys again", async () => {
    const shop = await createShop();
    const { id } = await shop.buy("pay-1", { shopper: "ada" });
    const [key] = await shop.store.keys("c/");
    advance(90 * DAY_MS + 1);
    const purchase = await shop.client.getPurchase("pay-1");
    assert.deepEqual([purchase.state, purchase.order?.id], ["done", id]);
    const stored = JSON.parse(await shop.store.get(key));
    assert.equal(stored.about, undefined);
    assert.equal(stored.owners, undefined);
    const again = await shop.buy("pay-1", { shopper: "ada" });
    assert.equal(again.id, id);
    assert.equal(shop.orders(), 1);
  });
});

describe("the keys of the store", () => {
  it("show no ICCID, address, reference or token", async () => {
    const shop = await createShop();
    await shop.buy("pay-with-a-name", { shopper: "ada@shop.example" });
    await shop.client.getPackageHistory(shop.iccid);
    await shop.client.renewNumber({ email: shop.sandbox.emails.subscriber, reference: "rn" });
    const keys = await shop.store.keys("");
    assert.ok(keys.length > 5);
    for (const key of keys) {
      for (const secret of [shop.iccid, "ada", "pay-with", "@", shop.sandbox.emails.subscriber]) {
        assert.ok(!key.includes(secret), `${key} has ${secret}`);
      }
    }
  });
});
