/** The payment that a new eSIM needs, checked by the shop's server, and the eSIM's owner. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { memoryStore } from "../../pkg/stores/memory.js";
import { handleShopRequest } from "../../www/worker/shop-endpoints.js";
import { jsonPost, openOtherSession, useShopClient } from "./shop-client.js";

const ORDER = { kind: "sim", package_id: "northwind-15days-2gb", price: 7, country: "NO" };
const SIMS = "/api/pressone/customer/v2/sims";

const { storefront, request, submitOrder, createPayment, callWebhook } = useShopClient();

const orders = () => storefront().sandbox.ledger.orders;

/** @param {string} payment @param {object} [fields] that replace those of the order @param {Record<string, string>} [headers] */
const buy = (payment, fields, headers) => {
  const order = { ...ORDER, quantity: 1, ...fields };
  return submitOrder(/** @type {any} */ (order), payment, headers);
};

/** Buys an eSIM for the session's shopper, and returns its ICCID. */
async function buyOne() {
  const answer = await buy(await createPayment(ORDER));
  assert.equal(answer.status, 200);
  return (await answer.json()).data.order.sims[0].iccid;
}

test("an eSIM without a payment for it is refused", async () => {
  const payment = await createPayment(ORDER);
  const before = orders().length;
  assert.equal((await buy("pay-guess")).status, 402);
  for (const fields of [{ package_id: "harbour-30days-3gb-voice" }, { quantity: 2 }]) {
    assert.equal((await buy(payment, fields)).status, 402, JSON.stringify(fields));
  }
  const topup = { iccid: storefront().sandbox.iccids.active, package_id: ORDER.package_id };
  assert.equal((await submitOrder(topup, payment)).status, 402, "a top-up");
  const Cookie = await openOtherSession(storefront());
  assert.equal((await buy(payment, {}, { Cookie })).status, 402, "another shopper");
  assert.equal(orders().length, before);
});

test("a payment for no country and no package that PressOne can have is refused", async () => {
  for (const fields of [
    ...["no", "NOR", "N1", "", null, ["NO"], "X".repeat(1_000)].map((country) => ({ country })),
    ...["x".repeat(256), 1, undefined].map((package_id) => ({ package_id })),
  ]) {
    const response = await request("/shop/payments", jsonPost({ ...ORDER, ...fields }));
    assert.equal(response.status, 422, JSON.stringify(fields));
  }
  await createPayment({ ...ORDER, package_id: "x".repeat(255) });
});

test("a shop that was not told to simulate payments takes none", async (t) => {
  const warn = t.mock.method(console, "warn", () => {});
  const store = memoryStore();
  const { body, headers, method } = jsonPost(ORDER);
  const length = { ...headers, "Content-Length": String(body.length) };
  for (const [env, status] of /** @type {const} */ ([
    [{}, 403],
    [{ DEMO: true }, 403],
    [{ SIMULATED_PAYMENTS: true }, 200],
  ])) {
    const post = new Request("https://shop.example/", { method, headers: length, body });
    const visit = { shopper: { id: "shopper", esims: [] }, store, env };
    const answer = await handleShopRequest(post, "/shop/payments", /** @type {any} */ (visit));
    assert.equal(answer.status, status, JSON.stringify(env));
    assert.equal((await store.keys("shop:payment:")).length, status === 200 ? 1 : 0);
  }
  assert.match(String(warn.mock.calls[0]?.arguments[1]), /takes no payments/);
});

test("a failure to store the eSIM's country leaves its payment", async () => {
  const stored = new Map();
  const store = {
    get: async (/** @type {string} */ key) => stored.get(key) ?? null,
    put: async () => {
      throw new Error("the store is full");
    },
    async compareAndSet(/** @type {string} */ key, /** @type {null} */ _none, value = "") {
      stored.set(key, value);
    },
  };
  const { body, headers, method } = jsonPost(ORDER);
  const length = { ...headers, "Content-Length": String(body.length) };
  const post = new Request("https://shop.example/shop/payments", { method, headers: length, body });
  const env = { SIMULATED_PAYMENTS: true };
  const visit = { shopper: { id: "shopper", esims: [] }, store, env };
  const answer = await handleShopRequest(post, "/shop/payments", /** @type {any} */ (visit));
  assert.equal(answer.status, 200);
  const { payment_id } = await answer.json();
  assert.equal(JSON.parse(stored.get(`shop:payment:${payment_id}`)).country, "NO");
});

test("a payment of another price than PressOne's buys nothing", async () => {
  const payment = await createPayment({ ...ORDER, price: 1 });
  const before = orders().length;
  const { state, error } = (await (await buy(payment, { price: 1 })).json()).data;
  assert.deepEqual([state, error.kind], ["failed", "price_changed"]);
  assert.deepEqual(error.prices, { paid: 1, offered: 7 });
  assert.equal(orders().length, before);
});

test("the payment's webhook and the page get the same eSIM", async () => {
  const payment = await createPayment(ORDER);
  const before = orders().length;
  const [webhook] = await Promise.all([callWebhook(payment), buy(payment)]);
  assert.equal(webhook.status, 200);
  const { state, order } = (await (await buy(payment)).json()).data;
  assert.deepEqual([state, order.sims.length], ["done", 1]);
  assert.equal((await callWebhook(payment)).status, 200);
  assert.equal(orders().length, before + 1);
  const owned = (await (await request(SIMS)).json()).data;
  assert.ok(owned.some((/** @type {any} */ { iccid }) => iccid === order.sims[0].iccid));
});

test("a bought eSIM is its shopper's alone: reads, installation, and payments of top-ups", async () => {
  const iccid = await buyOne();
  const topup = jsonPost({ iccid, package_id: "northwind-7days-1gb-topup", price: 4.5 });
  const Cookie = await openOtherSession(storefront());
  for (const end of ["", "/packages", "/usage", "/instructions", "/topups"]) {
    const path = `${SIMS}/${iccid}${end}`;
    assert.equal((await request(path)).status, 200, path);
    assert.equal((await request(path, { headers: { Cookie } })).status, 403, path);
  }
  assert.equal((await request("/shop/payments", topup)).status, 200);
  const { headers, ...post } = topup;
  const foreign = await request("/shop/payments", { ...post, headers: { ...headers, Cookie } });
  assert.equal(foreign.status, 404);
  assert.deepEqual((await (await request(SIMS, { headers: { Cookie } })).json()).data, []);
});

test("everybody may see what is on sale, and nothing of the partner's prices", async () => {
  const headers = { Cookie: "" };
  const packages = await request("/api/pressone/customer/v2/packages", { headers });
  assert.equal(packages.status, 200);
  const text = await packages.text();
  assert.match(text, /northwind-15days-2gb/);
  assert.doesNotMatch(text, /"net_price":[^n]/);
  const phones = await request("/api/pressone/customer/v2/compatible-devices-lite", { headers });
  assert.equal(phones.status, 200);
});
