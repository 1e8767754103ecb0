/** The payment that an order needs, checked by the shop's server. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { CLOCKED_WORKER, passTime } from "./clock.js";
import { jsonPost, openOtherSession, useShopClient } from "./shop-client.js";

/** Longer than the pause before an open purchase is looked for again. */
const LISTED_AFTER_MS = 3_600_000;

const client = useShopClient({ entry: CLOCKED_WORKER });
const { storefront, request, ownIccid, firstOffer, submitOrder, createPayment, callWebhook } =
  client;

/** @param {number} [surcharge] in dollars */
async function payForFirstOffer(surcharge = 0) {
  const iccid = ownIccid();
  const { id: package_id, price } = await firstOffer(iccid);
  const payment = await createPayment({ iccid, package_id, price: price + surcharge });
  return { fields: { iccid, package_id }, payment };
}

/**
 * A copy that arrives while the order is on its way says "open". The page client then asks again.
 *
 * @param {{ state: string, order?: { code: string } }} answer
 * @param {{ order: { code: string } }} repeated The answer to the same order later.
 */
function assertSameOrUnderway({ state, order }, repeated) {
  if (state === "open") return;
  assert.equal(state, "done");
  assert.equal(order?.code, repeated.order.code);
}

const countOrders = () => storefront().sandbox.ledger.orders.length;

test("an order without a payment for its package is refused", async () => {
  const { fields, payment } = await payForFirstOffer();
  const ordersBefore = countOrders();
  assert.equal((await submitOrder(fields, "")).status, 422);
  for (const reference of ["pay-guess", `pay-${"0".repeat(16)}`, "x".repeat(255)]) {
    const response = await submitOrder(fields, reference);
    assert.equal(response.status, 402, reference);
    assert.equal((await response.json()).code, "payment_required");
  }
  const otherPackage = await submitOrder({ ...fields, package_id: "another" }, payment);
  assert.equal(otherPackage.status, 402);
  assert.equal(countOrders(), ordersBefore);
});

test("concurrent and repeated orders with one payment return the same order", async () => {
  const { fields, payment } = await payForFirstOffer();
  const ordersBefore = countOrders();
  const order = async () => (await (await submitOrder(fields, payment)).json()).data;
  const concurrent = await Promise.all([order(), order(), order()]);
  const repeated = await order();
  assert.equal(repeated.state, "done");
  assert.match(repeated.order.code, /^\d{8}-\d+$/);
  for (const answer of concurrent) assertSameOrUnderway(answer, repeated);
  assert.equal(countOrders(), ordersBefore + 1);
});

test("a payment of another price than the offer's orders nothing", async () => {
  const { fields, payment } = await payForFirstOffer(-1);
  const ordersBefore = countOrders();
  const response = await submitOrder(fields, payment);
  assert.equal(response.status, 422);
  const { state, error } = (await response.json()).data;
  assert.equal(state, "failed");
  assert.equal(error.kind, "price_changed");
  assert.equal(error.prices.paid, error.prices.offered - 1);
  assert.equal(countOrders(), ordersBefore);
});

test("the payment's webhook and the page get the same order", async () => {
  const { fields, payment } = await payForFirstOffer();
  const ordersBefore = countOrders();
  const [webhook, page] = await Promise.all([callWebhook(payment), submitOrder(fields, payment)]);
  assert.equal(webhook.status, 200);
  const repeated = (await (await submitOrder(fields, payment)).json()).data;
  assert.equal(repeated.state, "done");
  assertSameOrUnderway((await page.json()).data, repeated);
  assert.equal((await callWebhook(payment)).status, 200);
  assert.equal(countOrders(), ordersBefore + 1);
});

test("a webhook that is not signed by the provider orders nothing", async () => {
  const { payment } = await payForFirstOffer();
  const ordersBefore = countOrders();
  for (const signature of ["", "0".repeat(64), "x"]) {
    assert.equal((await callWebhook(payment, signature)).status, 401);
  }
  assert.equal((await callWebhook("pay-guess")).status, 404);
  assert.equal(countOrders(), ordersBefore);
});

test("purchases whose answer was lost are found later, by the webhook and by the shop's timer", async () => {
  const { sandbox, recover } = storefront();
  const { payment } = await payForFirstOffer();
  const { fields, payment: other } = await payForFirstOffer();
  const ordersBefore = countOrders();
  sandbox.configure({ listedAfterMs: LISTED_AFTER_MS });
  sandbox.faults.add({ endpoint: "submit", kind: "cut-after", times: 2 });
  const [webhook, page] = await Promise.all([callWebhook(payment), submitOrder(fields, other)]);
  assert.equal(webhook.status, 500);
  assert.equal((await page.json()).data.state, "open");
  await passTime(storefront(), LISTED_AFTER_MS + 1);
  assert.equal((await callWebhook(payment)).status, 200);
  await recover();
  assert.equal((await (await submitOrder(fields, other)).json()).data.state, "done");
  sandbox.configure({ listedAfterMs: 0 });
  assert.equal(countOrders(), ordersBefore + 2);
});

