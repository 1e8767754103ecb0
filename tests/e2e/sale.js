/** The actions of a shopper who buys a first eSIM. */
import assert from "node:assert/strict";
import { openTab, payButton, waitForView, waitUntilLoaded } from "./page.js";

/** @typedef {import("./page.js").Page} Page */

/** Makes the shopper one who has nothing yet. @param {Page} page */
export async function emptyAccount(page) {
  await waitUntilLoaded(page);
  const status = await page.evaluate(async () => {
    const body = JSON.stringify({ id: "new-shopper", esims: [], numbers: [] });
    return (await fetch("/shop/demo/shopper", { method: "POST", body })).status;
  });
  assert.equal(status, 200);
  await page.reload();
  await page.getByRole("heading", { name: "No eSIMs yet" }).waitFor();
}

/** Opens the checkout of a package for Norway, from any view. @param {Page} page */
export async function openEsimCheckout(page) {
  await openTab(page, "Shop");
  await page.getByRole("link", { name: /Norway/ }).click();
  await waitForView(page, "Norway");
  await page.getByRole("link", { name: /^Continue/ }).click();
  await waitForView(page, "Checkout");
  await payButton(page).waitFor();
}
