/** Two tabs of one browser, of which one has a payment that is under way or not known. */
import assert from "node:assert/strict";
import { holdAnswer } from "./held.js";
import {
  assertOnePayment,
  LOST,
  losePayments,
  NOT_CHARGED,
  PAYMENTS,
  UNKNOWN,
} from "./lost-answers.js";
import {
  news,
  openCheckout,
  payButton,
  tryAgainButton,
  waitForView,
  waitUntilLoaded,
} from "./page.js";
import { storefrontTest } from "./storefront.js";

/** @typedef {import("./page.js").Page} Page */

/** Opens an address in another tab. @param {Page} page @param {string} url */
async function openTabOf(page, url) {
  const other = await page.context().newPage();
  await other.goto(url);
  await waitUntilLoaded(other);
  return other;
}

/** @param {Page} page */
const unknown = (page) => page.getByRole("alert").getByText(UNKNOWN);

storefrontTest(
  "a tab forgets that a payment is not known as soon as another tab knows it",
  LOST,
  async ({ page, sandbox }) => {
    await openCheckout(page);
    const seen = await losePayments(page, 2);
    await payButton(page).click();
    await unknown(page).waitFor();
    const other = await openTabOf(page, page.url());
    await unknown(other).waitFor();
    const theirs = await losePayments(other, 0);
    await tryAgainButton(other).click();
    await waitForView(other, "Thank you");
    await payButton(page).waitFor();
    assert.equal(await unknown(page).count(), 0);
    assert.equal(await page.getByText(NOT_CHARGED).count(), 0);
    const both = { keys: [...seen.keys, ...theirs.keys], ids: [...seen.ids, ...theirs.ids] };
    assertOnePayment(both, 3);
    assert.equal(sandbox.ledger.orders.length, 1);
  },
);

storefrontTest("two tabs that pay at once make one payment", async ({ page, url, sandbox }) => {
  await openCheckout(page);
  const checkout = page.url();
  const answer = await holdAnswer(page, { method: "POST", url: PAYMENTS });
  await payButton(page).click();
  await answer.held;
  const other = await openTabOf(page, url);
  assert.equal(await news(other).textContent(), "", "the payment is under way");
  await other.goto(checkout);
  await payButton(other).click();
  await waitForView(other, "Thank you");
  answer.release();
  await waitForView(page, "Thank you");
  assert.equal(sandbox.ledger.orders.length, 1);
  assert.equal(new URL(page.url()).pathname, new URL(other.url()).pathname, "one receipt");
});
