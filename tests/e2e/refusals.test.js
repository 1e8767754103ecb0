/** Purchases that are refused: nothing is ordered, nothing is charged, and the shopper is told. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertNoComplaints, atView, fact, payButton, toCheckout, useBrowser } from "./harness.js";

const { open } = useBrowser();
const BOUND = { timeout: 60_000 };
const FIRST_OFFER = "northwind-7days-1gb-topup";

/**
 * @param {import("./harness.js").Page} page
 * @param {string} title
 */
async function refusedWith(page, title) {
  await page.getByRole("alert").getByText(title).waitFor();
  await page.getByText("Nothing was ordered and you have not been charged.").waitFor();
  assert.match(page.url(), /\/buy\//);
}

test("a price that changed after the checkout was shown", BOUND, async (t) => {
  const visit = await open(t);
  const { page, sandbox } = visit;
  await toCheckout(page);
  sandbox.changeOffer({ iccid: sandbox.iccids.active, package_id: FIRST_OFFER, price: 6.25 });
  await payButton(page).click();
  await refusedWith(page, "The price has just changed");
  assert.equal(sandbox.ledger.orders.length, 0);

  await page.getByRole("button", { name: "See the new price" }).click();
  await page.getByRole("button", { name: "Pay $6.25 and top up" }).click();
  await atView(page, "Thank you");
  assert.equal(await fact(page, "Price"), "$6.25");
  assert.equal(sandbox.ledger.orders.length, 1);
  assertNoComplaints(visit);
});

test("a price that changed after the page had looked for the last time", BOUND, async (t) => {
  const visit = await open(t);
  const { page, sandbox } = visit;
  await toCheckout(page);
  await page.route("**/orders/topups", async (route) => {
    sandbox.changeOffer({ iccid: sandbox.iccids.active, package_id: FIRST_OFFER, price: 7 });
    await route.continue();
  });
  await payButton(page).click();
  await refusedWith(page, "The price has just changed");
  assert.equal(sandbox.ledger.orders.length, 0);
  assertNoComplaints(visit, /422/);
});

test("a package that is no longer on offer", BOUND, async (t) => {
  const visit = await open(t);
  const { page, sandbox } = visit;
  await toCheckout(page);
  sandbox.changeOffer({ iccid: sandbox.iccids.active, package_id: FIRST_OFFER, remove: true });
  await payButton(page).click();
  await refusedWith(page, "This top-up is no longer on offer");
  await page.reload();
  await page.getByText("This top-up is no longer on offer", { exact: true }).waitFor();
  await page.getByRole("link", { name: "See what is on offer" }).click();
  await atView(page, "My phone");
  assert.equal(sandbox.ledger.orders.length, 0);
  assertNoComplaints(visit);
});

test("a partner's balance that does not cover it, and one that does again", BOUND, async (t) => {
  const visit = await open(t);
  const { page, sandbox } = visit;
  sandbox.setBalance(1);
  await toCheckout(page);
  await payButton(page).click();
  await refusedWith(page, "We cannot sell this right now");
  assert.equal(sandbox.ledger.orders.length, 0);
  const told = await visit.received();
  assert.ok(
    told.every(({ text }) => !text.includes("more needed")),
    "nothing about the balance",
  );

  sandbox.setBalance(100);
  await payButton(page).click();
  await atView(page, "Thank you");
  assert.equal(sandbox.ledger.orders.length, 1);
  assertNoComplaints(visit, /422/);
});

test("a server that fails before it takes the order, then works", BOUND, async (t) => {
  const visit = await open(t);
  const { page, sandbox } = visit;
  await toCheckout(page);
  sandbox.faults.add({ endpoint: "submit", kind: "error", code: 13 });
  await payButton(page).click();
  await refusedWith(page, "Something is not working");
  assert.equal(sandbox.ledger.orders.length, 0);
  await page.getByRole("button", { name: "Try again" }).click();
  await atView(page, "Thank you");
  assert.equal(sandbox.ledger.orders.length, 1);
  assertNoComplaints(visit, /422/);
});

test("too many requests", BOUND, async (t) => {
  const visit = await open(t);
  const { page, sandbox } = visit;
  await toCheckout(page);
  sandbox.faults.add({ endpoint: "submit", kind: "rate-limited", retryAfter: 420 });
  await payButton(page).click();
  await refusedWith(page, "Please wait a moment");
  await page.getByText("Try again in 7 minutes.").waitFor();
  assert.equal(sandbox.ledger.orders.length, 0);
  assertNoComplaints(visit, /429/);
});
