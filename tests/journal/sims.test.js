// Orders of new eSIMs: the purchase protocol, the price in the list of packages, and the owners of the eSIMs.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isRefused } from "../../pkg/errors.js";
import { advance, createShop, DAY_MS, failureOf, MINUTE_MS, SECRET } from "./shop.js";

const PACKAGE = "northwind-15days-2gb";
const PRICE = 7;

/** @param {Parameters<typeof createShop>[0]} [options] */
async function createSeller(options) {
  const shop = await createShop(options);
  const client = /** @type {any} */ (shop.client);
  return {
    ...shop,
    client,
    /** Buys eSIMs. @param {string} reference @param {Record<string, unknown>} [further] */
    sell: (reference, further = {}) =>
      client.submitOrder({ reference, package_id: PACKAGE, ...further }),
    fault: (/** @type {any[]} */ ...faults) => shop.sandbox.faults.add(faults),
    /** @param {string} shopper @param {any} [query] */
    iccidsOf: async (shopper, query) =>
      (await client.esimsOf(shopper, query)).esims.map((/** @type {any} */ { iccid }) => iccid),
    /** All texts of the store. */
    texts: async () => shop.store.getMany(await shop.store.keys("")),
  };
}

/** @param {any} order */
const iccidsIn = (order) => order.sims.map((/** @type {any} */ { iccid }) => iccid);

/** Leaves an order without an answer, and without a lookup. @param {any} shop @param {any} [fault] */
const loseAnswer = (shop, fault = { kind: "cut-after" }) =>
  shop.fault(
    { endpoint: "buy", ...fault },
    { endpoint: "orders", kind: "cut-before", times: "always" },
  );

describe("a reference of new eSIMs", () => {
  it("buys one order, whose eSIMs have their codes in each answer", async () => {
    const shop = await createSeller();
    const orders = await Promise.all([1, 2, 3].map(() => shop.sell("pay-1", { quantity: 2 })));
    const [first] = orders;
    assert.equal(shop.orders(), 1);
    assert.equal(
      orders
        .map(({ source }) => source)
        .sort()
        .join(),
      "answer,journal,journal",
    );
    for (const order of orders) {
      assert.deepEqual([order.id, order.quantity, order.iccid], [first.id, 2, null]);
      assert.deepEqual(order.sims, first.sims);
      assert.match(order.sims[1].qrcode, /^LPA:1\$smdp\.example\.com\$SANDBOX-\d+-2$/);
    }
    // The journal keeps no long texts.
    for (const { source, manual_installation: text } of orders) {
      assert.equal(text === null, source === "journal");
    }
    const purchase = await shop.client.getPurchase("pay-1");
    assert.deepEqual(
      [purchase.kind, purchase.state, purchase.package_id, purchase.quantity],
      ["sim", "done", PACKAGE, 2],
    );
    assert.deepEqual(purchase.order.sims, first.sims);
    const { purchases } = await shop.client.purchases({ kind: "sim" });
    assert.deepEqual(purchases[0]?.order.sims, first.sims);
    assert.deepEqual((await shop.client.purchases({ kind: "topup" })).purchases, []);
  });

  it("is refused for another package, quantity or kind, and nothing is sent", async () => {
    const shop = await createSeller();
    await shop.sell("pay-1");
    for (const call of [
      () => shop.sell("pay-1", { quantity: 2 }),
      () => shop.sell("pay-1", { package_id: "polaris-5days-unlimited" }),
      () => shop.buy("pay-1"),
    ]) {
      const error = await failureOf(call());
      assert.deepEqual([error.kind, error.outcome], ["reference_reused", "not_ordered"]);
    }
    assert.equal(shop.orders(), 1);
  });

  it("sends the fields of a shared order, and stores no address", async () => {
    const shop = await createSeller();
    await shop.sell("pay-1", {
      ...{ quantity: 3, description: "for Ada", brand_settings_name: "Northwind" },
      ...{ to_email: "ada@example.org", sharing_option: ["pdf", "link"] },
      copy_address: ["eve@example.org", "bob@example.org"],
    });
    const { description, ...fields } = shop.requests("buy")[0]?.fields ?? {};
    assert.match(String(description), /^po2:[0-9a-f]{32}:[0-9a-f]{8}::pay-1:for Ada$/);
    assert.deepEqual(fields, {
      ...{ package_id: PACKAGE, quantity: "3", type: "sim", brand_settings_name: "Northwind" },
      ...{ to_email: "ada@example.org", "sharing_option[]": ["link", "pdf"] },
      "copy_address[]": ["eve@example.org", "bob@example.org"],
    });
    assert.doesNotMatch(String(await shop.texts()), /example\.org/);
    assert.deepEqual(shop.sandbox.violations, []);
  });
});

