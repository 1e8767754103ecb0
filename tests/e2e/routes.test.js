/** The routes of the shop's server: which exist, what they accept, what they return. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { jsonPost, useShopClient } from "./shop-client.js";

const { request, ownIccid } = useShopClient();

test("the shop has no other endpoints and no other methods than GET and POST", async () => {
  assert.equal((await request("/api/other")).status, 404);
  assert.equal((await request("/api/pressone/other")).status, 404);
  assert.equal((await request("/shop/other")).status, 404);
  assert.equal((await request("/shop/account", { method: "DELETE" })).status, 405);
});

test("a body that is too large is refused", async () => {
  const response = await request("/shop/payments", jsonPost({ package_id: "x".repeat(20_000) }));
  assert.equal(response.status, 413);
});

test("a body without a length is refused", async () => {
  const { headers, body } = jsonPost({});
  const chunked = { method: "POST", headers, body: new Blob([body]).stream(), duplex: "half" };
  const response = await request("/shop/payments", /** @type {any} */ (chunked));
  assert.equal(response.status, 411);
});

test("no response contains the partner's own prices", async () => {
  for (const path of [
    `sims/${ownIccid()}/topups`,
    `sims/${ownIccid()}/packages`,
    "orders?include=sims,status",
  ]) {
    const response = await request(`/api/pressone/customer/v2/${path}`);
    assert.equal(response.status, 200, path);
    assert.doesNotMatch(await response.text(), /net_price|discount|pricing|balance|"user"|"raw"/);
  }
});

test("an order query with a parameter that the page never sends is refused by its name", async () => {
  /** @type {[string, string][]} */
  const queries = [
    ["include=user", "include"],
    ["include=sims%2Cuser", "include"],
    ["limit=0", "limit"],
    ["limit=1000", "limit"],
    ["page=one", "page"],
    ["page=1&page=2", "page"],
    ["filter%5Bcreated_at%5D=2026-01-01", "created_at"],
    ["sort=price", "sort"],
  ];
  for (const [query, field] of queries) {
    const response = await request(`/api/pressone/customer/v2/orders?${query}`);
    assert.equal(response.status, 422, query);
    assert.ok(field in (await response.json()).data, query);
  }
});
