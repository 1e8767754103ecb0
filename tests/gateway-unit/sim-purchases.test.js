// Purchases of new eSIMs.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createShop } from "./shop.js";

/** @param {any} shop @param {string} reference @param {object} [fields] @param {any} [init] */
const buy = (shop, reference, fields, init) =>
  shop.post(reference, { kind: "sim", package_id: "five-gb", ...fields }, init);

describe("new eSIMs", () => {
  it("are bought with verifyPayment alone, and belong to the shopper", async () => {
    /** @type {any[]} */
    const judged = [];
    const shop = createShop({
      ownsEsim: (
        /** @type {any} */ _identity,
        /** @type {any} */ _id,
        /** @type {any} */ journal,
      ) => journal.sold(),
      verifyPayment: (/** @type {any} */ { id }, /** @type {any} */ order) => {
        judged.push([id, order]);
        return { paid: true, price: 4.5, quantity: 2 };
      },
    });
    const fields = { quantity: 2, description: "cart 7", price: 4.5, country: "NO", type: "local" };
    const { status, body, text } = await buy(shop, "pay-1", fields);
    assert.equal(status, 200, text);
    assert.deepEqual(judged, [
      [
        "ada",
        {
          ...{ kind: "sim", reference: "pay-1", iccid: null, package_id: "five-gb", quantity: 2 },
          ...{ description: "cart 7", price: 4.5 },
        },
      ],
    ]);
    const { options, ...sent } = shop.last("submitOrder");
    assert.deepEqual(sent, {
      reference: "pay-1",
      package_id: "five-gb",
      tries: 0,
      shopper: "ada",
      ...fields,
    });
    assert.equal(typeof options.waitUntil, "function");
    const { kind, state, order } = body.data;
    assert.deepEqual([kind, state, order.code, order.iccid], ["sim", "done", "2026-1", null]);
    // Another shopper may own an eSIM by now, and this answer is repeated.
    assert.deepEqual(order.sims, [
      { id: 7, iccid: "8944500102030405010" },
      { id: 7, iccid: "8944500102030405011" },
    ]);
    assert.doesNotMatch(text, /LPA|4812|northwind|net_price|steal/);
    const [{ iccid }] = order.sims;
    assert.match((await shop.send(`/customer/v2/sims/${iccid}`)).body.data.qrcode, /^LPA:/);
    assert.equal((await shop.send(`/customer/v2/sims/${iccid}`, { shopper: "eve" })).status, 403);
    assert.equal((await shop.send("/customer/v2/sims")).body.meta.total, 2);
  });

  it("are one order for a reference, and another quantity is another purchase", async () => {
    const shop = createShop({
      verifyPayment: (/** @type {any} */ _identity, /** @type {any} */ { quantity }) => ({
        ...{ paid: true, price: 4.5, quantity },
      }),
    });
    await buy(shop, "pay-1", { quantity: 2 });
    const again = await buy(shop, "pay-1", { quantity: 2 });
    assert.deepEqual([again.status, again.body.data.stored], [200, undefined]);
    assert.equal(shop.count("submitOrder"), 1);
    const other = await buy(shop, "pay-1", { quantity: 3 });
    assert.deepEqual([other.status, other.body.code], [409, "reference_reused"]);
    const topup = await shop.buy("pay-1");
    assert.deepEqual([topup.status, topup.body.code], [409, "reference_reused"]);
    assert.equal(shop.orders.length, 1);
    const { data } = (await shop.state("pay-1", { query: "?kind=sim" })).body;
    assert.deepEqual([data.state, data.quantity], ["done", 2]);
    assert.deepEqual((await shop.send("/purchases.json?kind=sim")).body.data.length, 1);
    assert.deepEqual((await shop.send("/purchases.json?kind=topup")).body.data.length, 0);
  });

  it("are not more than the payment is for", async () => {
    for (const [verdict, quantity, status] of /** @type {[any, number, number][]} */ ([
      // A hook that was written for top-ups does not look at the quantity.
      [true, 50, 503],
      [{ paid: true, price: 4.5 }, 2, 503],
      [{ paid: true, price: 4.5, quantity: 1 }, 2, 402],
      [{ paid: true, price: 4.5, quantity: 3 }, 2, 402],
      [{ paid: true, price: 4.5, quantity: 3 }, 1, 402],
      [{ paid: true, price: 4.5, quantity: "2" }, 2, 402],
      [{ paid: true, price: 4.5, quantity: 2 }, 2, 200],
      [{ paid: true, price: 4.5 }, 1, 200],
      [true, 1, 200],
    ])) {
      const shop = createShop({ verifyPayment: () => verdict });
      const answer = await buy(shop, "pay-1", { quantity, price: 4.5 });
      assert.equal(answer.status, status, JSON.stringify([verdict, quantity]));
      assert.equal(shop.count("submitOrder"), status === 200 ? 1 : 0);
      if (status === 503) assert.match(String(shop.errors[0]?.error.message), /quantity/);
    }
  });

  it("are not ordered without a payment, at another price, or without the hook", async () => {
    for (const [verdict, status] of [
      [false, 402],
      ["pending", 409],
      [{ paid: true, price: 1 }, 422],
    ]) {
      const shop = createShop({ verifyPayment: () => verdict });
      assert.equal((await buy(shop, "pay-1")).status, status, String(verdict));
      assert.equal(shop.orders.length, 0);
    }
    const closed = createShop({ verifyPayment: null });
    const { status, body } = await buy(closed, "pay-1");
    assert.deepEqual([status, body.code], [404, "configuration"]);
    const without = createShop({ ownsEsim: null });
    assert.equal((await buy(without, "pay-1")).status, 200);
    const refused = createShop({ confirmOffer: () => false });
    assert.equal((await buy(refused, "pay-1")).body.code, "offer_refused");
  });
});

describe("gateway.purchase of new eSIMs", () => {
  it("makes one order with the page", async () => {
    const shop = createShop();
    const order = { kind: /** @type {const} */ ("sim"), reference: "pay-1", package_id: "five-gb" };
    const made = await shop.gateway.purchase({ id: "ada" }, { ...order, quantity: 1, price: 4.5 });
    assert.deepEqual([made.code, made.sims?.length], ["2026-1", 1]);
    const { options, ...sent } = shop.last("submitOrder");
    const { kind, ...fields } = order;
    assert.deepEqual(sent, { ...fields, quantity: 1, price: 4.5, shopper: "ada", tries: 0 });
    assert.equal((await buy(shop, "pay-1")).body.data.order.code, "2026-1");
    assert.equal(shop.orders.length, 1);
    const other = /** @type {any} */ ({ ...order, kind: "claim" });
    await assert.rejects(
      shop.gateway.purchase({ id: "ada" }, other),
      /order\.kind must be topup or sim/,
    );
    const gone = shop.gateway.purchase(
      { id: "ada" },
      { ...order, reference: "pay-2", package_id: "x" },
    );
    await assert.rejects(gone, { kind: "package_unavailable" });
  });
});