/**
 * Opens a client whose answers have no eSIMs.
 *
 * @param {Awaited<ReturnType<typeof createSeller>>} shop
 * @param {(request: Request) => boolean} [isBare]
 * @returns {Promise<any>}
 */
async function openBare(shop, isBare = () => true) {
  const { fetch } = shop.sandbox;
  return shop.open({
    fetch: async (/** @type {Request} */ request) => {
      const answer = await fetch(request);
      const { pathname } = new URL(request.url);
      if (!/\/orders(\/\d+)?$/.test(pathname) || !isBare(request)) return answer;
      const body = JSON.parse(await answer.text());
      for (const order of [body.data].flat()) delete order.sims;
      return new Response(JSON.stringify(body), answer);
    },
  });
}

describe("an answer without the eSIMs of its order", () => {
  const order = { reference: "pay-1", package_id: PACKAGE, shopper: "ada", quantity: 2 };

  it("makes the journal read the order once, and its shopper the owner", async () => {
    const shop = await createSeller();
    const bare = await openBare(shop, ({ method }) => method === "POST");
    const bought = await bare.submitOrder(order);
    assert.deepEqual([bought.source, bought.issues, bought.sims.length], ["answer", [], 2]);
    assert.equal(shop.requests("order").length, 1);
    assert.deepEqual((await shop.iccidsOf("ada")).sort(), iccidsIn(bought));
    assert.deepEqual((await shop.client.getPurchase("pay-1")).order.sims, bought.sims);
    assert.deepEqual(await shop.store.keys("o/"), []);
  });

  it("is an order nevertheless, and recovery finds the eSIMs later", async () => {
    const shop = await createSeller();
    const bare = await openBare(shop);
    const { id, sims, issues, source } = await bare.submitOrder(order);
    assert.deepEqual([sims, source, issues[0].path], [null, "answer", "data.sims"]);
    assert.equal((await shop.client.getPurchase("pay-1")).state, "done");
    const read = () => shop.requests("order").length;
    assert.equal(read(), 1);
    for (const reads of [2, 2]) {
      await bare.recoverPurchases();
      assert.equal(read(), reads, "the looks have pauses");
    }
    advance(MINUTE_MS);
    await shop.client.recoverPurchases();
    assert.equal(read(), 3);
    const purchase = await shop.client.getPurchase("pay-1");
    assert.deepEqual([purchase.order.id, purchase.order.sims.length], [id, 2]);
    assert.deepEqual((await shop.iccidsOf("ada")).sort(), iccidsIn(purchase.order));
    await shop.client.recoverPurchases();
    assert.deepEqual([read(), await shop.store.keys("o/")], [3, []]);
    assert.deepEqual([shop.orders(), shop.told("duplicate_order")], [1, []]);
  });

  it("is asked about for a day", async () => {
    const shop = await createSeller();
    const bare = await openBare(shop);
    await bare.submitOrder(order);
    for (let hour = 0; hour < 30; hour += 1) {
      await bare.recoverPurchases();
      advance(60 * MINUTE_MS);
    }
    assert.deepEqual([shop.requests("order").length, await shop.store.keys("o/")], [25, []]);
    assert.equal((await shop.client.getPurchase("pay-1")).state, "done");
  });

  it("is an order even if it cannot be read again", async () => {
    const shop = await createSeller();
    const bare = await openBare(shop);
    shop.fault({ endpoint: "order", kind: "cut-before" });
    const { sims, source } = await bare.submitOrder(order);
    assert.deepEqual([sims, source, shop.orders()], [null, "answer", 1]);
  });
});

