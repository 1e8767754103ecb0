/** Purchases whose page ends before the answer arrives. Later pages find the order. */
import assert from "node:assert/strict";
import {
  buyTopup,
  news,
  openCheckout,
  payAndLeave,
  payUntilSent,
  readFact,
  waitForView,
  waitUntilLoaded,
} from "./page.js";
import { storefrontTest } from "./storefront.js";

/** Longer than a view needs to report an open purchase. */
const NEWS_MS = 500;

/**
 * Delays the answer to the next order, which is made at once.
 *
 * @param {import("./storefront.js").Sandbox} sandbox
 * @param {number} ms
 */
const delayNextAnswer = (sandbox, ms) =>
  sandbox.faults.add({ endpoint: "submit", kind: "latency", ms, after: true });

storefrontTest("a visit without open purchases reports none", async ({ page, url }) => {
  await buyTopup(page);
  await page.goto("about:blank");
  await page.goto(url);
  await waitUntilLoaded(page);
  await page.waitForTimeout(NEWS_MS);
  assert.equal(await news(page).textContent(), "");
});

storefrontTest(
  "the visit after a page that ended while it ordered reports the order",
  async ({ page, url, sandbox }) => {
    await openCheckout(page);
    delayNextAnswer(sandbox, 1_500);
    await payAndLeave(page);
    await page.goto(url);
    // The view does not wait for the recovery.
    await waitForView(page, "My eSIMs");
    const line = news(page).getByRole("listitem");
    await line.filter({ hasText: /^Your top-up .+ was ordered\./ }).waitFor();
    await line.getByRole("link", { name: "See the receipt" }).click();
    await page.getByText("Your order was made", { exact: true }).waitFor();
    assert.equal(await readFact(page, "Order"), sandbox.ledger.orders[0]?.code);
    assert.equal(await news(page).textContent(), "", "the receipt itself reports the order");
    await page.getByRole("link", { name: "Back to the eSIM" }).click();
    await waitForView(page, "My phone");
    assert.equal(await news(page).textContent(), "", "the shopper has seen the receipt");
    assert.equal(sandbox.ledger.orders.length, 1);
  },
);

storefrontTest(
  "a receipt that is reloaded while the order is on its way finds the order",
  async ({ page, sandbox }) => {
    await openCheckout(page);
    delayNextAnswer(sandbox, 1_500);
    await payUntilSent(page);
    assert.match(page.url(), /#\/receipts\/pay-/);
    await page.reload();
    await waitForView(page, "Your order");
    await page.getByText("Your order was made", { exact: true }).waitFor();
    assert.equal(await readFact(page, "Order"), sandbox.ledger.orders[0]?.code);
    assert.equal(sandbox.ledger.orders.length, 1);
  },
);

storefrontTest(
  "a tab that is opened while another one orders reports the order",
  async ({ page, url, sandbox }) => {
    await openCheckout(page);
    delayNextAnswer(sandbox, 3_000);
    await payUntilSent(page);
    const otherTab = await page.context().newPage();
    await otherTab.goto(url);
    await news(otherTab).getByText("was ordered").waitFor();
    await waitForView(page, "Thank you");
    assert.equal(await news(page).textContent(), "");
    assert.equal(sandbox.ledger.orders.length, 1);
  },
);
