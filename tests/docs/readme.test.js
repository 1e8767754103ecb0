// The README's shop runs as it stands, on PostgreSQL and the sandbox: server, page and webhook.
import assert from "node:assert/strict";
import process from "node:process";
import { after, before, test } from "node:test";
import { startSandbox } from "../sandbox/server.js";
import { startPostgres } from "../stores/servers/postgres.js";
import { codeBlocks, importModules } from "./program.js";

const ORIGIN = "https://shop.example";
const PAGE_BASE = '"/api/pressone"';
/** Replacements in the server's program, so that the test can end it. */
const ENDABLE = {
  "createServer(nodeHandler(gateway)).listen(8080)":
    "export const listening = createServer(nodeHandler(gateway)).listen(0)",
  "setInterval(": "export const timer = setInterval(",
  "const pool =": "export const pool =",
};

/** The shop's own code, which the README imports. */
const SHOP = `
export const payments = new Map();
export const refunds = [];
export const shopper = {};
export const findShopper = async () => shopper;
export const findPayment = async (id) => payments.get(id);
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
const realFetch = globalThis.fetch;

before(async () => {
  pressone = await startSandbox({ port: 0 });
  database = await startPostgres();
  const { credentials, iccids } = pressone.sandbox;
  Object.assign(process.env, {
    DATABASE_URL: database.url,
    PRESSONE_URL: pressone.url,
    CLIENT_ID: credentials.client_id,
    CLIENT_SECRET: credentials.client_secret,
    STORE_SECRET: "only for this test: 32 characters or more",
  });
  const blocks = codeBlocks("README.md");
  const [serverCode = ""] = blocks.get("Your server") ?? [];
  const [pageCode = "", webhookCode = ""] = blocks.get("A purchase") ?? [];
  assert.ok(pageCode.includes(PAGE_BASE));
  const endable = Object.entries(ENDABLE).reduce((code, [from, to]) => {
    assert.ok(code.includes(from), from);
    return code.replace(from, to);
  }, serverCode);
  const modules = await importModules("readme", {
    "shop.js": SHOP,
    "server.js": `import { refund } from "./shop.js";\n${endable}${webhookCode}`,
    // Node has no page whose address completes the path.
    "page.js": pageCode.replace(PAGE_BASE, `"${ORIGIN}/api/pressone"`),
  });
  [shop = {}, server = {}, page = {}] = modules;
  Object.assign(shop.shopper, { id: "shopper-1", esims: [iccids.active] });
  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    if (!request.url.startsWith(ORIGIN)) return realFetch(request);
    request.headers.set("Origin", ORIGIN);
    return server.gateway(request);
  };
});

after(async () => {
  globalThis.fetch = realFetch;
  // A set-up that failed has started some of them only.
  clearInterval(server?.timer);
  server?.listening.close();
  await server?.pool.end();
  await Promise.all([pressone?.close(), database?.close()]);
  assert.deepEqual(pressone.sandbox.violations, []);
});

/** Makes a payment for the first offer. @param {string} id */
async function pay(id) {
  const [iccid] = shop.shopper.esims;
  const response = await fetch(`${ORIGIN}/api/pressone/customer/v2/sims/${iccid}/topups`);
  const [offer] = (await response.json()).data;
  const payment = { id, shopper: "shopper-1", iccid, package_id: offer.id, price: offer.price };
  shop.payments.set(id, payment);
  return payment;
}

test("the page and the webhook of one payment get one order", async () => {
  const before = pressone.sandbox.ledger.orders.length;
  const payment = await pay("pay-1");
  const [code] = await Promise.all([page.buy(payment), server.paymentConfirmed(payment)]);
  const orders = pressone.sandbox.ledger.orders.slice(before);
  assert.deepEqual(
    orders.map((order) => order.code),
    [code],
  );
});

test("the webhook gives the money back if nothing was ordered", async () => {
  const payment = await pay("pay-2");
  pressone.sandbox.faults.add({ endpoint: "submit", kind: "error", code: 11 });
  await server.paymentConfirmed(payment);
  assert.deepEqual(shop.refunds, ["pay-2"]);
});

test("the webhook fails if the outcome is unknown, so that the provider calls again", async () => {
  const payment = await pay("pay-3");
  pressone.sandbox.configure({ listedAfterMs: 3_600_000 });
  pressone.sandbox.faults.add({ endpoint: "submit", kind: "cut-after" });
  await assert.rejects(server.paymentConfirmed(payment), { kind: "outcome_unknown" });
  assert.deepEqual(shop.refunds, ["pay-2"]);
});
