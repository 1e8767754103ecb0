/** Every code block of PURCHASES.md runs against the sandbox, with the results in the text. */
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { startSandbox } from "../sandbox/server.js";
import {
  codeBlocks,
  importModules,
  replace,
  serveOrigin,
  setEnvironment,
  withOrigin,
} from "./program.js";

const DOCUMENT = "pkg-template/package/PURCHASES.md";
const PAGE_HEADING = "In the page";
const HOUR_MS = 3_600_000;
/** An option of the document's partner client. */
const SECRET_OPTION = "secret: process.env.STORE_SECRET,";
const LOOK_UP_MS = 200;
const SHOPPER = "shopper-1";

/** The shop's own code that the document imports. */
const SHOP = `
export const payments = new Map();
export const cancelled = [];
export const shopper = {};
export const findPayment = async (id) => payments.get(id);
export const session = { isOpen: true };
export const findShopper = async () => session.isOpen && shopper;
export const cancelPayment = async (id) => void cancelled.push(id);
`;

/** @type {Awaited<ReturnType<typeof startSandbox>>} */
let pressone;
/** The exports of the document's programs. @type {Record<string, any>} */
let shop;
/** @type {Record<string, any>} */
let server;
/** @type {Record<string, any>} */
let page;
/** The exported functions that no test has called. */
const uncalled = new Set();
/** Milliseconds that the clock of this process is ahead. */
let ahead = 0;
let payments = 0;

let stopServing = () => {};
const { now: realNow } = Date;

/** The exports of a module, which note that they were called. @param {Record<string, any>} exports */
function observed(exports) {
  const functions = Object.entries(exports).filter(
    ([name, value]) => typeof value === "function" && name !== "gateway",
  );
  for (const [name] of functions) uncalled.add(name);
  const noting = functions.map(([name, value]) => [
    name,
    (/** @type {any[]} */ ...args) => {
      uncalled.delete(name);
      return value(...args);
    },
  ]);
  return { ...exports, ...Object.fromEntries(noting) };
}

before(async () => {
  pressone = await startSandbox({ port: 0 });
  setEnvironment(pressone);
  Date.now = () => realNow() + ahead;
  const blocks = codeBlocks(DOCUMENT);
  const serverBlocks = [...blocks].filter(([heading]) => heading !== PAGE_HEADING);
  const serverCode = serverBlocks.flatMap(([, codes]) => codes).join("\n");
  const pageCode = (blocks.get(PAGE_HEADING) ?? []).join("\n");
  assert.ok(serverBlocks.length > 4);
  const modules = await importModules("purchases", {
    "shop.js": SHOP,
    // The default of the look-up would make each lost answer wait for 5 s.
    "server.js": replace(serverCode, SECRET_OPTION, `${SECRET_OPTION} lookUpMs: ${LOOK_UP_MS},`),
    "page.js": withOrigin(pageCode),
  });
  shop = modules[0] ?? {};
  server = observed(modules[1] ?? {});
  page = observed(modules[2] ?? {});
  const { iccids, emails } = pressone.sandbox;
  const { subscriber, freeTrial } = emails;
  Object.assign(shop.shopper, {
    id: SHOPPER,
    esims: [iccids.active],
    emails: [subscriber, freeTrial],
  });
  stopServing = serveOrigin(server.gateway);
});

beforeEach(() => {
  pressone.sandbox.faults.clear();
  pressone.sandbox.configure({ listedAfterMs: 0 });
});

after(async () => {
  stopServing();
  Date.now = realNow;
  await pressone?.close();
  assert.deepEqual(pressone?.sandbox.violations ?? [], []);
  assert.deepEqual([...uncalled], [], "every function of the document was called");
});

/** Makes a confirmed payment. @param {object} [fields] */
async function newPayment(fields) {
  const iccid = pressone.sandbox.iccids.active;
  const [{ id: package_id, price }] = await server.partner.getTopupPackages(iccid);
  payments += 1;
  const payment = {
    ...{ id: `pay-${payments}`, shopper: SHOPPER, confirmed: true },
    ...{ iccid, package_id, price, ...fields },
  };
  shop.payments.set(payment.id, payment);
  return payment;
}

const countOrders = () => pressone.sandbox.ledger.orders.length;

/** The next order is made, its answer is lost, and the list shows it an hour later. */
function loseNextAnswer() {
  pressone.sandbox.configure({ listedAfterMs: HOUR_MS });
  pressone.sandbox.faults.add({ endpoint: "submit", kind: "cut-after" });
}

/** Sets both clocks forward. @param {number} ms */
function wait(ms) {
  ahead += ms;
  pressone.sandbox.clock.advance(ms);
}

test("a purchase of the shop, its webhook and its page make one order", async () => {
  const payment = await newPayment();
  const before = countOrders();
  const [bought, webhook, paid] = await Promise.all([
    server.buy({ id: SHOPPER }, payment),
    server.paymentConfirmed(payment.id),
    page.pay(payment),
  ]);
  const code = pressone.sandbox.ledger.orders.at(-1)?.code ?? "";
  assert.ok(bought.startsWith("ordered: "));
  assert.equal(webhook, 200);
  assert.equal(paid, `Thank you! Order ${bought.slice("ordered: ".length)}`);
  assert.equal(await page.stateOf(payment.id), bought.slice("ordered: ".length));
  assert.equal(countOrders(), before + 1);
  assert.ok(code);
});