test("a webhook after a refusal closes the payment, which then buys nothing", async () => {
  const { sandbox } = storefront();
  const { fields, payment } = await payForFirstOffer();
  const ordersBefore = countOrders();
  sandbox.faults.add({ endpoint: "submit", kind: "error", code: 33 });
  assert.equal((await submitOrder(fields, payment)).status, 422);
  const webhook = await callWebhook(payment);
  assert.equal((await webhook.json()).message, "Closed: nothing was ordered.");
  const late = await submitOrder(fields, payment);
  assert.equal(late.status, 409);
  assert.equal((await late.json()).data.state, "closed");
  assert.equal(countOrders(), ordersBefore);
});

/** Pays with a key. @param {string} key @param {object} fields @param {Record<string, string>} [more] headers */
async function payWithKey(key, fields, more) {
  const { headers, ...post } = jsonPost(fields);
  const all = { ...headers, "Idempotency-Key": key, ...more };
  const response = await request("/shop/payments", { ...post, headers: all });
  return { status: response.status, ...(await response.json()) };
}

test("requests with one key make one payment, at once and later", async () => {
  const iccid = ownIccid();
  const { id: package_id, price } = await firstOffer(iccid);
  const order = { iccid, package_id, price };
  const key = crypto.randomUUID();
  const pay = () => payWithKey(key, order);
  const concurrent = await Promise.all([pay(), pay(), pay()]);
  const ids = [...concurrent, await pay()].map(({ payment_id }) => payment_id);
  assert.match(ids[0], /^pay-[0-9a-f]{16}$/);
  assert.deepEqual([...new Set(ids)], [ids[0]]);
  assert.equal((await submitOrder({ iccid, package_id }, ids[0])).status, 200);

  const other = await payWithKey(crypto.randomUUID(), order);
  assert.notEqual(other.payment_id, ids[0]);
  const Cookie = await openOtherSession(storefront());
  const ofOther = await payWithKey(key, order, { Cookie });
  assert.equal(ofOther.status, 200);
  assert.notEqual(ofOther.payment_id, ids[0], "a key is its shopper's alone");
});

test("a key pays for nothing else than its first request", async () => {
  const order = { iccid: ownIccid(), package_id: "a package", price: 5 };
  const key = crypto.randomUUID();
  assert.equal((await payWithKey(key, order)).status, 200);
  for (const change of [{ price: 6 }, { package_id: "another" }, { kind: "claim" }]) {
    assert.equal((await payWithKey(key, { ...order, ...change })).status, 400);
  }
});

test("only its shopper can read a payment's method", async () => {
  const order = { iccid: ownIccid(), package_id: "a package", price: 5 };
  /** @param {string} id @param {Record<string, string>} [headers] */
  const read = async (id, headers = {}) => {
    const response = await request(`/shop/payments/${id}`, { headers });
    assert.equal(response.status, 200);
    return response.json();
  };
  const wallet = { ...order, method: "wallet" };
  const { payment_id } = await payWithKey(crypto.randomUUID(), wallet);
  assert.deepEqual(await read(payment_id), { method: "wallet", last4: "4242" });
  for (const method of [undefined, "cash", ["wallet"], { wallet: true }]) {
    const { payment_id: other } = await payWithKey(crypto.randomUUID(), { ...order, method });
    assert.equal((await read(other)).method, "card");
  }
  const Cookie = await openOtherSession(storefront());
  assert.equal(await read(payment_id, { Cookie }), null);
  for (const id of [`pay-${"0".repeat(16)}`, "x".repeat(300), "earlier-26"]) {
    assert.equal(await read(id), null, id);
  }
});

test("a refusal stays with its key, so a late copy of the request pays for nothing", async () => {
  const claim = { kind: "claim", number: "+12025550210", price: 1 };
  const key = crypto.randomUUID();
  const refusal = { status: 409, kind: "price_changed", message: "The price has changed." };
  assert.deepEqual(await payWithKey(key, claim), refusal);
  assert.deepEqual(await payWithKey(key, { ...claim, price: 4.99 }), refusal);
  assert.equal((await payWithKey(crypto.randomUUID(), { ...claim, price: 4.99 })).status, 200);
});

test("a payment without a key is refused", async () => {
  const order = { iccid: ownIccid(), package_id: "a package", price: 5 };
  for (const key of ["", "short", "x".repeat(65), "no key, but a text"]) {
    assert.equal((await payWithKey(key, order)).status, 400, key);
  }
});
