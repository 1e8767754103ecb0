/** The filters of the order list. */
import assert from "node:assert/strict";
import { orderCodes } from "./order-list.js";
import { waitUntilLoaded } from "./page.js";
import { storefrontTest } from "./storefront.js";

/** @typedef {import("./page.js").Page} Page */

const VIEW = { path: "#/orders" };

/** @param {Page} page */
const openFilters = (page) => page.getByText(/^Filters/).click();

/** @param {Page} page */
const applyFilters = (page) => page.getByRole("button", { name: "Show orders" }).click();

/** Applies the filters, and waits for a list that one filter narrows. @param {Page} page */
async function applyOneFilter(page) {
  await applyFilters(page);
  await page.getByText("Filters (1 set)").waitFor();
  await waitUntilLoaded(page);
}

/** @param {Page} page */
const emptyList = (page) => page.getByText("No orders here");

storefrontTest("order number, status and payment each narrow the list", VIEW, async ({ page }) => {
  const [code] = await orderCodes(page);
  assert.ok(code);

  await openFilters(page);
  await page.getByLabel("Order number").fill(code);
  await applyOneFilter(page);
  assert.deepEqual(await orderCodes(page), [code]);

  await page.getByRole("button", { name: "Clear filters" }).click();
  await page.getByText("Filters", { exact: true }).waitFor();
  assert.equal((await orderCodes(page)).length, 10);

  await openFilters(page);
  await page.getByLabel("Status").selectOption("Refunded");
  await applyOneFilter(page);
  const chips = await page.locator(".order .chip").allTextContents();
  assert.ok(chips.length > 0);
  assert.deepEqual(new Set(chips), new Set(["Refunded"]));

  await page.getByLabel("Status").selectOption("Any status");
  await page.getByLabel("Payment begins with").fill("no order says this");
  await applyFilters(page);
  await emptyList(page).waitFor();
  assert.match(page.url(), /#\/orders\?description=no\+order\+says\+this$/);
});

storefrontTest(
  "types and days narrow the list, and a range that ends before it begins is refused",
  { path: "#/orders?type=topup" },
  async ({ page }) => {
    await waitUntilLoaded(page);
    const types = await page.locator(".order-line span:nth-child(2)").allTextContents();
    assert.ok(types.length > 0);
    assert.deepEqual(new Set(types), new Set(["Top-up"]));

    await page.getByLabel("From").fill("2026-05-02");
    await page.getByLabel("Until").fill("2026-05-01");
    await applyFilters(page);
    await page.getByRole("alert").getByText("The first day is after the last one.").waitFor();
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("name")), "to");

    await page.getByLabel("From").fill("2001-01-01");
    await page.getByLabel("Until").fill("2001-12-31");
    await applyFilters(page);
    await emptyList(page).waitFor();
  },
);

storefrontTest(
  "an address whose range ends before it begins is refused",
  { path: "#/orders?from=2026-11-30&to=2026-11-01" },
  async ({ page }) => {
    await page.getByText("The first day has to come before the last one.").waitFor();
  },
);

storefrontTest(
  "an order shows its payment, and only the payment's beginning finds it",
  VIEW,
  async ({ page }) => {
    await waitUntilLoaded(page);
    const note = page.locator(".order-note").first();
    const payment = (await note.locator(".code").textContent()) ?? "";
    assert.match(payment, /^earlier-\d+$/);
    assert.doesNotMatch((await note.textContent()) ?? "", /po2:/);

    await openFilters(page);
    await page.getByLabel("Payment begins with").fill(payment);
    await applyOneFilter(page);
    const found = await page.locator(".order-note .code").allTextContents();
    assert.ok(found.includes(payment));
    assert.ok(found.every((other) => other.startsWith(payment)));

    await page.getByLabel("Payment begins with").fill(payment.slice(1));
    await applyFilters(page);
    await emptyList(page).waitFor();
  },
);