test("a lost answer leaves the entry open, nothing is sent again, and the order is found later", async () => {
  const payment = await newPayment();
  const before = countOrders();
  loseNextAnswer();
  assert.equal(await server.paymentConfirmed(payment.id), 500);
  assert.equal(await server.buy({ id: SHOPPER }, payment), "not known yet");
  assert.equal(await page.stateOf(payment.id), "open");
  assert.deepEqual(await server.listOpen(), [
    { reference: payment.id, kind: "topup", iccid: payment.iccid, email: undefined },
  ]);
  wait(HOUR_MS + 1);
  await server.recover();
  assert.match(await page.stateOf(payment.id), /^\d{8}-\d+$/);
  assert.equal(await server.paymentConfirmed(payment.id), 200);
  assert.equal(countOrders(), before + 1);
  assert.deepEqual(await server.listOpen(), []);
});

test("new eSIMs are sold once for a payment, at the price of one", async () => {
  const order = { package_id: "northwind-15days-2gb", price: 7, quantity: 2, country: "NO" };
  const payment = { id: "pay-sims", ...order };
  const before = countOrders();
  const sims = await server.sell(SHOPPER, payment);
  assert.deepEqual(await server.sell(SHOPPER, payment), sims);
  assert.equal(countOrders(), before + 1);
  assert.match(sims[1].qrcode, /^LPA:1\$/);
  const dearer = { ...payment, id: "pay-dearer", price: 6 };
  await assert.rejects(server.sell(SHOPPER, dearer), { kind: "price_changed" });
});

test("a refused payment is closed before it is given back", async () => {
  const payment = await newPayment();
  pressone.sandbox.faults.add({ endpoint: "submit", kind: "error", code: 11 });
  const nothing = "Nothing was ordered. If you have paid, you get your money back.";
  assert.equal(await page.pay(payment), nothing);
  assert.equal(await page.stateOf(payment.id), "insufficient_balance");
  assert.equal(await server.paymentConfirmed(payment.id), 200);
  assert.deepEqual(shop.cancelled, [payment.id]);
  assert.equal(await page.stateOf(payment.id), "closed");
  // The provider calls again: the refund is repeated.
  assert.equal(await server.paymentConfirmed(payment.id), 200);
  assert.deepEqual(shop.cancelled, [payment.id, payment.id]);
  const before = countOrders();
  assert.equal(await server.buy({ id: SHOPPER }, payment), "nothing was ordered: purchase_closed");
  assert.equal(countOrders(), before);
});

test("after a transient failure the shopper is asked to try again, and the webhook makes the order", async () => {
  const payment = await newPayment();
  pressone.sandbox.faults.add({ endpoint: "topups", kind: "cut-before", times: 6 });
  const again = "Nothing was ordered yet. Please try again.";
  assert.equal(await page.pay(payment), again);
  const before = countOrders();
  assert.equal(await server.paymentConfirmed(payment.id), 500);
  pressone.sandbox.faults.clear();
  assert.equal(await server.paymentConfirmed(payment.id), 200);
  assert.equal(countOrders(), before + 1);
  assert.ok(!shop.cancelled.includes(payment.id));
});

test("a shopper whose session ended is asked to sign in", async () => {
  const payment = await newPayment();
  shop.session.isOpen = false;
  assert.equal(await page.pay(payment), "Please sign in, then look at your order.");
  shop.session.isOpen = true;
});

test("a payment that is done or open is not given back", async () => {
  const done = await newPayment();
  await server.buy({ id: SHOPPER }, done);
  assert.equal(await server.giveMoneyBack(done.id), false);
  const open = await newPayment();
  loseNextAnswer();
  await server.buy({ id: SHOPPER }, open);
  wait(HOUR_MS / 2);
  assert.equal(await server.giveMoneyBack(open.id), false);
  assert.ok(!shop.cancelled.includes(done.id) && !shop.cancelled.includes(open.id));
  wait(HOUR_MS);
  await server.recover();
});

test("an unconfirmed payment waits, and a wrong one is refused", async () => {
  const pending = await newPayment({ confirmed: false });
  const other = await newPayment({ shopper: "somebody else" });
  const before = countOrders();
  assert.equal(await page.pay(other), "Nothing was ordered yet. Please try again.");
  assert.equal(await page.pay(pending), "Your payment is being confirmed.");
  assert.equal(countOrders(), before);
});

test("a person settles what stays open", async () => {
  const settle = [
    [server.ordered, "done"],
    [server.notOrdered, "failed"],
    [server.notOrderedAndFinal, "closed"],
  ];
  for (const [call, state] of settle) {
    const payment = await newPayment();
    pressone.sandbox.faults.add({ endpoint: "submit", kind: "cut-before" });
    assert.equal(await server.buy({ id: SHOPPER }, payment), "not known yet");
    await assert.rejects(call(payment.id, "20260101-000001"), { kind: "in_progress" });
    wait(HOUR_MS);
    const settled = await call(payment.id, "20260101-000001");
    assert.equal(settled.state, state);
  }
});

test("a renewal whose answer was lost is judged by the number, and an open one blocks the next", async () => {
  const { sandbox } = pressone;
  const email = sandbox.emails.subscriber;
  const shopper = { id: SHOPPER };
  assert.equal(await server.renew(shopper, await newPayment({ email })), "renewed");
  sandbox.faults.add({ endpoint: "renew", kind: "cut-after" });
  assert.equal(await server.renew(shopper, await newPayment({ email })), "renewed");
  assert.equal(sandbox.ledger.renewals.length, 2);

  const lost = await newPayment({ email });
  sandbox.faults.add({ endpoint: "renew", kind: "cut-before" });
  assert.equal(await server.renew(shopper, lost), "not known yet");
  const next = await newPayment({ email });
  assert.equal(await server.renew(shopper, next), `wait for ${lost.id}`);
  assert.deepEqual(await page.openRenewals(), [`${lost.id} for ${email}`]);
  assert.equal(sandbox.ledger.renewals.length, 2);
});