describe("a lost answer of an order of eSIMs", () => {
  for (const fault of [
    { kind: "cut-after" },
    { kind: "half-answer" },
    { kind: "truncated-json" },
    { kind: "status", status: 502, body: "html", after: true },
    { kind: "odd-body", variant: "missing-id" },
  ]) {
    it(`is found in the list with its eSIMs after ${fault.kind}`, async () => {
      const shop = await createSeller();
      shop.fault({ endpoint: "buy", ...fault });
      const order = await shop.sell("pay-1", { quantity: 2, shopper: "ada" });
      assert.deepEqual([order.source, order.quantity, order.issues], ["list", 2, []]);
      assert.match(order.sims[0].qrcode, /^LPA:1\$/);
      assert.deepEqual(await shop.iccidsOf("ada"), iccidsIn(order));
      assert.equal(shop.orders(), 1);
    });
  }

  it("is found by recovery, which makes the shopper the owner", async () => {
    const shop = await createSeller();
    loseAnswer(shop);
    const error = await failureOf(shop.sell("pay-1", { shopper: "ada" }));
    assert.deepEqual([error.kind, error.outcome], ["outcome_unknown", "unknown"]);
    shop.sandbox.faults.clear();
    assert.deepEqual(await shop.iccidsOf("ada"), []);
    advance(MINUTE_MS);
    // Another process recovers: it does not know the shopper, and reads the entry.
    const { settled } = await (await shop.open()).recoverPurchases();
    const [{ order, state }] = /** @type {any} */ (settled);
    assert.deepEqual([state, order.source], ["done", "list"]);
    assert.match(order.sims[0].qrcode, /^LPA:1\$/);
    assert.deepEqual(await shop.iccidsOf("ada"), iccidsIn(order));
    assert.equal(shop.orders(), 1);
  });

  it("is never sent again, whatever the list says", async () => {
    const shop = await createSeller();
    loseAnswer(shop, { kind: "cut-before" });
    await failureOf(shop.sell("pay-1"));
    await failureOf(shop.sell("pay-1"));
    shop.sandbox.faults.clear();
    advance(MINUTE_MS);
    await failureOf(shop.sell("pay-1"));
    assert.deepEqual([shop.requests("buy").length, shop.orders()], [1, 0]);
  });
});

describe("a refused order of eSIMs", () => {
  for (const [name, kind, code] of /** @type {const} */ ([
    ["insufficient-balance", "insufficient_balance", 11],
    ["maintenance-mode", "server", 13],
    ["disabled-top-up", "package_unavailable", 23],
    ["not-enough", "package_unavailable", 33],
    ["out-of-stock", "package_unavailable", 34],
  ])) {
    it(`is ${kind} for the code ${code}`, async () => {
      const shop = await createSeller();
      const package_id = `test-${name}-7days-1gb`;
      const error = await failureOf(shop.sell("pay-1", { package_id }));
      assert.deepEqual([error.kind, error.code, error.outcome], [kind, code, "not_ordered"]);
      const purchase = await shop.client.getPurchase("pay-1");
      assert.deepEqual([purchase.state, purchase.error.code], ["failed", code]);
    });
  }

  it("names the quantity that is left, in the shape of fields", async () => {
    const shop = await createSeller();
    shop.sandbox.configure({ esimStock: 3 });
    const error = await failureOf(shop.sell("pay-1", { quantity: 5 }));
    const message = "SIM quantity is not available. Available quantity: 3.";
    assert.deepEqual([error.kind, error.fields], ["validation", { quantity: [message] }]);
    assert.deepEqual([error.outcome, isRefused(error)], ["not_ordered", true]);
    const { id } = await shop.sell("pay-2", { quantity: 3 });
    assert.ok(id);
  });

  it("buys again for a caller who knows of the failure, and closes for a refund", async () => {
    const shop = await createSeller();
    shop.sandbox.setBalance(0);
    const error = await failureOf(shop.sell("pay-1"));
    assert.deepEqual([error.kind, error.tries], ["insufficient_balance", 1]);
    shop.sandbox.setBalance(50);
    assert.equal((await failureOf(shop.sell("pay-1", { tries: 0 }))).stored, true);
    assert.equal((await shop.sell("pay-1", { tries: 1 })).source, "answer");
    assert.equal((await shop.client.closePurchase("pay-1")).state, "done");
    assert.equal((await shop.client.closePurchase("pay-2")).state, "closed");
    assert.equal((await failureOf(shop.sell("pay-2"))).kind, "purchase_closed");
    assert.equal(shop.orders(), 1);
  });
});

