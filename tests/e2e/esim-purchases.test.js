/** Money: whatever happens while a new eSIM is paid for, there is one order at most, and the shopper finds it. */
import assert from "node:assert/strict";
import { holdAnswer, holdNextAnswer } from "./held.js";
import {
  clickRepeatedly,
  loseNextOrder,
  news,
  openTab,
  payButton,
  paymentOf,
  pendingOrder,
  readFact,
  waitForView,
  waitUntilLoaded,
} from "./page.js";
import { openEsimCheckout } from "./sale.js";
import { storefrontTest } from "./storefront.js";

/** @typedef {import("./page.js").Page} Page */
/** @typedef {import("./storefront.js").Sandbox} Sandbox */

/** Checks that the receipt is of the one order that was made. @param {Page} page @param {Sandbox} sandbox */
async function assertOneOrder(page, sandbox) {
  await waitForView(page, "Thank you");
  const [order, ...others] = sandbox.ledger.orders;
  assert.deepEqual(others, []);
  assert.equal(await readFact(page, "Order number"), order?.code);
  const link = page.getByRole("link", { name: "Install the eSIM" });
  assert.equal(await link.getAttribute("href"), `/esims/${order?.iccid}/install`);
}

storefrontTest("repeated clicks make one payment and one order", async ({ page, sandbox }) => {
  await openEsimCheckout(page);
  let payments = 0;
  page.on("request", (request) => {
    if (request.url().endsWith("/shop/payments")) payments += 1;
  });
  await clickRepeatedly(payButton(page), 5);
  await assertOneOrder(page, sandbox);
  assert.equal(payments, 1);
});

storefrontTest("a reload and Back during the order find it", async ({ page, sandbox }) => {
  await openEsimCheckout(page);
  sandbox.faults.add({ endpoint: "buy", kind: "latency", ms: 2_000 });
  const sent = page.waitForRequest(/\/purchases\.json$/);
  await payButton(page).click();
  await sent;
  await page.reload();
  await assertOneOrder(page, sandbox);
  await page.goBack();
  await waitForView(page, "Norway");
  await page.goForward();
  await assertOneOrder(page, sandbox);
});

storefrontTest("a closed tab's order is told at the next visit", async ({ page, url, sandbox }) => {
  await openEsimCheckout(page);
  const answer = holdNextAnswer(sandbox);
  await payButton(page).click();
  await answer.served;
  await page.goto("about:blank");
  answer.release();
  await page.goto(url);
  const notice = news(page).getByRole("listitem");
  await notice.filter({ hasText: /^Ordered: 2\sGB\s·\s15 days\./ }).waitFor();
  await page.getByRole("link", { name: "Norway", exact: true }).waitFor();
  await notice.getByRole("link", { name: /^See the receipt/ }).click();
  await assertOneOrder(page, sandbox);
});

storefrontTest("a list of eSIMs from before an order does not hide its eSIM", async (visit) => {
  const { page, url, sandbox } = visit;
  await openEsimCheckout(page);
  const answer = holdNextAnswer(sandbox);
  await payButton(page).click();
  await answer.served;
  await page.goto("about:blank");
  const oldList = await holdAnswer(page, { url: "**/customer/v2/sims?*" });
  await page.goto(url);
  await oldList.held;
  answer.release();
  await news(page).getByText("Ordered: 2 GB · 15 days.").waitFor();
  oldList.release();
  await page.getByRole("link", { name: "Norway", exact: true }).waitFor();
});

storefrontTest("an order whose answer PressOne lost is found with its eSIM", async (visit) => {
  const { page, sandbox } = visit;
  await openEsimCheckout(page);
  sandbox.faults.add({ endpoint: "buy", kind: "cut-after" });
  await payButton(page).click();
  await assertOneOrder(page, sandbox);
});

for (const moment of /** @type {const} */ (["before", "after"])) {
  storefrontTest(
    `a connection that breaks ${moment} the order arrives at the shop makes one order`,
    { expectedErrors: /ERR_CONNECTION_RESET/ },
    async ({ page, sandbox }) => {
      await openEsimCheckout(page);
      await loseNextOrder(page, moment);
      await payButton(page).click();
      await assertOneOrder(page, sandbox);
    },
  );
}

storefrontTest(
  "an order that is not listed yet is open, on its receipt and at the next visit",
  async ({ page, url, sandbox }) => {
    await openEsimCheckout(page);
    sandbox.configure({ listedAfterMs: 3_600_000 });
    sandbox.faults.add({ endpoint: "buy", kind: "cut-after" });
    await payButton(page).click();
    await pendingOrder(page).waitFor();
    assert.equal(await readFact(page, "Package"), "2 GB · 15 days");
    assert.equal(await readFact(page, "Payment reference"), paymentOf(page));
    await page.goto(url);
    await news(page).getByText("We are still checking the order of 2 GB · 15 days.").waitFor();
    assert.equal(sandbox.ledger.orders.length, 1);
  },
);

storefrontTest("the same eSIM again is asked about", async ({ page, sandbox }) => {
  await openEsimCheckout(page);
  await payButton(page).click();
  await assertOneOrder(page, sandbox);
  await openEsimCheckout(page);
  await payButton(page).click();
  const question = page.getByRole("dialog", { name: "You bought this a moment ago" });
  await question.getByRole("button", { name: "Buy it again for $7.00" }).click();
  await waitForView(page, "Thank you");
  assert.equal(sandbox.ledger.orders.length, 2);
});

for (const [code, reason] of /** @type {const} */ ([
  [11, "We cannot sell this right now"],
  [34, "This package is no longer available"],
])) {
  storefrontTest(
    `a refusal (code ${code}) orders nothing, and says so`,
    { expectedErrors: /422/ },
    async ({ page, sandbox }) => {
      await openEsimCheckout(page);
      sandbox.faults.add({ endpoint: "buy", kind: "error", code });
      await payButton(page).click();
      await page.getByRole("alert").getByText(reason).waitFor();
      await page.getByText("Nothing was ordered and you have not been charged.").waitFor();
      assert.equal(sandbox.ledger.orders.length, 0);
      await openTab(page, "My eSIMs");
      await waitUntilLoaded(page);
      assert.equal(await page.getByRole("link", { name: "Norway", exact: true }).count(), 0);
    },
  );
}
