/** The pages of the order list, and the times in it. */
import assert from "node:assert/strict";
import { fetchAnswer } from "./held.js";
import { orderCodes, orderRow, waitForOrder } from "./order-list.js";
import { buyTopup, openTab, pay, readFact, waitForView, waitUntilLoaded } from "./page.js";
import { openEsimCheckout } from "./sale.js";
import { storefrontTest, TIME_ZONE } from "./storefront.js";

/** @typedef {import("./page.js").Page} Page */

const VIEW = { path: "orders" };
const MAX_PAGES = 20;

/** @param {Page} page @param {number} number */
const waitForPage = (page, number) =>
  page.getByText(new RegExp(`^Page ${number} of \\d+$`)).waitFor();

/** @param {Page} page */
const nextLink = (page) => page.getByRole("link", { name: "Next" });

storefrontTest(
  "the next page has other orders, and the back button returns to the first",
  VIEW,
  async ({ page }) => {
    const first = await orderCodes(page);
    assert.equal(first.length, 10);
    await nextLink(page).click();
    await waitForPage(page, 2);
    const second = await orderCodes(page);
    assert.ok(second.length > 0);
    assert.equal(new Set([...first, ...second]).size, first.length + second.length);
    assert.match(page.url(), /\/orders\?page=2$/);
    assert.match(await page.title(), /^Orders, page 2/);

    await page.reload();
    assert.deepEqual(await orderCodes(page), second);
    await page.goBack();
    await waitForPage(page, 1);
    assert.deepEqual(await orderCodes(page), first);
  },
);

storefrontTest("the last page has no link to a next one", VIEW, async ({ page }) => {
  await waitUntilLoaded(page);
  for (let number = 2; number <= MAX_PAGES && (await nextLink(page).count()) > 0; number += 1) {
    await nextLink(page).click();
    await waitForPage(page, number);
    await waitUntilLoaded(page);
  }
  const label = (await page.getByText(/^Page \d+ of \d+$/).textContent()) ?? "";
  const [current, last] = label.match(/\d+/g) ?? [];
  assert.equal(current, last);
});

storefrontTest(
  "a page beyond the last one links to the first page of the same filters",
  { path: "orders?page=99" },
  async ({ page, url }) => {
    const noSuchPage = page.getByText("This page does not exist");
    const firstPage = page.getByRole("link", { name: "Go to the first page" });
    await noSuchPage.waitFor();
    assert.equal(await page.getByText("No orders found").count(), 0);
    await firstPage.click();
    await waitForPage(page, 1);
    assert.equal((await orderCodes(page)).length, 10);

    await page.goto(`${url}orders?status=refunded&page=123456789012`);
    await noSuchPage.waitFor();
    await firstPage.click();
    await page.getByText("Filters (1 set)").waitFor();
    assert.ok((await orderCodes(page)).length > 0);
  },
);

storefrontTest(
  "an order leads to its receipt, with its eSIM if the shop knows it",
  VIEW,
  async ({ page, sandbox }) => {
    const [code] = await orderCodes(page);
    await page.locator(".order").first().getByRole("link").click();
    await waitForOrder(page, code);
    assert.equal(await readFact(page, "Order number"), code);
    assert.match(await readFact(page, "Total paid"), /^\$\d/);
    await page.goBack();
    await waitUntilLoaded(page);
    assert.equal(await page.getByText(/po2:|earlier-\d/).count(), 0, "no label of the operator");

    await openTab(page, "My eSIMs");
    await buyTopup(page);
    await page.getByRole("link", { name: "See all orders" }).click();
    await page.locator(".order").getByRole("link").first().click();
    await waitForOrder(page, sandbox.ledger.orders[0]?.code);
    await page.getByRole("link", { name: "Back to My phone" }).click();
    await waitForView(page, "My phone");
  },
);

storefrontTest("the order of a new eSIM names the eSIM", VIEW, async ({ page, sandbox }) => {
  await waitUntilLoaded(page);
  const esims = page.locator(".order").filter({ hasText: "New eSIM" });
  await esims.filter({ hasText: "Watch" }).first().waitFor();
  // The shopper's table has no label for the other eSIMs, so their rows have the last digits.
  await esims
    .filter({ hasText: /•••• \d{4}/ })
    .first()
    .waitFor();

  await openEsimCheckout(page);
  await pay(page);
  await openTab(page, "Orders");
  const bought = orderRow(page, sandbox.ledger.orders[0]?.code);
  await bought.getByText("Norway").waitFor();
});