describe("the price of one package", () => {
  it("is compared with the kept list, for any quantity", async () => {
    const shop = await createSeller();
    const country = "NO";
    await shop.client.getPackages({ country, limit: 25 });
    await shop.sell("pay-1", { price: PRICE, quantity: 3, country });
    assert.equal(shop.requests("packages").length, 1);
    await shop.sell("pay-2", { price: PRICE });
    assert.equal(shop.requests("packages").length, 2, "another part of the list");
    await shop.sell("pay-3");
    assert.equal(shop.requests("packages").length, 2, "no price, no list");
  });

  it("is asked for anew once if the kept one differs", async () => {
    const shop = await createSeller();
    const buy = (/** @type {string} */ reference, price = PRICE) =>
      shop.sell(reference, { price, country: "NO" });
    await buy("pay-1");
    advance(MINUTE_MS);
    const error = await failureOf(buy("pay-2", PRICE + 1));
    assert.equal(error.kind, "price_changed");
    assert.deepEqual(error.prices, { paid: PRICE + 1, offered: PRICE });
    assert.deepEqual([error.outcome, shop.requests("packages").length], ["not_ordered", 2]);
    // A new price that was shown to the shopper before the kept list had it.
    advance(MINUTE_MS);
    const { fetch } = shop.sandbox;
    const dearer = await shop.open({
      fetch: async (/** @type {Request} */ request) => {
        const answer = await fetch(request);
        if (!request.url.includes("/packages?")) return answer;
        return new Response((await answer.text()).replaceAll('"price":7', '"price":8'), answer);
      },
    });
    const order = { reference: "pay-3", package_id: PACKAGE, price: 8, country: "NO" };
    const { source } = await dearer.submitOrder(order);
    assert.deepEqual([source, shop.requests("packages").length], ["answer", 3]);
    assert.equal(shop.orders(), 2);
  });

  it("cannot be that of a package that is gone", async () => {
    const shop = await createSeller();
    const gone = { package_id: "gone", price: PRICE, country: "NO" };
    await shop.sell("pay-1", { price: PRICE, country: "NO" });
    advance(MINUTE_MS);
    const error = await failureOf(shop.sell("pay-2", gone));
    assert.deepEqual([error.kind, error.outcome], ["package_unavailable", "not_ordered"]);
    assert.equal(shop.requests("packages").length, 2, "asked anew once");
    const other = await failureOf(shop.sell("pay-3", { price: PRICE, country: "IE" }));
    assert.equal(other.kind, "package_unavailable");
    assert.equal(shop.requests("packages").length, 3, "a new list is not asked for twice");
    assert.equal(shop.orders(), 1);
  });

  it("is looked for on every page, and shown to the shop", async () => {
    const shop = await createSeller();
    const { fetch } = shop.sandbox;
    // Each page has one country.
    const paged = await shop.open({
      fetch: (/** @type {Request} */ request) =>
        fetch(new Request(request.url.replace("limit=25", "limit=1"), request)),
    });
    await paged.submitOrder({ reference: "pay-0", package_id: PACKAGE, price: PRICE });
    assert.equal(shop.requests("packages").length, 2, "Norway is on the second page");
    const gone = { reference: "pay-9", package_id: "gone", price: PRICE };
    advance(MINUTE_MS);
    assert.equal((await failureOf(paged.submitOrder(gone))).kind, "package_unavailable");
    assert.equal(shop.requests("packages").length, 6, "the other pages, then the first two anew");
    /** @type {any[]} */
    const offers = [];
    const confirmOffer = (/** @type {any} */ offer) => offers.push(offer) > 1;
    const order = { package_id: "polaris-5days-unlimited", type: "global", confirmOffer };
    const error = await failureOf(shop.sell("pay-1", order));
    assert.deepEqual([error.kind, error.outcome], ["aborted", "not_ordered"]);
    await shop.sell("pay-1", order);
    assert.deepEqual(
      offers.map(({ id, price, operator }) => [id, price, operator]),
      Array(2).fill(["polaris-5days-unlimited", 16, "Polaris"]),
    );
  });

  it("is asked for anew once in a minute, however many shoppers paid another one", async () => {
    const shop = await createSeller();
    const country = "NO";
    await shop.sell("pay-0", { price: PRICE, country });
    advance(MINUTE_MS);
    const buy = (/** @type {unknown} */ each) =>
      failureOf(shop.sell(`pay-${each}`, { price: PRICE + 1, country }));
    const errors = await Promise.all(Array.from({ length: 45 }, (_, index) => buy(index + 1)));
    for (let index = 50; index < 95; index += 1) errors.push(await buy(index));
    assert.deepEqual(new Set(errors.map(({ kind }) => kind)), new Set(["price_changed"]));
    assert.equal(shop.requests("packages").length, 2);
  });

  it("is compared with the kept list no more, and leaves it for visitors, in an outage", async () => {
    const shop = await createSeller();
    const country = "NO";
    await shop.sell("pay-0", { price: PRICE, country });
    advance(MINUTE_MS);
    shop.fault({ endpoint: "packages", kind: "status", status: 429, times: "always" });
    const error = await failureOf(shop.sell("pay-1", { price: PRICE + 1, country }));
    assert.deepEqual([error.kind, error.outcome], ["network", "not_ordered"]);
    const { packages, source } = await shop.client.getPackages({ country, limit: 25 });
    assert.deepEqual([packages.length > 0, source], [true, "stale"]);
  });

  it("is not taken from a list that is older than an hour", async () => {
    const shop = await createSeller();
    const order = { price: PRICE, country: "NO" };
    await shop.client.getPackages({ country: "NO", limit: 25 });
    // The mark of the answer ends.
    const endMark = async () => {
      const keys = await shop.store.keys("h/");
      for (const key of keys) if (!key.endsWith("/a")) await shop.store.delete(key);
    };
    await endMark();
    shop.fault({ endpoint: "packages", kind: "cut-before", times: "always" });
    const error = await failureOf(shop.sell("pay-1", order));
    assert.deepEqual([error.kind, error.outcome], ["network", "not_ordered"]);
    shop.sandbox.faults.clear();
    await endMark();
    assert.equal((await shop.sell("pay-1", order)).source, "answer");
  });
});

