/** The address of a payment's receipt. */
import assert from "node:assert/strict";
import { buyTopup, readFact, tryAgainButton, unknownOutcome, waitForView } from "./page.js";
import { storefrontTest } from "./storefront.js";

storefrontTest(
  "a receipt survives a reload, and the back button leads to the eSIM",
  async ({ page }) => {
    await buyTopup(page);
    const code = await readFact(page, "Order");
    await page.reload();
    await waitForView(page, "Your order");
    await page.getByText("Your order was made", { exact: true }).waitFor();
    assert.equal(await readFact(page, "Order"), code);
    await page.goBack();
    await waitForView(page, "My phone");
  },
);

for (const [kind, payment] of [
  ["unknown", "pay-0123456789abcdef"],
  ["malformed", "no%20payment"],
  ["very long", "x".repeat(200)],
]) {
  storefrontTest(
    `the receipt of a payment whose id is ${kind} shows no order`,
    {
      path: `#/receipts/${payment}`,
    },
    async ({ page }) => {
      await page.getByText("There is no such order", { exact: true }).waitFor();
      assert.equal(await unknownOutcome(page).count(), 0);
      assert.equal(await tryAgainButton(page).count(), 0);
    },
  );
}
