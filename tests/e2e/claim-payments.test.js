/** The payment that a claim of a number needs, checked by the shop's server, and the number's owner. */
import assert from "node:assert/strict";
import { register } from "node:module";
import { test } from "node:test";
import { memoryStore } from "../../pkg/stores/memory.js";
import { judgeClaim } from "../../www/worker/number-users.js";
import { addressOf, getPayment } from "../../www/worker/payments.js";
import { handleShopRequest } from "../../www/worker/shop-endpoints.js";
import { jsonPost, openOtherSession, useShopClient } from "./shop-client.js";

// The worker's files name the package, which Node finds in its folder.
register("../../www/server/package-by-name.mjs", import.meta.url);
const { readClaimedNumbers } = await import("../../www/worker/claimed-numbers.js");

const NUMBERS = "/api/pressone/numbers.json";
const client = useShopClient();
const { storefront, request, payForNumber, claimNumber, renewNumber, callWebhook } = client;

const claims = () => storefront().sandbox.ledger.claims;

/** @param {Record<string, string>} [headers] of another session */
async function ownNumbers(headers) {
  const response = await request("/shop/numbers", headers && { headers });
  assert.equal(response.status, 200);
  return (await response.json()).numbers;
}

test("a claim without a payment for it is refused", async () => {
  const number = "+12025550210";
  const { reference, email } = await payForNumber(number);
  const claim = { reference, number, email };
  assert.equal((await claimNumber({ ...claim, reference: "pay-guess" })).status, 402);
  assert.equal((await claimNumber({ ...claim, number: "+12025550211" })).status, 402);
  const foreign = storefront().sandbox.emails.subscriber;
  assert.equal((await claimNumber({ ...claim, email: foreign })).status, 402, "another address");
  const Cookie = await openOtherSession(storefront());
  assert.equal((await claimNumber(claim, { Cookie })).status, 402, "another shopper");
  assert.equal((await renewNumber(email, reference)).status, 403, "not claimed yet");
  assert.deepEqual(claims(), []);
});

test("a number has the shop's own price, and a number without one is not sold", async () => {
  for (const [fields, status] of /** @type {const} */ ([
    [{ number: "+12025550210", price: 1 }, 409],
    [{ number: "+12025550210" }, 409],
    [{ number: "+4915700000000", price: 4.99 }, 404],
    [{ number: "+1", price: 4.99 }, 404],
    [{ price: 4.99 }, 404],
  ])) {
    const response = await request("/shop/payments", jsonPost({ kind: "claim", ...fields }));
    assert.equal(response.status, status, JSON.stringify(fields));
  }
});

test("a shop without the endpoints of numbers has no plan, and takes no payment for a number", async () => {
  const store = memoryStore();
  const shopper = { id: "shopper", esims: [] };
  const env = { SIMULATED_PAYMENTS: true };
  const visit = /** @type {any} */ ({ shopper, store, env, claimedNumbers: async () => [] });
  const { method, headers, body } = jsonPost({
    kind: "claim",
    number: "+12025550210",
    price: 4.99,
  });
  const length = { ...headers, "Content-Length": String(body.length) };
  const payment = new Request("https://shop.example/", { method, headers: length, body });
  assert.equal((await handleShopRequest(payment, "/shop/payments", visit)).status, 404);
  const [key = "", ...others] = await store.keys("shop:payment:");
  assert.deepEqual(others, []);
  assert.equal(await getPayment(store, key.replace("shop:payment:", "")), null);
  const read = new Request("https://shop.example/");
  const numbers = await handleShopRequest(read, "/shop/numbers", visit);
  assert.deepEqual(await numbers.json(), { numbers: [], plans: [] });
});

test("the payment's webhook and the page make one claim", async () => {
  const number = "+12025550213";
  const { reference, email } = await payForNumber(number);
  const claim = { reference, number, email };
  const before = claims().length;
  const [webhook] = await Promise.all([callWebhook(reference), claimNumber(claim)]);
  assert.equal(webhook.status, 200);
  assert.equal((await (await claimNumber(claim)).json()).data.state, "done");
  assert.equal((await callWebhook(reference)).status, 200);
  assert.deepEqual(
    claims()
      .slice(before)
      .map(({ email, mobile }) => ({ email, mobile })),
    [{ email, mobile: number }],
  );
});

test("a lost answer is a claim only if PressOne's one user has a claim's address and a new number", () => {
  /** @param {object[]} results */
  const list = (...results) => ({ count: results.length, results });
  const user = { email: addressOf(`pay-${"0".repeat(16)}`), mobile: "+12025550210" };
  const other = { ...user, email: addressOf(`pay-${"1".repeat(16)}`) };
  assert.equal(judgeClaim(list(), list(user)), "done");
  assert.equal(judgeClaim(list({ ...user, mobile: null }), list(user)), "done");
  for (const [before, after] of [
    [list(), list()],
    [list(), list({ ...user, mobile: null })],
    [list(), list({ ...user, email: "someone@else.example" })],
    [list(), list({ mobile: user.mobile })],
    [list(), list(user, other)],
    [list(user), list(user)],
    [list(), {}],
  ]) {
    assert.equal(judgeClaim(before, after), undefined, JSON.stringify([before, after]));
  }
});

test("a webhook after a refusal closes the payment, which then claims nothing", async () => {
  const number = "+12025550214";
  const { reference, email } = await payForNumber(number);
  const before = claims().length;
  storefront().sandbox.faults.add({ endpoint: "claim", kind: "invalid" });
  assert.equal((await claimNumber({ reference, number, email })).status, 422);
  const webhook = await callWebhook(reference);
  assert.equal((await webhook.json()).message, "Closed: nothing was ordered.");
  assert.equal((await claimNumber({ reference, number, email })).status, 409);
  assert.equal(claims().length, before);
});

