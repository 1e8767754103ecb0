/** The receipt of an order whose outcome is not known yet. It looks again by itself, with growing pauses. */
import assert from "node:assert/strict";
import { fetchAnswer } from "./held.js";
import { openCheckout, payButton, paymentOf, pendingOrder, readFact, waitForView } from "./page.js";
import { storefrontTest } from "./storefront.js";

/**
 * Shows the page each purchase that is done as open. Returns a function that ends it.
 *
 * @param {import("./page.js").Page} page
 */
async function holdOutcomesBack(page) {
  await page.route(/\/purchases(?:\/[\w-]+)?\.json(?:\?kind=topup)?$/, async (route) => {
    const response = await fetchAnswer(route);
    const body = await response.json();
    const { order, ...purchase } = body.data;
    const data = { ...purchase, state: "open", open_since: Date.now() };
    await route.fulfill({ response, status: 202, json: { ...body, data } });
  });
  return () => page.unrouteAll({ behavior: "ignoreErrors" });
}

storefrontTest(
  "the receipt of an unsettled purchase is calm, sums it up, and looks again by itself",
  async ({ page, sandbox }) => {
    const release = await holdOutcomesBack(page);
    await openCheckout(page);
    await payButton(page).click();
    await pendingOrder(page).waitFor();
    assert.equal(await page.getByRole("alert").count(), 0, "nothing is wrong");
    assert.equal(await page.locator(".message.bad").count(), 0);
    assert.equal(await page.locator(".message.pending").count(), 1);
    const step = await page.locator(".progress [aria-current=step]").textContent();
    assert.equal(step, "3Checking", "nothing is done yet");
    assert.equal(await page.locator("main").getByRole("button").count(), 1);
    assert.equal(await page.getByText(/do not pay again|try again/i).count(), 0);
    await page.getByText("you will not be charged twice").waitFor();
    assert.equal(await readFact(page, "Package"), "1 GB · 7 days");
    assert.equal(await readFact(page, "Price"), "$4.50");
    assert.equal(await readFact(page, "Payment reference"), paymentOf(page));
    assert.match(await readFact(page, "eSIM"), /^My phone/);

    await page.getByText(/^Next check in \d+ seconds?\.$/).waitFor();
    await page.waitForResponse(/\/purchases\/[\w-]+\.json/);
    await pendingOrder(page).waitFor();
    await release();
    await waitForView(page, "Thank you");
    assert.equal(await readFact(page, "Order number"), sandbox.ledger.orders[0]?.code);
    assert.equal(sandbox.ledger.orders.length, 1);
  },
);
