/** The filters of the order list. */
import assert from "node:assert/strict";
import { fetchAnswer } from "./held.js";
import { orderCodes } from "./order-list.js";
import { waitForView, waitUntilLoaded } from "./page.js";
import { storefrontTest } from "./storefront.js";

/** @typedef {import("./page.js").Page} Page */

const VIEW = { path: "orders" };

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
const emptyList = (page) => page.getByText("No orders found");

storefrontTest("order number and status each narrow the list", VIEW, async ({ page }) => {
  const [code] = await orderCodes(page);
  assert.ok(code);

  await openFilters(page);
  await page.getByLabel("Order number").fill(code);
  await applyOneFilter(page);
  assert.deepEqual(await orderCodes(page), [code]);

  await page.getByRole("link", { name: "Clear filters" }).click();
  await page.getByText("Filters", { exact: true }).waitFor();
  assert.equal((await orderCodes(page)).length, 10);

  await openFilters(page);
  await page.getByLabel("Status").selectOption("Refunded");
  await applyOneFilter(page);
  const chips = await page.locator(".order .chip").allTextContents();
  assert.ok(chips.length > 0);
  assert.deepEqual(new Set(chips), new Set(["Refunded"]));
  const prices = await page.locator(".order-price").allTextContents();
  assert.deepEqual(
    prices.filter((price) => !price.endsWith("crossed out")),
    [],
    "a refunded price is no longer owed",
  );

  await page.getByLabel("Status").selectOption("Any status");
  await page.getByLabel("Order number").fill("no-such-code");
  await applyFilters(page);
  await emptyList(page).waitFor();
  assert.match(page.url(), /\/orders\?code=no-such-code$/);
});

storefrontTest(
  "a list of one type fills its pages",
  { path: "orders?type=topup" },
  async ({ page }) => {
    const names = page.locator(".order .small").filter({ hasText: "Top-up" });
    const first = await orderCodes(page);
    assert.equal(first.length, 10);
    assert.equal(await names.count(), 10);
    await page.getByRole("link", { name: "Next" }).click();
    await page.getByText("Page 2", { exact: true }).waitFor();
    const second = await orderCodes(page);
    assert.ok(second.length > 0);
    assert.equal(new Set([...first, ...second]).size, first.length + second.length);
    assert.equal(await names.count(), second.length);
  },
);

storefrontTest(
  "a range of days narrows the list, and one that ends before it begins is refused",
  VIEW,
  async ({ page }) => {
    await waitUntilLoaded(page);
    await openFilters(page);
    await page.getByLabel("From").fill("2026-05-02");
    await page.getByLabel("To", { exact: true }).fill("2026-05-01");
    await applyFilters(page);
    await page.getByRole("alert").getByText("The start date is after the end date.").waitFor();
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("name")), "to");

    await page.getByLabel("From").fill("2001-01-01");
    await page.getByLabel("To", { exact: true }).fill("2001-12-31");
    await applyFilters(page);
    await emptyList(page).waitFor();
    await page.getByText("Filters (1 set)", { exact: true }).waitFor();
  },
);

storefrontTest(
  "the days of the filter are those that the list shows",
  // In Auckland it is the next day already.
  { path: "orders?from=2026-11-02&to=2026-11-02", now: Date.UTC(2026, 10, 2, 15) },
  async ({ page, url }) => {
    const found = await orderCodes(page);
    assert.deepEqual(found, ["20261101-004185"]);
    const time = (await page.locator(".order time").textContent()) ?? "";
    assert.match(time, /^Nov 2, /);
    await page.goto(`${url}orders?from=2026-11-01&to=2026-11-01`);
    assert.deepEqual(
      (await orderCodes(page)).filter((code) => !code.startsWith("20261031")),
      [],
    );
    await page.goto(`${url}orders?from=2026-11-02`);
    assert.deepEqual(await orderCodes(page), found);
    await page.goto(`${url}orders?to=2026-11-01`);
    assert.equal((await orderCodes(page)).length, 10);
    assert.equal(await page.getByText("20261101-004185").count(), 0);
    await page.getByRole("link", { name: "Next" }).click();
    await page.getByText("Page 2", { exact: true }).waitFor();
    assert.equal((await orderCodes(page)).length, 10);
  },
);

storefrontTest(
  "days of an address that do not exist are ignored, and an impossible range says why",
  { path: "orders?from=hello" },
  async ({ page, url }) => {
    await waitUntilLoaded(page);
    await page.getByText("Filters", { exact: true }).waitFor();
    assert.equal((await orderCodes(page)).length, 10);
    await page.goto(`${url}orders?from=2020-13-45`);
    await waitUntilLoaded(page);
    assert.equal((await orderCodes(page)).length, 10);
    assert.equal(await page.getByRole("alert").count(), 0);
    await page.goto(`${url}orders?from=2026-11-30&to=2026-11-01`);
    await page.getByRole("alert").getByText("The start date is after the end date.").waitFor();
  },
);

storefrontTest(
  "a shopper without orders has no filters, and a way to the shop",
  { path: "renew" },
  async ({ page, url }) => {
    await waitUntilLoaded(page);
    await page.route("**/customer/v2/orders*", async (route) => {
      const response = await fetchAnswer(route);
      const { meta } = await response.json();
      const json = { data: [], meta: { ...meta, total: 0, last_page: 1 } };
      await route.fulfill({ response, json });
    });
    await page.goto(`${url}orders`);
    await page.getByRole("heading", { name: "No orders yet" }).waitFor();
    assert.equal(await page.getByText(/^Filters/).count(), 0);
    await page.locator("main").getByRole("link", { name: "Buy an eSIM" }).click();
    await waitForView(page, "Buy an eSIM");
  },
);
