// A new secret beside an earlier one: a shopper keeps purchases, orders, eSIMs and numbers.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createSandbox } from "../../pkg-template/package/sandbox/index.js";
import { advance, createShop, failureOf, SECRET } from "./shop.js";

const NEWER = "another secret of the tests, newer";
const PACKAGE = "northwind-15days-2gb";

/** @param {any} rows @returns {string[]} */
const referencesOf = (rows) => rows.map((/** @type {any} */ { reference }) => reference);

async function createRotated() {
  const shop = await createShop();
  const open = async () => /** @type {any} */ (await shop.open({ secret: [NEWER, SECRET] }));
  return { ...shop, client: /** @type {any} */ (shop.client), open };
}

describe("a shopper of an earlier secret", () => {
  it("has the purchases of both in the list, each once", async () => {
    const shop = await createRotated();
    await shop.buy("pay-1", { shopper: "ada" });
    shop.sandbox.setBalance(0);
    await failureOf(shop.buy("pay-2", { shopper: "ada" }));
    shop.sandbox.setBalance(50);
    advance(1_000);
    const next = await shop.open();
    const order = { iccid: shop.iccid, package_id: shop.packages[0].id, shopper: "ada" };
    await next.submitTopupOrder({ ...order, reference: "pay-2", tries: 1 });
    advance(1_000);
    await next.submitTopupOrder({ ...order, reference: "pay-3" });
    const all = await next.purchases({ shopper: "ada" });
    assert.deepEqual(referencesOf(all.purchases), ["pay-3", "pay-2", "pay-1"]);
    /** @type {string[]} */
    const walked = [];
    /** @type {string | null} */
    let after = null;
    do {
      /** @type {any} */
      const page = await next.purchases({ shopper: "ada", limit: 1, ...(after && { after }) });
      walked.push(...referencesOf(page.purchases));
      after = page.next;
    } while (after);
    assert.deepEqual(walked, ["pay-3", "pay-2", "pay-1"]);
    assert.equal((await next.getPurchase({ reference: "pay-1", shopper: "ada" })).state, "done");
    assert.deepEqual((await next.purchases({ shopper: "eve" })).purchases, []);
  });

  it("has the orders of both in the order list", async () => {
    const shop = await createRotated();
    for (const reference of ["pay-1", "pay-2"]) await shop.buy(reference, { shopper: "ada" });
    const next = await shop.open();
    const order = { iccid: shop.iccid, package_id: shop.packages[0].id };
    await next.submitTopupOrder({ ...order, reference: "pay-3", shopper: "ada" });
    await next.submitTopupOrder({ ...order, reference: "pay-4", shopper: "eve" });
    for (const [page, references] of /** @type {const} */ ([
      [1, ["pay-3"]],
      [2, ["pay-2", "pay-1"]],
    ])) {
      const { orders, meta } = await next.getOrderList({ shopper: "ada", page });
      assert.deepEqual(referencesOf(orders), references, "each secret begins a page");
      assert.deepEqual([meta.current_page, meta.last_page, meta.total], [page, 2, 3]);
    }
    assert.deepEqual((await next.getOrderList({ shopper: "bob" })).orders, []);
    const walked = [];
    for await (const { reference } of next.orders({ shopper: "ada", limit: 1 })) {
      walked.push(reference);
    }
    assert.deepEqual(walked, ["pay-3", "pay-2", "pay-1"]);
    const requests = shop.requests("orders").length;
    await shop.client.getOrderList({ shopper: "ada" });
    assert.equal(shop.requests("orders").length, requests + 1, "one secret, one request");
  });

  it("keeps an eSIM, and can pass it on, whichever secret its record has", async () => {
    const shop = await createRotated();
    const order = { reference: "pay-1", package_id: PACKAGE, shopper: "ada" };
    const { sims } = await shop.client.submitOrder(order);
    const [{ iccid }] = sims;
    const next = await shop.open();
    await next.submitOrder(order);
    assert.equal((await next.esimsOf("ada")).total, 1, "it is not listed twice");
    assert.equal(await next.ownsEsim("ada", iccid), true);
    assert.equal(await next.transferEsim(iccid, "ada", "eve"), true);
    await next.submitOrder(order);
    for (const [shopper, owns] of [
      ["ada", false],
      ["eve", true],
    ]) {
      assert.equal(await next.ownsEsim(shopper, iccid), owns);
      assert.equal((await next.esimsOf(shopper)).total, owns ? 1 : 0);
    }
  });

  it("keeps a number, and the claim of it is not repeated", async () => {
    const sandbox = createSandbox();
    const shop = await createShop({ sandbox, client: { numbers: sandbox.numbers } });
    const { numbers } = await shop.client.getAvailableNumbers();
    const email = "New.User@example.com";
    const claim = { reference: "pay-1", number: String(numbers[0]?.number), email, shopper: "ada" };
    await shop.client.claimNumber(claim);
    const next = /** @type {any} */ (await shop.open({ secret: [NEWER, SECRET] }));
    assert.deepEqual(
      [await next.ownsNumber("ada", email), await next.ownsNumber("eve", email)],
      [true, false],
    );
    assert.equal((await next.claimNumber(claim)).source, "journal");
    assert.equal(await next.ownsNumber("ada", email), true);
    assert.equal(sandbox.ledger.claims.length, 1);
  });
});
