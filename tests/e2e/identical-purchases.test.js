/** A second purchase of the same top-up within minutes, which is asked about. */
import assert from "node:assert/strict";
import { buyTopup, openCheckout, openTab, payButton, readFact, waitForView } from "./page.js";
import { storefrontTest } from "./storefront.js";

/** @param {import("./page.js").Page} page */
const question = (page) => page.getByRole("dialog", { name: "You bought this a moment ago" });

storefrontTest(
  "an identical purchase is asked about, leads to the receipt, and can be made",
  async ({ page, sandbox }) => {
    await buyTopup(page);
    const payment = await readFact(page, "Payment reference");
    await openTab(page, "My eSIMs");
    await openCheckout(page);
    await payButton(page).click();
    await question(page).waitFor();
    assert.equal(sandbox.ledger.orders.length, 1);
    await question(page).getByRole("link", { name: "See the receipt" }).click();
    await waitForView(page, "Thank you");
    assert.equal(await readFact(page, "Payment reference"), payment);

    await page.goBack();
    await payButton(page).click();
    await question(page).getByRole("button", { name: "Buy it again for $4.50" }).click();
    await waitForView(page, "Thank you");
    assert.notEqual(await readFact(page, "Payment reference"), payment);
    assert.equal(sandbox.ledger.orders.length, 2);
  },
);

storefrontTest(
  "a purchase of another device is asked about too, and another top-up is not",
  async ({ page, url, sandbox }) => {
    await buyTopup(page);
    await page.evaluate(() => localStorage.clear());
    await page.goto(`${url}esims/${sandbox.iccids.active}/buy/northwind-7days-1gb-topup`);
    await payButton(page).click();
    await question(page).waitFor();
    await page.keyboard.press("Escape");
    await question(page).waitFor({ state: "hidden" });
    assert.equal(sandbox.ledger.orders.length, 1);

    await page.goto(`${url}esims/${sandbox.iccids.active}/buy/northwind-30days-3gb-topup`);
    await payButton(page).click();
    await waitForView(page, "Thank you");
    assert.equal(sandbox.ledger.orders.length, 2);
  },
);