describe("the store of a seller", () => {
  it("shows no code of an eSIM, no ICCID and no shopper", async () => {
    const shop = await createSeller();
    shop.sandbox.shapes.set({ optionalFields: "filled" });
    const order = await shop.sell("pay-1", { shopper: "ada@shop.example", quantity: 2 });
    shop.fault({ endpoint: "buy", kind: "cut-after" });
    await shop.sell("pay-2", { shopper: "ada@shop.example" });
    const all = String([await shop.store.keys(""), await shop.texts()]);
    for (const secret of [
      ...order.sims.flatMap((/** @type {any} */ sim) => [sim.iccid, sim.matching_id, sim.qrcode]),
      ...["LPA:1", "carddata", "ada@", "guides.example.com"],
    ]) {
      assert.ok(!all.includes(secret), `the store has ${secret}`);
    }
    const [entry] = await shop.store.getMany(await shop.store.keys("c/"));
    assert.deepEqual(Object.keys(JSON.parse(entry).outcome), ["id", "code", "sealed"]);
  });

  it("keeps the id and the code alone after 90 days, and the owners for ever", async () => {
    const shop = await createSeller();
    const { id, code, sims } = await shop.sell("pay-1", { shopper: "ada" });
    advance(90 * DAY_MS + 1);
    await shop.client.getPurchase("pay-1");
    const [entry] = await shop.store.getMany(await shop.store.keys("c/"));
    assert.deepEqual(JSON.parse(entry).outcome, { id, code });
    const again = await shop.sell("pay-1");
    assert.deepEqual([again.id, again.sims], [id, undefined]);
    assert.equal(await shop.client.ownsEsim("ada", sims[0].iccid), true);
    assert.equal(shop.orders(), 1);
  });

  it("has the eSIMs of an older order for their owner, who asks for the reference again", async () => {
    const shop = await createSeller();
    const buy = (shopper = "ada") => shop.sell("pay-1", { shopper, quantity: 2 });
    const { sims } = await buy();
    await shop.sell("pay-2", { shopper: "ada" });
    advance(90 * DAY_MS + 1);
    await shop.client.getPurchase("pay-1");
    /** @param {any} order */
    const codesIn = (order) => order.sims.map((/** @type {any} */ { qrcode }) => qrcode).sort();
    const codes = codesIn({ sims });
    assert.deepEqual(codesIn(await buy()), codes);
    const { order } = await shop.client.getPurchase({ reference: "pay-1", shopper: "ada" });
    assert.deepEqual(codesIn(order), codes);
    // An eSIM that the shopper passed on is another shopper's.
    await shop.client.transferEsim(sims[0].iccid, "ada", "eve");
    assert.deepEqual(codesIn(await buy()), [sims[1].qrcode]);
    assert.equal(shop.orders(), 2);
  });

  it("still names an order whose secret is gone", async () => {
    const shop = await createSeller();
    const { id, code } = await shop.sell("pay-1");
    const other = await shop.open({ secret: "another secret of the tests, long enough" });
    const { state, order } = await other.getPurchase("pay-1");
    assert.deepEqual([state, order?.id, order?.code, order?.sims], ["done", id, code, undefined]);
  });
});

