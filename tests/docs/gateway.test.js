// The code of the gateway's README runs as one shop: its server, its page, its route of Next.js and its webhook.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startSandbox } from "../sandbox/server.js";
import {
  codeBlocks,
  importModules,
  ORIGIN,
  replace,
  serveOrigin,
  setEnvironment,
  withOrigin,
} from "./program.js";

const DOCUMENT = "pkg-template/package/gateway/README.md";
/** The module of Next.js that the route imports. `tests/hosts/next.test.js` runs a route in Next.js itself. */
const NEXT = '"next/server"';
/** The names that the webhook's code takes from the shop. */
const WEBHOOK_NAMES =
  "{ shopperId, payment, renewalPayment, refusedPayment, iccid, package_id, price, email }";

/** The shop's own code. */
const SHOP = `
import { memoryStore } from "pressone-esim/stores/memory";

const { PRESSONE_URL, CLIENT_ID, CLIENT_SECRET } = process.env;
export const baseUrl = PRESSONE_URL;
export const credentials = { client_id: CLIENT_ID, client_secret: CLIENT_SECRET };
export const store = memoryStore();
export const secret = "only for this test: 32 characters or more";
export const shopper = {};
export const payments = new Map();
export const yourShopper = async () => shopper;
export const yourPayment = async (_shopper, { reference }) => payments.get(reference) ?? false;
export const yourRenewalPayment = async () => true;
`;
const SHOP_NAMES =
  "{ baseUrl, credentials, secret, store, yourPayment, yourRenewalPayment, yourShopper }";
const NEXT_SERVER = `
export const works = [];
export const after = (work) => void works.push(work);
`;

/** @type {Awaited<ReturnType<typeof startSandbox>>} */
let pressone;
/** The exports of the README's programs. @type {Record<string, any>} */
let shop;
/** @type {Record<string, any>} */
let next;
/** @type {Record<string, any>} */
let server;
/** @type {Record<string, any>} */
let route;
/** @type {Record<string, any>} */
let page;
let stopServing = () => {};

before(async () => {
  pressone = await startSandbox({ port: 0 });
  setEnvironment(pressone);
  const blocks = codeBlocks(DOCUMENT);
  const [pageCode = ""] = blocks.get("") ?? [];
  const [serverCode = "", routeCode = ""] = blocks.get("Set-up") ?? [];
  const [webhookCode = ""] = blocks.get("Webhooks and timers") ?? [];
  assert.equal([...blocks.values()].flat().length, 4, "each block is run");
  const buy = "export const buy = async ({ iccid, package_id, price, payment }) =>";
  [shop = {}, next = {}, server = {}, route = {}, page = {}] = await importModules("gateway", {
    "shop.js": SHOP,
    "next-server.js": NEXT_SERVER,
    "server.js": `import ${SHOP_NAMES} from "./shop.js";
${serverCode}
export async function handlePayment(${WEBHOOK_NAMES}) {
${webhookCode}
return state;
}`,
    "route.js": `import { gateway } from "./server.js";\n${replace(routeCode, NEXT, '"./next-server.js"')}`,
    "page.js": replace(withOrigin(pageCode), "const order = await", buy),
  });
  const { iccids, emails } = pressone.sandbox;
  Object.assign(shop.shopper, {
    id: "ada",
    esims: [iccids.active],
    emails: [emails.subscriber],
  });
  stopServing = serveOrigin((request) => route[request.method](request));
});

after(async () => {
  stopServing();
  await pressone?.close();
  assert.deepEqual(pressone?.sandbox.violations ?? [], []);
});

/** The fields of an order of the first offer. */
async function firstOffer() {
  const [iccid] = shop.shopper.esims;
  const url = `${ORIGIN}/api/pressone/customer/v2/sims/${iccid}/topups`;
  const [{ id: package_id, price }] = (await (await fetch(url)).json()).data;
  return { iccid, package_id, price };
}

test("the page buys through the route, which finishes the purchase after the answer", async () => {
  const offer = await firstOffer();
  shop.payments.set("pay-1", { paid: true, price: offer.price });
  const works = next.works.length;
  const order = await page.buy({ ...offer, payment: { id: "pay-1" } });
  assert.equal(pressone.sandbox.ledger.orders.at(-1)?.code, order.code);
  assert.ok(next.works.length > works);
});

test("the webhook's code buys, renews and closes, and ends the gateway", async () => {
  const offer = await firstOffer();
  const { orders, renewals } = pressone.sandbox.ledger;
  const state = await server.handlePayment({
    ...offer,
    shopperId: "ada",
    payment: { id: "pay-2" },
    renewalPayment: { id: "pay-3" },
    refusedPayment: { id: "pay-4" },
    email: pressone.sandbox.emails.subscriber,
  });
  const { ledger } = pressone.sandbox;
  assert.equal(state, "closed");
  assert.equal(ledger.orders.length, orders.length + 1);
  assert.equal(ledger.renewals.length, renewals.length + 1);
  shop.payments.set("pay-5", { paid: true, price: offer.price });
  await assert.rejects(page.buy({ ...offer, payment: { id: "pay-5" } }), { status: 503 });
  assert.equal(pressone.sandbox.ledger.orders.length, ledger.orders.length);
});
