// Reads of pages: offers, histories, orders.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createShop, ESIM } from "./shop.js";
import { digestOf, failure } from "./stand-in.js";

describe("reads", () => {
  it("show the public fields, and others only if the shop exposes them", async () => {
    const path = `/customer/v2/sims/${ESIM}/topups`;
    const { data, meta } = (await createShop().send(path)).body;
    assert.deepEqual([data[0].id, data[0].price, data[0].net_price], ["five-gb", 4.5, undefined]);
    assert.deepEqual(meta, { gateway: 1, message: "success" });
    const exposing = createShop({ expose: { topup: ["net_price"] } });
    assert.equal((await exposing.send(path)).body.data[0].net_price, 1);
  });

  it("of a history carry durations", async () => {
    const shop = createShop();
    const { meta } = (await shop.send(`/customer/v2/sims/${ESIM}/packages`)).body;
    assert.ok(meta.age_ms >= 60_000 && meta.age_ms < 61_000, String(meta.age_ms));
    assert.ok(meta.next_ms > 839_000 && meta.next_ms <= 840_000, String(meta.next_ms));
    assert.equal(meta.source, "cache");
    shop.partner.getPackageHistory = async () => ({
      ...{ packages: [], fetched_at: Date.now() + 5_000, expires_at: 0, source: "stale" },
    });
    const stale = (await shop.send(`/customer/v2/sims/${ESIM}/packages`)).body.meta;
    assert.deepEqual([stale.age_ms, stale.next_ms, stale.source], [0, 0, "stale"]);
  });

  it("of a shared eSIM's history show no payment of another owner", async () => {
    const shop = createShop();
    const entry = { id: null, status: "UNKNOWN", package: { id: "five-gb" }, provisional: true };
    shop.partner.getPackageHistory = async () => ({
      packages: [
        { ...entry, reference: "pay-ada", shopper: digestOf("ada") },
        { ...entry, reference: "pay-eve", shopper: digestOf("eve") },
        { ...entry, reference: "pay-shop" },
      ],
      ...{ fetched_at: Date.now(), expires_at: Date.now(), source: "cache" },
    });
    const { body, text } = await shop.send(`/customer/v2/sims/${ESIM}/packages`);
    assert.deepEqual(
      body.data.map((/** @type {any} */ each) => [each.provisional, each.reference]),
      [
        [true, "pay-ada"],
        [true, undefined],
        [true, undefined],
      ],
    );
    assert.ok(!text.includes("pay-eve") && !text.includes(digestOf("ada")));
  });

  it("of orders hold the shopper's own only, whatever the filter says", async () => {
    const shop = createShop();
    await shop.buy("pay-1", { description: "cart 7" });
    await shop.buy("pay-2", { description: "cart 8" });
    await shop.buy("pay-eve", { description: `:${digestOf("ada")}:` }, { shopper: "eve" });
    // A row that PressOne's filter lets pass and that is not this shopper's.
    const { getOrderList } = shop.partner;
    shop.partner.getOrderList = async (query) => {
      const list = await getOrderList(query);
      const foreign = {
        id: 9,
        shopper: digestOf("eve"),
        reference: "pay-1",
        description: "cart 7",
      };
      return { ...list, orders: [...list.orders, foreign, { id: 10, shopper: null }] };
    };
    const references = async (/** @type {string} */ query) => {
      const { status, body } = await shop.send(`/customer/v2/orders${query}`);
      assert.equal(status, 200, query);
      return body.data.map((/** @type {any} */ each) => each.reference);
    };
    assert.deepEqual(await references(""), ["pay-1", "pay-2"]);
    assert.deepEqual(shop.last("getOrderList"), { shopper: "ada" });
    const [first] = shop.orders;
    first.shopper = shop.partner.shopperDigests("ada")[1];
    assert.deepEqual(await references(""), ["pay-1", "pay-2"], "one is of an earlier secret");
    for (const [filter, expected] of [
      ["pay-1", ["pay-1"]],
      ["pay-1:cart", ["pay-1"]],
      ["pay-", ["pay-1", "pay-2"]],
      ["cart 7", ["pay-1"]],
      ["%", []],
      ["_", []],
      ["po2:", []],
      ["pay-eve", []],
    ]) {
      const query = `?filter[description]=${encodeURIComponent(String(filter))}`;
      assert.deepEqual(await references(query), expected, String(filter));
    }
  });

  it("of orders refuse what is no filter", async () => {
    const shop = createShop();
    for (const [query, field] of [
      ["include=user", "include"],
      ["limit=0", "limit"],
      ["limit=1000", "limit"],
      ["page=1&page=2", "page"],
      ["sort=price", "sort"],
      ["filter[created_at]=2026-01-01", "created_at"],
      ["filter[shopper]=1", "filter[shopper]"],
      [`filter[description]=${"x".repeat(129)}`, "description"],
    ]) {
      const { status, body } = await shop.send(`/customer/v2/orders?${query}`);
      assert.equal(status, 422, query);
      assert.deepEqual(Object.keys(body.data), [field], query);
    }
    const query =
      "include=sims,status&limit=5&page=2&filter[code]=7&filter[created_at]=2026-01-01 - 2026-01-31";
    assert.equal((await shop.send(`/customer/v2/orders?${query}`)).status, 200);
    const { shopper, ...sent } = shop.last("getOrderList");
    assert.deepEqual(sent, {
      ...{ include: ["sims", "status"], limit: 5, page: 2, code: "7" },
      created_at: { from: "2026-01-01", to: "2026-01-31" },
    });
  });

  it("of orders name the parameter that the client refuses", async () => {
    const shop = createShop();
    for (const path of ["query.created_at.from", "query.created_at", "query.order_status"]) {
      shop.partner.getOrderList = () => Promise.reject(failure("invalid_argument", { path }));
      const { status, body } = await shop.send("/customer/v2/orders");
      assert.deepEqual([status, body.data], [422, { [path.split(".")[1] ?? ""]: "is not valid" }]);
    }
  });

  it("of an eSIM need ownsEsim to say true", async () => {
    const shop = createShop({ ownsEsim: () => false });
    for (const list of ["topups", "packages"]) {
      assert.equal((await shop.send(`/customer/v2/sims/${ESIM}/${list}`)).status, 403);
    }
    assert.equal(shop.calls.length, 0);
  });
});
