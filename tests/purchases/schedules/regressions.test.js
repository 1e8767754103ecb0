// Faults that schedules found, as tests without chance.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as pressone from "#pressone-esim";
import * as partner from "#pressone-esim/partner";
import { createSandbox } from "../../../pkg-template/package/sandbox/index.js";
import { createContent } from "./environment/store.js";

const SECRET = "a secret of more than thirty-two characters";
const BASE_URL = "https://api.example.com";
const PACKAGE = "northwind-7days-1gb-topup";
const OTHER_PACKAGE = "northwind-30days-3gb-topup";

/** @typedef {import("pressone-esim/stores").Store} Store */

/**
 * A store in memory, without locks that wait.
 *
 * @param {Partial<Store>} [changes]
 */
function createStore(changes = {}) {
  const content = createContent(Date.now);
  /** @type {Store} */
  const store = {
    durability: "full",
    get: async (key) => content.read(key),
    getMany: async (keys) => keys.map(content.read),
    put: async (key, value) => content.write(key, value),
    delete: async (key) => content.write(key, null),
    async compareAndSet(key, expected, value) {
      if (content.read(key) !== expected && content.read(key) !== value) return false;
      content.write(key, value);
      return true;
    },
    increment: async (key, { ttlMs }) => content.increment(key, ttlMs),
    keys: async (prefix, { after = "", limit } = {}) =>
      content
        .keys(prefix)
        .filter((key) => key > after)
        .slice(0, limit),
    lock: (_, work) => work(new AbortController().signal),
    ...changes,
  };
  return { content, store };
}

/**
 * @param {Store} store
 * @param {(request: Request) => Promise<Response>} [fetch]
 */
async function createPartner(store, fetch) {
  const sandbox = createSandbox({ balance: 100_000 });
  const client = await partner.createClient({
    baseUrl: BASE_URL,
    credentials: sandbox.credentials,
    secret: SECRET,
    store,
    fetch: fetch ?? sandbox.fetch,
    lookUpMs: 0,
    maxRetries: 0,
  });
  const order = { iccid: sandbox.iccids.active, package_id: PACKAGE, reference: "cart-1" };
  return { client, sandbox, order };
}

/** @param {Promise<unknown>} call @returns {Promise<any>} the error */
const errorOf = (call) =>
  call.then(
    () => assert.fail("it did not fail"),
    (error) => error,
  );

test("a claim whose index is not written takes nothing else back", async () => {
  let works = true;
  const { content, store } = createStore();
  const put = store.put;
  store.put = async (...args) => {
    if (!works) throw new Error("the store is not there");
    return put(...args);
  };
  const { client, sandbox, order } = await createPartner(store);
  sandbox.setBalance(0);
  assert.equal((await errorOf(client.submitTopupOrder(order))).tries, 1);
  works = false;
  assert.equal((await errorOf(client.submitTopupOrder(order))).kind, "storage");
  await new Promise((resolve) => setTimeout(resolve, 10));
  const [key = ""] = content.keys("c/");
  assert.deepEqual([content.entry(key).state, content.entry(key).tries], ["failed", 1]);
});

test("a late removal of an earlier try's index loses no open purchase", async () => {
  /** @type {string[]} */
  const late = [];
  const { content, store } = createStore({ delete: async (key) => void late.push(key) });
  const { client, sandbox, order } = await createPartner(store);
  sandbox.setBalance(0);
  await errorOf(client.submitTopupOrder(order));
  sandbox.setBalance(100);
  await new Promise((resolve) => setTimeout(resolve, 5));
  sandbox.configure({ listedAfterMs: 3_600_000 });
  sandbox.faults.add({ endpoint: "submit", kind: "cut-after" });
  assert.equal((await errorOf(client.submitTopupOrder(order))).kind, "outcome_unknown");
  for (const key of late) content.write(key, null);
  assert.equal((await client.recoverPurchases()).open.length, 1);
});

test("recovery leaves the index of a call that has not claimed yet", async () => {
  const { content, store } = createStore();
  const { client, sandbox, order } = await createPartner(store);
  sandbox.setBalance(0);
  await errorOf(client.submitTopupOrder(order));
  const [key = ""] = content.keys("c/");
  content.write(`o/${String(Date.now()).padStart(14, "0")}/${key.slice(2)}`, "1");
  await client.recoverPurchases();
  assert.equal(content.keys("o/").length, 1);
});

test("closePurchase finds an order that the store forgot, whatever it bought", async () => {
  const { content, store } = createStore({ durability: "may_forget" });
  const { client, order } = await createPartner(store);
  await client.submitTopupOrder(order);
  for (const key of content.keys("")) content.write(key, null);
  assert.equal((await client.closePurchase("cart-1")).state, "done");
  const error = await errorOf(client.submitTopupOrder({ ...order, package_id: OTHER_PACKAGE }));
  assert.equal(error.kind, "reference_reused");
});

