// The README's shop runs as it stands, on PostgreSQL and the sandbox: server, page and webhook.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { purchaseRequest } from "../gateway/purchase-request.js";
import { startSandbox } from "../sandbox/server.js";
import { startPostgres } from "../stores/servers/postgres.js";
import {
  codeBlocks,
  importModules,
  ORIGIN,
  replace,
  serveOrigin,
  setEnvironment,
  withOrigin,
} from "./program.js";

/** Replacements in the server's program, so that the test can end it. */
const ENDABLE = {
  "createServer(nodeHandler(gateway)).listen(8080)":
    "export const listening = createServer(nodeHandler(gateway)).listen(0)",
  "setInterval(": "export const timer = setInterval(",
  "const pool =": "export const pool =",
  "const partner =": "export const partner =",
};

/** The shop's own code, which the README imports. */
const SHOP = `
export const payments = new Map();
export const refunds = [];
export const shopper = {};
export const findShopper = async () => shopper;
export const findPayment = async (id, wanted = {}) => {
  const payment = payments.get(id);
  return Object.keys(wanted).every((name) => payment?.[name] === wanted[name]) && payment;
};
export const refund = async (id) => void refunds.push(id);
`;

/** @type {Awaited<ReturnType<typeof startSandbox>>} */
let pressone;
/** @type {Awaited<ReturnType<typeof startPostgres>>} */
let database;
/** The exports of the README's programs. @type {Record<string, any>} */
let shop;
/** @type {Record<string, any>} */
let server;
/** @type {Record<string, any>} */
let page;
let stopServing = () => {};

before(async () => {
  pressone = await startSandbox({ port: 0 });
  database = await startPostgres();
  setEnvironment(pressone, { DATABASE_URL: database.url });
  const blocks = codeBlocks("README.md");
  const [serverCode = ""] = blocks.get("Your server") ?? [];
  const [pageCode = "", webhookCode = ""] = blocks.get("A purchase") ?? [];
  // `sandbox.test.js` runs the fourth, "The first call".
  assert.equal([...blocks.values()].flat().length, 4, "each block is run");
  const endable = Object.entries(ENDABLE).reduce(
    (code, [from, to]) => replace(code, from, to),
    serverCode,
  );
  const modules = await importModules("readme", {
    "shop.mjs": SHOP,
    "server.mjs": `${endable}${webhookCode}`,
    "page.js": withOrigin(pageCode),
  });
  [shop = {}, server = {}, page = {}] = modules;
  Object.assign(shop.shopper, { id: "shopper-1", esims: [pressone.sandbox.iccids.active] });
  stopServing = serveOrigin(server.gateway);
});

after(async () => {
  stopServing();
  // A set-up that failed has started some of them only.
  clearInterval(server?.timer);
  server?.listening?.close();
  await server?.pool?.end();
  await Promise.all([pressone?.close(), database?.close()]);
  assert.deepEqual(pressone?.sandbox.violations ?? [], []);
});

/** Makes a payment for the first offer. @param {string} id */
async function pay(id) {
  const [iccid] = shop.shopper.esims;
  const response = await fetch(`${ORIGIN}/api/pressone/customer/v2/sims/${iccid}/topups`);
  const [offer] = (await response.json()).data;
  const { id: package_id, price } = offer;
  const payment = { id, shopper: "shopper-1", iccid, package_id, price, quantity: 1 };
  shop.payments.set(id, payment);
  return payment;
}

const countOrders = () => pressone.sandbox.ledger.orders.length;

test("the page and the webhook of one payment get one order", async () => {
  const before = countOrders();
  const payment = await pay("pay-1");
  const [code, status] = await Promise.all([page.buy(payment), server.paymentConfirmed(payment)]);
  const orders = pressone.sandbox.ledger.orders.slice(before);
  assert.deepEqual([orders.map((order) => order.code), status], [[code], 200]);
});

test("a payment for two new eSIMs buys two, and no third", async () => {
  const wanted = { package_id: "northwind-15days-2gb", iccid: null, quantity: 2 };
  const { packages } = await server.partner.getPackages({ country: "NO" });
  const { price } = packages.find((/** @type {any} */ { id }) => id === wanted.package_id);
  shop.payments.set("pay-new", { id: "pay-new", shopper: "shopper-1", price, ...wanted });
  const before = countOrders();
  const buy = async (/** @type {number} */ quantity) => {
    const { package_id } = wanted;
    const order = { kind: "sim", package_id, price, country: "NO", quantity };
    const request = purchaseRequest("pay-new", order);
    return await fetch(`${ORIGIN}/api/pressone/purchases`, request);
  };
  assert.equal((await buy(3)).status, 402);
  assert.equal(countOrders(), before);
  const { data } = await (await buy(2)).json();
  assert.deepEqual([data.state, data.order.sims.length], ["done", 2]);
  assert.equal(countOrders(), before + 1);
});

test("the webhook closes a refused payment, and gives the money back", async () => {
  const payment = await pay("pay-2");
  pressone.sandbox.faults.add({ endpoint: "submit", kind: "error", code: 11 });
  assert.equal(await server.paymentConfirmed(payment), 200);
  assert.equal((await server.gateway.closePurchase("pay-2")).state, "closed");
  assert.deepEqual(shop.refunds, ["pay-2"]);
});

/** Faults that end, and after which the same call succeeds. @type {[string, any][]} */
const TRANSIENT = [
  ["503 for the offers", { endpoint: "topups", kind: "status", status: 503 }],
  ["429 for the offers", { endpoint: "topups", kind: "status", status: 429 }],
  ["a lost connection", { endpoint: "topups", kind: "cut-before" }],
];

for (const [name, fault] of TRANSIENT) {
  test(`after ${name} the provider calls again, and one order is made`, async () => {
    const payment = await pay(`pay after ${name}`);
    const before = countOrders();
    pressone.sandbox.faults.add({ ...fault, times: 3 });
    assert.equal(await server.paymentConfirmed(payment), 500);
    pressone.sandbox.faults.clear();
    assert.equal(countOrders(), before);
    assert.equal(await server.paymentConfirmed(payment), 200);
    assert.equal(await server.paymentConfirmed(payment), 200);
    assert.equal(countOrders(), before + 1);
    assert.deepEqual(shop.refunds, ["pay-2"]);
  });
}

test("the webhook answers 500 if the outcome is unknown, and keeps the money", async () => {
  const payment = await pay("pay-3");
  pressone.sandbox.configure({ listedAfterMs: 3_600_000 });
  pressone.sandbox.faults.add({ endpoint: "submit", kind: "cut-after" });
  assert.equal(await server.paymentConfirmed(payment), 500);
  assert.deepEqual(shop.refunds, ["pay-2"]);
});