describe("the owner of an eSIM", () => {
  it("is each shopper of its purchase, and no other", async () => {
    const shop = await createSeller();
    const { sims } = await shop.sell("pay-1", { shopper: "guest", quantity: 2 });
    await shop.sell("pay-1", { shopper: "ada", quantity: 2 });
    const unowned = await shop.sell("pay-2");
    for (const { iccid } of sims) {
      const owns = (/** @type {string} */ shopper) => shop.client.ownsEsim(shopper, iccid);
      assert.deepEqual(await Promise.all(["guest", "ada", "eve"].map(owns)), [true, true, false]);
    }
    assert.equal(await shop.client.ownsEsim("ada", unowned.sims[0].iccid), false);
    assert.equal(await shop.client.ownsEsim("ada", shop.iccid), false, "not sold by this journal");
    assert.deepEqual((await shop.iccidsOf("ada")).sort(), iccidsIn({ sims }));
    assert.deepEqual(await shop.iccidsOf("eve"), []);
  });

  it("is the one of an earlier secret, too", async () => {
    const shop = await createSeller();
    const { sims } = await shop.sell("pay-1", { shopper: "ada" });
    const [{ iccid }] = sims;
    const next = /** @type {any} */ (
      await shop.open({ secret: ["another secret of the tests, newer", SECRET] })
    );
    assert.equal(await next.ownsEsim("ada", iccid), true);
    await next.submitOrder({ reference: "pay-2", package_id: PACKAGE, shopper: "ada" });
    const { esims, total } = await next.esimsOf("ada");
    assert.deepEqual([esims.length, total, esims[1].iccid], [2, 2, iccid]);
    assert.equal(await next.transferEsim(iccid, "ada", "eve"), true);
    assert.equal(await next.ownsEsim("eve", iccid), true);
    const other = /** @type {any} */ (
      await shop.open({ secret: "another secret of the tests, third" })
    );
    assert.equal(await other.ownsEsim("eve", iccid), false);
  });

  it("lists what was sold, newest first, in pages, without a request", async () => {
    const shop = await createSeller();
    const iccids = [];
    for (const reference of ["pay-1", "pay-2", "pay-3"]) {
      iccids.unshift(...iccidsIn(await shop.sell(reference, { shopper: "ada" })));
      advance(1_000);
    }
    const before = shop.sandbox.requests.length;
    const all = await shop.client.esimsOf("ada");
    assert.deepEqual(iccidsIn({ sims: all.esims }), iccids);
    assert.deepEqual([all.page, all.limit, all.last_page, all.total], [1, 25, 1, 3]);
    const [newest] = all.esims;
    assert.match(newest.qrcode, /^LPA:1\$/);
    assert.deepEqual(
      [newest.recycled, newest.simable.package_id, newest.simable.reference, newest.simable.sims],
      [null, PACKAGE, "pay-3", null],
    );
    assert.deepEqual(await shop.iccidsOf("ada", { limit: 2 }), iccids.slice(0, 2));
    const last = await shop.client.esimsOf("ada", { page: 2, limit: 2 });
    assert.deepEqual(
      [iccidsIn({ sims: last.esims }), last.page, last.last_page, last.total],
      [iccids.slice(2), 2, 2, 3],
    );
    assert.deepEqual(await shop.iccidsOf("ada", { page: 9 }), []);
    assert.equal(shop.sandbox.requests.length, before);
  });

  it("changes by a transfer, which no purchase undoes", async () => {
    const shop = await createSeller();
    const { client } = shop;
    const { sims } = await shop.sell("pay-1", { shopper: "guest" });
    await shop.sell("pay-1", { shopper: "ada" });
    const [{ iccid }] = sims;
    assert.equal(await client.transferEsim(iccid, "eve", "bob"), false);
    assert.equal(await client.transferEsim(shop.iccid, "ada", "bob"), false);
    const earlier = await shop.store.keys("i/");
    assert.equal(await client.transferEsim(iccid, "ada", "bob"), true);
    assert.equal(await client.transferEsim(iccid, "ada", "bob"), true, "repeated");
    assert.equal((await shop.store.keys("i/")).length, 1);
    // The keys of the index can stay, as after a crash.
    for (const key of earlier) await shop.store.put(key, "1");
    await shop.sell("pay-1", { shopper: "ada" });
    await shop.sell("pay-1", { shopper: "carol" });
    for (const shopper of ["guest", "ada", "carol", "eve"]) {
      assert.deepEqual(
        [await client.ownsEsim(shopper, iccid), await shop.iccidsOf(shopper)],
        [false, []],
      );
    }
    assert.deepEqual(
      [await client.ownsEsim("bob", iccid), await shop.iccidsOf("bob")],
      [true, [iccid]],
    );
  });

  it("is the buyer of its latest order alone, if PressOne sells it anew", async () => {
    const shop = await createSeller();
    const [{ iccid }] = (await shop.sell("pay-1", { shopper: "ada" })).sims;
    await shop.client.transferEsim(iccid, "ada", "carol");
    advance(400 * DAY_MS);
    const { fetch } = shop.sandbox;
    const anew = /** @type {any} */ (
      await shop.open({
        fetch: async (/** @type {Request} */ request) => {
          const answer = await fetch(request);
          if (request.method !== "POST" || !request.url.endsWith("/orders")) return answer;
          const body = JSON.parse(await answer.text());
          Object.assign(body.data.sims[0], { iccid, qrcode: "LPA:1$new" });
          return new Response(JSON.stringify(body), answer);
        },
      })
    );
    await anew.submitOrder({ reference: "pay-2", package_id: PACKAGE, shopper: "bob" });
    // The earlier purchase is asked for again.
    await shop.sell("pay-1", { shopper: "ada" });
    for (const [shopper, owns] of /** @type {const} */ ([
      ["ada", false],
      ["carol", false],
      ["bob", true],
    ])) {
      assert.equal(await shop.client.ownsEsim(shopper, iccid), owns, shopper);
      const { esims } = await shop.client.esimsOf(shopper);
      assert.deepEqual(
        esims.map((/** @type {any} */ { qrcode }) => qrcode),
        owns ? ["LPA:1$new"] : [],
      );
    }
  });

  it("is not lost if the store fails while the order is recorded", async () => {
    const shop = await createSeller();
    const { compareAndSet } = shop.store;
    shop.store.compareAndSet = (/** @type {any[]} */ ...args) => {
      if (String(args[0]).startsWith("e/")) return Promise.reject(new Error("down"));
      return Reflect.apply(compareAndSet, shop.store, args);
    };
    const { sims } = await shop.sell("pay-1", { shopper: "ada" });
    assert.equal(await shop.client.ownsEsim("ada", sims[0].iccid), false);
    assert.equal((await shop.client.getPurchase("pay-1")).state, "done");
    await shop.client.recoverPurchases();
    assert.equal((await shop.store.keys("o/")).length, 1, "the store is still down");
    shop.store.compareAndSet = compareAndSet;
    await shop.client.recoverPurchases();
    assert.deepEqual(await shop.store.keys("o/"), []);
    assert.equal(await shop.client.ownsEsim("ada", sims[0].iccid), true);
  });

  it("is written before the entry says that the order is done", async () => {
    const shop = await createSeller();
    const { compareAndSet } = shop.store;
    // The process "dies" before it records the order.
    shop.store.compareAndSet = (/** @type {any[]} */ ...args) =>
      String(args[2]).includes('"state":"done"')
        ? new Promise(() => {})
        : Reflect.apply(compareAndSet, shop.store, args);
    const dying = await shop.open({ storeTimeoutMs: 50 });
    const order = { reference: "pay-1", package_id: PACKAGE, shopper: "ada" };
    const { sims } = /** @type {any} */ (await dying.submitOrder(order));
    shop.store.compareAndSet = compareAndSet;
    const [entry] = await shop.store.getMany(await shop.store.keys("c/"));
    assert.equal(JSON.parse(entry).state, "open");
    assert.equal(await shop.client.ownsEsim("ada", sims[0].iccid), true);
    advance(MINUTE_MS);
    assert.equal((await shop.sell("pay-1", { shopper: "ada" })).source, "list");
    assert.deepEqual(await shop.iccidsOf("ada"), iccidsIn({ sims }));
    assert.equal(shop.orders(), 1);
  });

  it("cannot be changed by a program that writes into the store", async () => {
    const shop = await createSeller();
    const [{ iccid }] = (await shop.sell("pay-1", { shopper: "ada" })).sims;
    const [other] = (await shop.sell("pay-2", { shopper: "eve" })).sims;
    const keys = await shop.store.keys("e/");
    const [first, second] = await shop.store.getMany(keys);
    await shop.store.put(keys[0], second);
    await shop.store.put(keys[1], first);
    for (const shopper of ["ada", "eve"]) {
      for (const each of [iccid, other.iccid]) {
        assert.equal(await shop.client.ownsEsim(shopper, each), false);
      }
      assert.deepEqual(await shop.iccidsOf(shopper), []);
    }
  });

  it("is asked for with checked arguments", async () => {
    const { client, iccid } = await createSeller();
    for (const call of [
      () => client.ownsEsim("", iccid),
      () => client.ownsEsim("ada", "8944"),
      () => client.ownsEsim(undefined, iccid),
      () => client.ownsNumber("ada", "ada"),
      () => client.esimsOf("ada", { page: 0 }),
      () => client.esimsOf("ada", { limit: 101 }),
      () => client.transferEsim(iccid, "ada", ""),
    ]) {
      assert.equal((await failureOf(call())).kind, "invalid_argument", String(call));
    }
    assert.equal(await client.ownsNumber("ada", "ada@example.org"), false);
  });
});