test("a try after a person's word finds the order that the person did not", async () => {
  const { content, store } = createStore();
  const { client, sandbox, order } = await createPartner(store);
  sandbox.configure({ listedAfterMs: 60_000 });
  sandbox.faults.add({ endpoint: "submit", kind: "cut-after" });
  await errorOf(client.submitTopupOrder(order));
  const [key = ""] = content.keys("c/");
  content.write(key, JSON.stringify({ ...content.entry(key), ends_at: 0 }));
  await client.settlePurchase({ reference: "cart-1", outcome: "failed" });
  sandbox.clock.advance(60_000);
  assert.equal((await client.submitTopupOrder(order)).source, "list");
  assert.equal(sandbox.ledger.orders.length, 1);
});

test("an order without id and code in the list settles nothing", async () => {
  const { store } = createStore();
  const { client, sandbox, order } = await createPartner(store);
  sandbox.faults.add([
    { endpoint: "submit", kind: "cut-after" },
    { endpoint: "orders", kind: "odd-body", variant: "missing-id" },
  ]);
  assert.equal((await errorOf(client.submitTopupOrder(order))).kind, "outcome_unknown");
  const purchase = await client.getPurchase("cart-1");
  assert.equal(purchase.state, "open");
  assert.equal(sandbox.ledger.orders.length, 1);
});

test("settlePurchase tells of the store, not of what the person found", async () => {
  const { store } = createStore();
  const { client, order } = await createPartner(store);
  await client.submitTopupOrder(order);
  let reads = 0;
  const get = store.get;
  store.get = async (key) => {
    reads += 1;
    if (reads > 1) throw new Error("the store is not there");
    return get(key);
  };
  const error = await errorOf(client.settlePurchase({ reference: "cart-1", outcome: "failed" }));
  assert.equal(error.kind, "storage");
});

/**
 * A page client whose gateway answers in this order; null for a lost answer.
 *
 * @param {([status: number, body: object] | null)[]} answers
 */
async function createPage(answers) {
  /** @type {string[]} */
  const methods = [];
  const client = await pressone.createClient({
    baseUrl: "https://shop.example/api",
    maxRetries: 0,
    async fetch(/** @type {Request} */ request) {
      methods.push(request.method);
      const answer = answers.shift();
      if (!answer) throw new TypeError("fetch failed");
      const [status, body] = answer;
      return Response.json({ ...body, meta: { gateway: 1 } }, { status });
    },
  });
  return { client, methods };
}

const ORDER = { iccid: "89445001020304051", package_id: PACKAGE, reference: "cart-1" };
const entry = (/** @type {object} */ purchase) => ({
  data: { reference: "cart-1", kind: "topup", tries: 0, created_at: 1, ...purchase },
});
const NONE = entry({ state: "none" });
const BOUGHT = { id: 1, code: "20260520-000001", iccid: ORDER.iccid };

test("a page tells why the gateway refused, after it asked what became of the reference", async () => {
  const refusal = { code: "payment_required", reason: "The payment is not confirmed." };
  const { client } = await createPage([
    [402, refusal],
    [200, NONE],
  ]);
  const { kind, outcome } = await errorOf(client.submitTopupOrder(ORDER));
  assert.deepEqual([kind, outcome], ["payment_required", "not_ordered"]);
});

test("a page does not say that nothing was ordered while a lost request may arrive", async () => {
  const { client } = await createPage([null, [200, NONE], [503, { reason: "no" }], [200, NONE]]);
  assert.equal((await errorOf(client.submitTopupOrder(ORDER))).outcome, "unknown");
});

test("a page does not take an old failure for that of a lost request", async () => {
  const failed = entry({ state: "failed", tries: 1, error: { kind: "insufficient_balance" } });
  const done = entry({ state: "done", tries: 1, order: { ...BOUGHT, package_id: PACKAGE } });
  const { client, methods } = await createPage([null, [200, failed], [200, done]]);
  assert.equal((await client.submitTopupOrder({ ...ORDER, tries: 1 })).code, BOUGHT.code);
  assert.deepEqual(methods, ["POST", "GET", "POST"]);
});

test("a page does not return the order of another purchase", async () => {
  const other = entry({ state: "done", order: { ...BOUGHT, package_id: OTHER_PACKAGE } });
  const { client } = await createPage([null, [200, other]]);
  const { kind, outcome } = await errorOf(client.submitTopupOrder(ORDER));
  assert.deepEqual([kind, outcome], ["reference_reused", "not_ordered"]);
});
