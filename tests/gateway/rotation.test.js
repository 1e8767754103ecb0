// A new secret of the partner client: what a shopper bought under the earlier one stays the shopper's.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { SECRET, storeOf, useShops } from "./in-process.js";
import { purchaseRequest } from "./purchase-request.js";
import { PURCHASES } from "./rig.js";

const NEWER = "a newer secret of the tests' own, long enough";
const sold = (/** @type {any} */ _identity, /** @type {any} */ _id, /** @type {any} */ journal) =>
  journal.sold();
const policy = {
  authorize: (/** @type {Request} */ request) => ({
    id: request.headers.get("Authorization") ?? "ada",
  }),
  ...{ ownsEsim: sold, ownsOrder: sold, ownsNumber: sold, hookTimeoutMs: 5_000 },
};
const EVE = { headers: { Authorization: "eve" } };

describe("after a new secret, a gateway", () => {
  const shop = useShops();

  /** A shop before and after the new secret. @param {string} name */
  function rotate(name) {
    const store = storeOf();
    const before = shop(name, { store, policy });
    const openAfter = () => shop(name, { store, policy, client: { secret: [NEWER, SECRET] } });
    const sell = async (/** @type {any} */ at, /** @type {string} */ reference) => {
      const sim = { kind: "sim", package_id: "northwind-15days-2gb" };
      const { body } = await at.send(PURCHASES, purchaseRequest(reference, sim));
      return body.data.order;
    };
    return { before, openAfter, sell };
  }

  it("shows the orders and the eSIMs of both secrets to their shopper alone", async () => {
    const { before, openAfter, sell } = rotate("rotation");
    const { id, sims } = await sell(before, "pay-1");
    const after = openAfter();
    const { id: newer } = await sell(after, "pay-2");
    const order = await after.send(`/customer/v2/orders/${id}`);
    assert.deepEqual([order.status, order.body.data?.reference], [200, "pay-1"]);
    assert.equal((await after.send(`/customer/v2/orders/${id}`, EVE)).status, 403);
    const idsOf = (/** @type {any} */ { body }) =>
      body.data.map((/** @type {any} */ row) => row.id);
    const lists = [1, 2].map((page) => after.send(`/customer/v2/orders?page=${page}`));
    assert.deepEqual((await Promise.all(lists)).map(idsOf), [[newer], [id]]);
    assert.deepEqual(idsOf(await after.send("/customer/v2/orders", EVE)), []);
    const usage = `/customer/v2/sims/${sims[0].iccid}/usage`;
    assert.equal((await after.send(usage)).status, 200);
    assert.equal((await after.send(usage, EVE)).status, 403);
    assert.equal((await after.send("/customer/v2/sims")).body.data.length, 2);
    const { data } = (await after.send("/purchases.json")).body;
    assert.deepEqual(
      data.map((/** @type {any} */ { reference }) => reference),
      ["pay-2", "pay-1"],
    );
    assert.equal((await after.state("pay-1")).body.data.state, "done");
    const page = await after.openPage();
    const first = await page.purchases({ limit: 1 });
    const position = String(first.next);
    const last = await page.purchases({ limit: 1, after: position });
    assert.deepEqual(
      [...first.purchases, ...last.purchases].map(({ reference }) => reference),
      ["pay-2", "pay-1"],
    );
    for (const digest of /** @type {any} */ (await after.partner).shopperDigests("ada")) {
      assert.ok(!position.includes(digest));
    }
  });

  it("lists the orders of both secrets page by page", async () => {
    const { before, openAfter, sell } = rotate("rotation-pages");
    const ids = [];
    for (const reference of ["pay-1", "pay-2", "pay-3"]) {
      ids.unshift((await sell(before, reference)).id);
    }
    const after = openAfter();
    for (const reference of ["pay-4", "pay-5", "pay-6"]) {
      ids.unshift((await sell(after, reference)).id);
    }
    const pages = [];
    for (const page of [1, 2, 3, 4, 5]) {
      const { body } = await after.send(`/customer/v2/orders?limit=2&page=${page}`);
      const { current_page, last_page, total, from, to } = body.meta;
      assert.deepEqual([current_page, last_page, total], [page, 4, 6]);
      pages.push({ ids: body.data.map((/** @type {any} */ { id }) => id), from, to });
    }
    assert.deepEqual(pages, [
      { ids: ids.slice(0, 2), from: 1, to: 2 },
      { ids: ids.slice(2, 3), from: 3, to: 3 },
      { ids: ids.slice(3, 5), from: 4, to: 5 },
      { ids: ids.slice(5), from: 6, to: 6 },
      { ids: [], from: null, to: null },
    ]);
    const page = await after.openPage();
    const walked = [];
    for await (const { id } of page.orders({ limit: 2 })) walked.push(id);
    assert.deepEqual(walked, ids);
  });
});