storefrontTest(
  "the receipt of an order that failed says nothing of a payment that was made",
  VIEW,
  async ({ page, sandbox }) => {
    await openTab(page, "My eSIMs");
    await buyTopup(page);
    await waitUntilLoaded(page);
    assert.equal(await readFact(page, "Paid with"), "Card •••• 4242");
    await page.route(/\/customer\/v2\/orders\?/, async (route) => {
      const response = await fetchAnswer(route);
      const json = await response.json();
      for (const order of json.data) order.status = { name: "Failed", slug: "failed" };
      await route.fulfill({ response, json });
    });
    await page.getByRole("link", { name: "See all orders" }).click();
    await orderRow(page, sandbox.ledger.orders[0]?.code).getByRole("link").click();
    await page.locator(".receipt").getByText("Failed").waitFor();
    await waitUntilLoaded(page);
    assert.equal(await page.getByText(/^(?:Paid|Paid with|Total paid)$/).count(), 0);
  },
);

storefrontTest("each order's price stands where the others' do", VIEW, async ({ page }) => {
  await waitUntilLoaded(page);
  const offsets = await page.locator(".order").evaluateAll((rows) =>
    rows.map((row) => {
      const price = row.querySelector(".order-price")?.getBoundingClientRect();
      // The first row has no line above it.
      return (price?.top ?? 0) - row.getBoundingClientRect().top - row.clientTop;
    }),
  );
  assert.equal(offsets.length, 10);
  assert.ok(Math.max(...offsets) - Math.min(...offsets) <= 1, offsets.join(" | "));
});

storefrontTest(
  "the times of orders are on the shopper's clock, and PressOne's digits in the tooltip",
  VIEW,
  async ({ page }) => {
    await waitUntilLoaded(page);
    const shown = page.locator(".order time").first();
    const machine = (await shown.getAttribute("datetime")) ?? "";
    assert.match(machine, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/);
    const text = (await shown.textContent()) ?? "";
    const format = (/** @type {Intl.DateTimeFormatOptions} */ options, at = new Date(machine)) =>
      new Intl.DateTimeFormat("en", options).format(at).replace(/\s/g, " ");
    const yearOf = (/** @type {Date} */ at) => format({ year: "numeric", timeZone: TIME_ZONE }, at);
    const isThisYear = yearOf(new Date(machine)) === yearOf(new Date());
    const expected = format({
      day: "numeric",
      month: "short",
      ...(isThisYear ? {} : { year: "numeric" }),
      hour: "numeric",
      minute: "2-digit",
      timeZone: TIME_ZONE,
    });
    // Node and Chromium separate the time from AM and PM by different spaces.
    assert.equal(text.replace(/\s/g, " "), expected);
    const title = ((await shown.getAttribute("title")) ?? "").replace(/\s/g, " ");
    const digits = format({ dateStyle: "medium", timeStyle: "short", timeZone: "UTC" });
    assert.equal(title, `${digits} UTC`);
  },
);

storefrontTest(
  "an order that was made in the last hours of a year elsewhere has no year in the new one",
  // The newest order is of the 31st of December in UTC.
  { path: "orders", now: Date.UTC(2027, 0, 1, 15) },
  async ({ page }) => {
    await waitUntilLoaded(page);
    const shown = page.locator(".order time").first();
    assert.match((await shown.getAttribute("datetime")) ?? "", /^2026-12-31T/);
    assert.match((await shown.textContent()) ?? "", /^Jan 1, \d+:\d\d\s[AP]M$/);
  },
);

storefrontTest(
  "the receipt of an order has the time at which the shopper's clock showed it",
  { now: Date.UTC(2026, 10, 2, 9, 30, 30) },
  async ({ page }) => {
    await buyTopup(page);
    assert.equal(await readFact(page, "Ordered"), "Nov 2, 2026, 10:30 PM");
  },
);