describe("what a person found out about an order of eSIMs", () => {
  /** An open purchase whose order a person sees. @param {Record<string, unknown>} [further] */
  async function createOpen(further) {
    const shop = await createSeller();
    loseAnswer(shop);
    await failureOf(shop.sell("pay-1", { shopper: "ada", ...further }));
    shop.sandbox.faults.clear();
    advance(10 * MINUTE_MS);
    const [made] = shop.sandbox.ledger.orders;
    const settle = (/** @type {Record<string, unknown>} */ names, reference = "pay-1") =>
      shop.client.settlePurchase({ reference, outcome: "done", ...names });
    return { ...shop, made: /** @type {NonNullable<typeof made>} */ (made), settle };
  }

  for (const name of /** @type {const} */ (["order_id", "code"])) {
    it(`has its eSIMs and owners, named by its ${name}`, async () => {
      const shop = await createOpen({ quantity: 2 });
      const { id, code, iccids } = shop.made;
      const settled = await shop.settle(name === "code" ? { code } : { order_id: id });
      assert.deepEqual([settled.state, settled.order.id, settled.order.code], ["done", id, code]);
      assert.deepEqual(iccidsIn(settled.order), iccids);
      assert.deepEqual((await shop.iccidsOf("ada")).sort(), iccids);
    });
  }

  it("completes an order whose answer had no eSIMs", async () => {
    const shop = await createSeller();
    const bare = await openBare(shop);
    const order = { reference: "pay-1", package_id: PACKAGE, shopper: "ada" };
    const { id, sims, issues } = await bare.submitOrder(order);
    assert.deepEqual([sims, await shop.iccidsOf("ada")], [null, []]);
    assert.equal(issues[0].path, "data.sims");
    const settlement = { reference: "pay-1", outcome: "done", order_id: id };
    const settled = await shop.client.settlePurchase(settlement);
    assert.equal(settled.other_orders, undefined);
    assert.match(settled.order.sims[0].qrcode, /^LPA:1\$/);
    assert.deepEqual(await shop.iccidsOf("ada"), iccidsIn(settled.order));
  });

  it("is no order that PressOne does not have, or that is of another purchase", async () => {
    const shop = await createOpen();
    const { id } = await shop.sell("pay-2", { shopper: "eve" });
    for (const [names, kind, path] of /** @type {const} */ ([
      [{ order_id: 1 }, "not_found", undefined],
      [{ code: "20261126-000001" }, "not_found", "settlement.order_id"],
      [{ order_id: "../7" }, "invalid_argument", "settlement.order_id"],
      [{ order_id: id }, "invalid_argument", "settlement.order_id"],
    ])) {
      const error = await failureOf(shop.settle(names));
      assert.deepEqual([error.kind, error.path ?? undefined], [kind, path]);
    }
    assert.equal((await shop.client.getPurchase("pay-1")).state, "open");
    assert.equal((await shop.iccidsOf("ada")).length, 0);
  });

  it("may be that there is none, and a known order overrules it", async () => {
    const shop = await createOpen();
    const failed = await shop.client.settlePurchase({ reference: "pay-1", outcome: "failed" });
    assert.equal(failed.state, "failed");
    const order = await shop.sell("pay-1", { shopper: "ada" });
    assert.deepEqual([order.source, order.id], ["list", shop.made.id]);
    assert.deepEqual([shop.orders(), await shop.iccidsOf("ada")], [1, shop.made.iccids]);
  });

  it("is told if there are two orders, and the first one's eSIMs alone are owned", async () => {
    const shop = await createOpen();
    await shop.settle({ order_id: shop.made.id });
    // Made by hand, so its description names no reference.
    const by = await shop.open({ store: undefined, secret: undefined });
    const { id } = /** @type {any} */ (await by.submitOrder({ package_id: PACKAGE }));
    const { fetch } = shop.sandbox;
    const hand = await shop.open({
      fetch: async (/** @type {Request} */ request) => {
        const answer = await fetch(request);
        return new Response((await answer.text()).replaceAll("po2:", "by hand:"), answer);
      },
    });
    const settled = /** @type {any} */ (
      await hand.settlePurchase({ reference: "pay-1", outcome: "done", order_id: id })
    );
    assert.deepEqual([settled.order.id, settled.other_orders[0].id], [shop.made.id, id]);
    assert.equal(settled.other_orders[0].sims.length, 1);
    assert.equal(shop.told("duplicate_order").length, 1);
    assert.deepEqual(await shop.iccidsOf("ada"), shop.made.iccids);
  });
});
