/** Purchases that a page did not see the end of: found, told and tried again, and never made twice. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  assertNoComplaints,
  atView,
  fact,
  loseNextOrder,
  news,
  payAndLeave,
  payButton,
  settled,
  toCheckout,
  useBrowser,
} from "./harness.js";

const { open } = useBrowser();
const BOUND = { timeout: 90_000 };
/** The client looks for a lost order for five seconds before it says that it does not know. */
const LOOKED = { timeout: 20_000 };
const UNKNOWN = "We do not know yet whether your order went through";

/** @typedef {import("./harness.js").Page} Page */

/** @param {import("./harness.js").Running["sandbox"]} sandbox */
const submits = ({ requests }) => requests.filter(({ endpoint }) => endpoint === "submit").length;

/** @param {Page} page @param {"before" | "after"} moment @returns {Promise<string>} the payment */
async function buyAndLose(page, moment) {
  await toCheckout(page);
  await loseNextOrder(page, moment);
  await payButton(page).click();
  await page.getByText(UNKNOWN).waitFor(LOOKED);
  return decodeURIComponent(page.url().replace(/^.*#\/receipts\//, ""));
}

/** @param {Page} page */
const tryAgain = (page) => page.getByRole("button", { name: "Try again" });

test("where nothing was open nothing is told", BOUND, async (t) => {
  const visit = await open(t);
  const { page } = visit;
  await toCheckout(page);
  await payButton(page).click();
  await atView(page, "Thank you");
  await page.goto("about:blank");
  await page.goto(visit.url);
  await settled(page);
  await page.waitForTimeout(500);
  assert.equal(await news(page).textContent(), "");
  assertNoComplaints(visit);
});

test("a page that ended while it ordered: the next visit is told", BOUND, async (t) => {
  const visit = await open(t);
  const { page, url, sandbox } = visit;
  await toCheckout(page);
  sandbox.faults.add({ endpoint: "submit", kind: "latency", ms: 1_500, after: true });
  await payAndLeave(page);
  await page.goto(url);
  // The view waits for nothing of it.
  await atView(page, "My eSIMs");
  const line = news(page).getByRole("listitem");
  await line.filter({ hasText: /^Your top-up .+ was ordered\./ }).waitFor(LOOKED);
  await line.getByRole("link", { name: "See the receipt" }).click();
  await page.getByText("Your order was made", { exact: true }).waitFor();
  assert.equal(await fact(page, "Order"), sandbox.ledger.orders[0]?.code);
  assert.equal(await news(page).textContent(), "", "the receipt says it");
  await page.getByRole("link", { name: "Back to the eSIM" }).click();
  await atView(page, "My phone");
  assert.equal(await news(page).textContent(), "", "it was seen");
  assert.equal(sandbox.ledger.orders.length, 1);
  assertNoComplaints(visit);
});

test("an order that never arrived is made when it is tried again, once", BOUND, async (t) => {
  const visit = await open(t);
  const { page, sandbox } = visit;
  const payment = await buyAndLose(page, "before");
  assert.equal(submits(sandbox), 0);
  await page.getByText("You will not be charged twice.").waitFor();
  await tryAgain(page).evaluate((button) => {
    for (let press = 0; press < 3; press += 1) /** @type {HTMLElement} */ (button).click();
  });
  await atView(page, "Thank you");
  assert.equal(await fact(page, "Payment"), payment);
  assert.equal(sandbox.ledger.orders.length, 1);
  assert.equal(submits(sandbox), 1);
  await page.goto("about:blank");
  await page.goBack();
  await page.getByText("Your order was made", { exact: true }).waitFor();
  assertNoComplaints(visit, /ERR_CONNECTION_RESET/);
});

test("an order that was made and is not listed yet is not made again", BOUND, async (t) => {
  const visit = await open(t);
  const { page, url, sandbox } = visit;
  sandbox.faults.add({ endpoint: "submit", kind: "late-visibility", ms: 3_600_000 });
  const payment = await buyAndLose(page, "after");
  assert.equal(submits(sandbox), 1);

  await page.goto("about:blank");
  await page.goto(url);
  const line = news(page).getByRole("listitem");
  await line
    .filter({ hasText: `We are still checking payment ${payment}; you will not be charged twice.` })
    .waitFor(LOOKED);
  await line.getByRole("link", { name: "See what is known" }).click();
  await page.getByText(UNKNOWN).waitFor(LOOKED);
  await tryAgain(page).click();
  await atView(page, "Thank you");
  assert.equal(await fact(page, "Order"), sandbox.ledger.orders[0]?.code);
  assert.equal(sandbox.ledger.orders.length, 1);
  assert.equal(submits(sandbox), 1);
  assert.equal(await news(page).textContent(), "");
  assertNoComplaints(visit, /ERR_CONNECTION_RESET/);
});

test("an order that is listed at last is told where the shopper is", BOUND, async (t) => {
  const visit = await open(t);
  const { page, sandbox } = visit;
  sandbox.faults.add({ endpoint: "submit", kind: "late-visibility", ms: 3_600_000 });
  const payment = await buyAndLose(page, "after");
  await page.getByRole("link", { name: "My eSIMs" }).click();
  await news(page).getByText(`still checking payment ${payment}`).waitFor();
  sandbox.clock.advance(3_600_001);
  await page.getByRole("link", { name: "Renew a number" }).click();
  await news(page).getByText("was ordered").waitFor(LOOKED);
  assert.equal(sandbox.ledger.orders.length, 1);
  assertNoComplaints(visit, /ERR_CONNECTION_RESET/);
});

test(
  "an order that is listed at last is found by its receipt, and not told again",
  BOUND,
  async (t) => {
    const visit = await open(t);
    const { page, sandbox } = visit;
    sandbox.faults.add({ endpoint: "submit", kind: "late-visibility", ms: 3_600_000 });
    await buyAndLose(page, "after");
    await page.getByRole("button", { name: "Look again" }).click();
    await page.getByText(UNKNOWN).waitFor(LOOKED);
    sandbox.clock.advance(3_600_001);
    await page.getByRole("button", { name: "Look again" }).click();
    await page.getByText("Your order was made", { exact: true }).waitFor(LOOKED);
    await page.getByRole("link", { name: "Back to the eSIM" }).click();
    await atView(page, "My phone");
    await settled(page);
    assert.equal(await news(page).textContent(), "");
    assert.equal(sandbox.ledger.orders.length, 1);
    assertNoComplaints(visit, /ERR_CONNECTION_RESET/);
  },
);

test("a refusal of the request says nothing of an earlier one", BOUND, async (t) => {
  const visit = await open(t);
  const { page, sandbox } = visit;
  sandbox.faults.add({ endpoint: "submit", kind: "late-visibility", ms: 3_600_000 });
  await buyAndLose(page, "after");
  const cookies = await page.context().cookies();
  await page.context().clearCookies();
  await tryAgain(page).click();
  await page.getByRole("alert").getByText("Your visit has ended").waitFor();
  await page.getByText("Whether your order went through is not known yet.").waitFor();
  assert.equal(await page.getByText(/nothing was ordered/i).count(), 0);
  await page.context().addCookies(cookies);
  await tryAgain(page).click();
  await atView(page, "Thank you");
  assert.equal(sandbox.ledger.orders.length, 1);
  assertNoComplaints(visit, /ERR_CONNECTION_RESET|401/);
});

test("a refusal of the order settles it", BOUND, async (t) => {
  const visit = await open(t);
  const { page, sandbox } = visit;
  await buyAndLose(page, "before");
  sandbox.setBalance(1);
  await tryAgain(page).click();
  await page.getByRole("alert").getByText("We cannot sell this right now").waitFor();
  await page.getByText("Nothing was ordered with this payment").waitFor();
  assert.equal(await page.getByText(UNKNOWN).count(), 0);
  await page.reload();
  await page.getByText("There is no such order", { exact: true }).waitFor();
  assert.equal(sandbox.ledger.orders.length, 0);
  assertNoComplaints(visit, /ERR_CONNECTION_RESET|422/);
});

test("two tabs that try the same payment again get the same order", BOUND, async (t) => {
  const visit = await open(t);
  const { page, sandbox } = visit;
  await buyAndLose(page, "before");
  const other = await page.context().newPage();
  await other.goto(page.url());
  await other.getByText(UNKNOWN).waitFor(LOOKED);
  await Promise.all([tryAgain(page).click(), tryAgain(other).click()]);
  await Promise.all([atView(page, "Thank you"), atView(other, "Thank you")]);
  assert.equal(await fact(other, "Order"), await fact(page, "Order"));
  assert.equal(sandbox.ledger.orders.length, 1);
  assert.equal(submits(sandbox), 1);
  assertNoComplaints(visit, /ERR_CONNECTION_RESET/);
});

test("a tab that is opened while another one orders is told the outcome", BOUND, async (t) => {
  const visit = await open(t);
  const { page, url, sandbox } = visit;
  await toCheckout(page);
  sandbox.faults.add({ endpoint: "submit", kind: "latency", ms: 3_000, after: true });
  const sent = page.waitForRequest(/orders\/topups$/);
  await payButton(page).click();
  await sent;
  const other = await page.context().newPage();
  await other.goto(url);
  await news(other).getByText("was ordered").waitFor(LOOKED);
  await atView(page, "Thank you");
  assert.equal(await news(page).textContent(), "");
  assert.equal(sandbox.ledger.orders.length, 1);
  assertNoComplaints(visit);
});

for (const payment of ["pay-0123456789abcdef", "no%20payment", "x".repeat(200)]) {
  test(`there is no order for ${payment.slice(0, 20)}`, BOUND, async (t) => {
    const visit = await open(t, { path: `#/receipts/${payment}` });
    const { page } = visit;
    await page.getByText("There is no such order", { exact: true }).waitFor();
    assert.equal(await page.getByText(UNKNOWN).count(), 0);
    assert.equal(await tryAgain(page).count(), 0);
    assertNoComplaints(visit);
  });
}

/** @type {[string, () => void][]} how a browser keeps nothing */
const REFUSED = [
  [
    "refuses the database",
    () => {
      IDBFactory.prototype.open = () => {
        throw new DOMException("denied", "SecurityError");
      };
    },
  ],
  [
    "has no room left",
    () => {
      IDBObjectStore.prototype.put = () => {
        throw new DOMException("full", "QuotaExceededError");
      };
    },
  ],
];

for (const [how, refuse] of REFUSED) {
  test(`a browser that ${how} orders nothing and says why`, BOUND, async (t) => {
    const visit = await open(t);
    const { page, url, sandbox } = visit;
    await page.addInitScript(refuse);
    await page.goto("about:blank");
    await page.goto(url);
    await toCheckout(page);
    await payButton(page).click();
    await page.getByRole("alert").getByText("Your browser keeps nothing for this shop").waitFor();
    await page.getByText("Nothing was ordered and you have not been charged.").waitFor();
    assert.match(page.url(), /\/buy\//);
    assert.equal(await page.getByRole("button", { name: "Load the page again" }).count(), 1);
    assert.equal(submits(sandbox), 0);
    assert.equal(sandbox.ledger.orders.length, 0);
    assertNoComplaints(visit);
  });
}
