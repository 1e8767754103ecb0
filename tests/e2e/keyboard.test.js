/** Shoppers who use no mouse, or a screen reader. */
import assert from "node:assert/strict";
import { openTab, waitForFocus, waitForView, waitUntilLoaded } from "./page.js";
import { storefrontTest } from "./storefront.js";

/** @typedef {import("./page.js").Page} Page */

const MAX_TABS = 40;

storefrontTest("a shopper buys a top-up with the keyboard alone", async ({ page, sandbox }) => {
  const ordersBefore = sandbox.ledger.orders.length;
  await waitUntilLoaded(page);

  await focusByTab(page, /^Skip to content$/);
  await page.keyboard.press("Enter");
  await focusByTab(page, /^My phone$/);
  await page.keyboard.press("Enter");
  // After each change of the view its heading has the focus, so Tab reaches the next control.
  await waitForFocus(page, "My phone");
  await waitUntilLoaded(page);

  // The rows to choose from are one stop of Tab; the arrows choose.
  await focusByTab(page, /^Continue/);
  await page.keyboard.press("Enter");
  await waitForFocus(page, "Checkout");
  await waitUntilLoaded(page);

  await focusByTab(page, /^Pay .* and top up$/);
  assert.ok(await hasFocusRing(page), "the focus is visible");
  await page.keyboard.press("Space");
  await waitForFocus(page, "Thank you");

  await focusByTab(page, /^See all orders$/);
  await page.keyboard.press("Enter");
  await waitForView(page, "Orders");
  assert.equal(sandbox.ledger.orders.length, ordersBefore + 1);
});

storefrontTest("a screen reader announces what was loaded", async ({ page }) => {
  const status = page.getByRole("status");
  await page.getByRole("link", { name: "My phone", exact: true }).click();
  await status.filter({ hasText: /(?:packages? on this eSIM|top-ups? available)\.$/ }).waitFor();
  await openTab(page, "Orders");
  await status.filter({ hasText: /^10 orders on page 1\.$/ }).waitFor({ state: "attached" });
});

/**
 * Presses Tab until a control with this text has the focus.
 *
 * @param {Page} page
 * @param {RegExp} text
 */
async function focusByTab(page, text) {
  for (let tabs = 0; tabs < MAX_TABS; tabs += 1) {
    await page.keyboard.press("Tab");
    if (text.test(await focusedText(page))) return;
  }
  assert.fail(`${MAX_TABS} presses of Tab did not reach ${text}`);
}

/** @param {Page} page */
const focusedText = (page) =>
  page.evaluate(() => document.activeElement?.textContent?.replace(/\s+/g, " ").trim() ?? "");

/** @param {Page} page */
const hasFocusRing = (page) =>
  page.evaluate(() => {
    const { outlineStyle, outlineWidth } = getComputedStyle(
      document.activeElement ?? document.body,
    );
    return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2;
  });