test("a number that is the shopper's, or that the shopper is claiming, cannot be paid again", async () => {
  const { mobiles, faults } = storefront().sandbox;
  const claimed = "+12025550217";
  assert.equal(
    (await claimNumber({ number: claimed, ...(await payForNumber(claimed)) })).status,
    200,
  );
  const open = "+12025550219";
  const payment = await payForNumber(open);
  faults.add({ endpoint: "claim", kind: "cut-before" });
  assert.equal((await (await claimNumber({ number: open, ...payment })).json()).data.state, "open");
  for (const [number, message] of [
    [claimed, "The number is the shopper's already."],
    [mobiles.subscriber, "The number is the shopper's already."],
    [open, "The shopper is claiming this number."],
  ]) {
    const post = jsonPost({ kind: "claim", number, price: 4.99 });
    const response = await request("/shop/payments", post);
    assert.equal(response.status, 409, number);
    assert.deepEqual(await response.json(), { kind: "number_unavailable", message });
  }
});

test("a webhook for a number that another shopper is claiming closes the payment for good", async () => {
  const number = "+12025550216";
  const open = await payForNumber(number);
  storefront().sandbox.faults.add({ endpoint: "claim", kind: "cut-before" });
  assert.equal((await (await claimNumber({ number, ...open })).json()).data.state, "open");
  const Cookie = await openOtherSession(storefront());
  const { headers, ...post } = jsonPost({ kind: "claim", number, price: 4.99 });
  const paid = await request("/shop/payments", { ...post, headers: { ...headers, Cookie } });
  const { payment_id: reference, email } = await paid.json();
  const late = { reference, number, email };
  assert.equal((await (await claimNumber(late, { Cookie })).json()).code, "number_busy");
  const webhook = await callWebhook(reference);
  assert.equal((await webhook.json()).message, "Closed: nothing was ordered.");
  assert.equal((await (await claimNumber(late, { Cookie })).json()).data.state, "closed");
});

test("a claimed number is its shopper's alone: the list, the payment and the renewal", async () => {
  const number = "+446715000012";
  const { reference, email } = await payForNumber(number, 5.99);
  assert.equal((await claimNumber({ reference, number, email })).status, 200);
  const claim = { reference, paid: 5.99 };
  const own = { email, mobile: number, plan: "UK number", price: 5.99, claim };
  assert.deepEqual((await ownNumbers())[0], own);
  const Cookie = await openOtherSession(storefront());
  assert.deepEqual(await ownNumbers({ Cookie }), []);

  const { headers, ...post } = jsonPost({ kind: "renewal", email, price: 5.99 });
  const foreign = await request("/shop/payments", { ...post, headers: { ...headers, Cookie } });
  assert.equal(foreign.status, 404);
  const paid = await request("/shop/payments", { ...post, headers });
  const renewal = (await paid.json()).payment_id;
  assert.equal((await renewNumber(email, renewal)).status, 200);
  assert.deepEqual(
    storefront().sandbox.ledger.renewals.map((each) => each.email),
    [email],
  );
});

test("a renewal pays the price that its shopper saw, or nothing", async () => {
  const [own] = await ownNumbers();
  assert.ok(own);
  const { email, price } = own;
  for (const [seen, status] of [
    [price + 1, 409],
    [undefined, 409],
    [price, 200],
  ]) {
    const paid = await request("/shop/payments", jsonPost({ kind: "renewal", email, price: seen }));
    assert.equal(paid.status, status);
    if (status === 409) assert.equal((await paid.json()).kind, "price_changed");
  }
});

test("a number whose plan has left the shop keeps the price that was paid", async () => {
  const reference = `pay-${"0".repeat(16)}`;
  const list = { data: [{ reference }], meta: { next: null } };
  const gateway = /** @type {any} */ (async () => Response.json(list));
  const number = "+4915700000000";
  const payment = JSON.stringify({ shopper: "shopper", kind: "claim", number, price: 3.5 });
  const store = /** @type {any} */ ({ get: async () => payment });
  const visit = new Request("https://shop.example/shop/numbers");
  const numbers = await readClaimedNumbers(gateway, store, visit);
  assert.deepEqual(
    numbers.map(({ email, mobile, price, claim }) => ({ email, mobile, price, claim })),
    [
      {
        ...{ email: addressOf(reference), mobile: number, price: 3.5 },
        claim: { reference, paid: 3.5 },
      },
    ],
  );
});

test("free numbers are for shoppers alone, by country, with number and country", async () => {
  assert.equal((await request(NUMBERS, { headers: { Cookie: "" } })).status, 401);
  const response = await request(`${NUMBERS}?filter=GB`);
  assert.equal(response.status, 200);
  const { data } = await response.json();
  assert.ok(data.length > 1);
  for (const row of data) {
    assert.deepEqual(Object.keys(row).sort(), ["country", "number"]);
    assert.match(row.number, /^\+44/);
  }
});

test("a filter that is no country's code does not reach PressOne", async () => {
  const { requests } = storefront().sandbox;
  for (const [filter, sent] of [
    ["US", "US"],
    ...["q1", "us", "USA", "a&page=9"].map((text) => [text, undefined]),
  ]) {
    const response = await request(`${NUMBERS}?${new URLSearchParams({ filter: String(filter) })}`);
    assert.equal(response.status, 200, filter);
    const query = new URLSearchParams(requests.at(-1)?.query);
    assert.equal(query.get("country") ?? undefined, sent, filter);
  }
});
