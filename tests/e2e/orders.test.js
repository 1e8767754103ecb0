/** The order list: filters, pages, and the address that holds them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertNoComplaints, atView, settled, useBrowser } from "./harness.js";

const { open } = useBrowser();
const BOUND = { timeout: 60_000 };

/** @param {import("./harness.js").Page} page */
async function codes(page) {
  await settled(page);
  return page.locator(".order-line .code").allTextContents();
}

/** @param {import("./harness.js").Page} page */
async function openFilters(page) {
  await page.getByText(/^Filters/).click();
}

test("pages follow one another and back leads back", BOUND, async (t) => {
  const visit = await open(t, { path: "#/orders" });
  const { page } = visit;
  const first = await codes(page);
  assert.equal(first.length, 10);
  await page.getByRole("link", { name: "Next" }).click();
  await page.getByText(/^Page 2 of \d+$/).waitFor();
  const second = await codes(page);
  assert.ok(second.length > 0);
  assert.equal(new Set([...first, ...second]).size, first.length + second.length);
  assert.match(page.url(), /#\/orders\?page=2$/);
  assert.match(await page.title(), /^Orders, page 2/);

  await page.reload();
  assert.deepEqual(await codes(page), second);
  await page.goBack();
  await page.getByText(/^Page 1 of \d+$/).waitFor();
  assert.deepEqual(await codes(page), first);
  assertNoComplaints(visit);
});

test("the last page has no next one", BOUND, async (t) => {
  const { page } = await open(t, { path: "#/orders" });
  for (let turn = 0; turn < 20; turn += 1) {
    await settled(page);
    const next = page.getByRole("link", { name: "Next" });
    if ((await next.count()) === 0) break;
    await next.click();
    await page.getByText(new RegExp(`^Page ${turn + 2} of`)).waitFor();
  }
  const label = (await page.getByText(/^Page \d+ of \d+$/).textContent()) ?? "";
  const [current, last] = label.match(/\d+/g) ?? [];
  assert.equal(current, last);
});

test("each filter narrows the list", BOUND, async (t) => {
  const visit = await open(t, { path: "#/orders" });
  const { page } = visit;
  const [some] = await codes(page);
  assert.ok(some);

  await openFilters(page);
  await page.getByLabel("Order number").fill(some);
  await page.getByRole("button", { name: "Show orders" }).click();
  await page.getByText("Filters (1 set)").waitFor();
  assert.deepEqual(await codes(page), [some]);

  await page.getByRole("button", { name: "Clear filters" }).click();
  await page.getByText("Filters", { exact: true }).waitFor();
  assert.equal((await codes(page)).length, 10);

  await openFilters(page);
  await page.getByLabel("Status").selectOption("Refunded");
  await page.getByRole("button", { name: "Show orders" }).click();
  await page.getByText("Filters (1 set)").waitFor();
  await settled(page);
  const chips = await page.locator(".order .chip").allTextContents();
  assert.ok(chips.length > 0);
  assert.deepEqual(new Set(chips), new Set(["Refunded"]));

  await page.getByLabel("Status").selectOption("Any status");
  await page.getByLabel("Payment begins with").fill("no order says this");
  await page.getByRole("button", { name: "Show orders" }).click();
  await page.getByText("No orders here").waitFor();
  assert.match(page.url(), /#\/orders\?description=no\+order\+says\+this$/);
  assertNoComplaints(visit);
});

test(
  "days and types narrow the list, and a range that ends before it begins is refused",
  BOUND,
  async (t) => {
    const visit = await open(t, { path: "#/orders?type=topup" });
    const { page } = visit;
    await codes(page);
    const types = await page.locator(".order-line span:nth-child(2)").allTextContents();
    assert.ok(types.length > 0);
    assert.deepEqual(new Set(types), new Set(["Top-up"]));

    await page.getByLabel("From").fill("2026-05-02");
    await page.getByLabel("Until").fill("2026-05-01");
    await page.getByRole("button", { name: "Show orders" }).click();
    await page.getByRole("alert").getByText("The first day is after the last one.").waitFor();
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("name")), "to");

    await page.getByLabel("From").fill("2001-01-01");
    await page.getByLabel("Until").fill("2001-12-31");
    await page.getByRole("button", { name: "Show orders" }).click();
    await page.getByText("No orders here").waitFor();
    assertNoComplaints(visit);
  },
);

test("an address whose days are the wrong way round says so", BOUND, async (t) => {
  const { page } = await open(t, { path: "#/orders?from=2026-11-30&to=2026-11-01" });
  await page.getByText("The first day has to come before the last one.").waitFor();
});

test(
  "times without a zone are shown as they are, whatever the browser's own zone",
  BOUND,
  async (t) => {
    const { page } = await open(t, { path: "#/orders" });
    await codes(page);
    const shown = page.locator(".order time").first();
    const machine = (await shown.getAttribute("datetime")) ?? "";
    assert.match(machine, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
    const text = (await shown.textContent()) ?? "";
    const expected = new Intl.DateTimeFormat("en", {
      dateStyle: "medium",
      timeStyle: "short",
      timeZone: "UTC",
    }).format(new Date(`${machine}Z`));
    // Node and Chromium may separate the time from AM and PM by different spaces.
    assert.equal(text.replace(/\s/g, " "), expected.replace(/\s/g, " "));
    await page.getByText("names no time zone").waitFor();
    await atView(page, "Orders");
  },
);

test("a payment is shown beside its text, and found by its beginning alone", BOUND, async (t) => {
  const visit = await open(t, { path: "#/orders" });
  const { page } = visit;
  await codes(page);
  const note = page.locator(".order-note").first();
  const payment = (await note.locator(".code").textContent()) ?? "";
  assert.match(payment, /^earlier-\d+$/);
  assert.doesNotMatch((await note.textContent()) ?? "", /po1:/);

  await openFilters(page);
  await page.getByLabel("Payment begins with").fill(payment);
  await page.getByRole("button", { name: "Show orders" }).click();
  await page.getByText("Filters (1 set)").waitFor();
  await codes(page);
  const found = await page.locator(".order-note .code").allTextContents();
  assert.ok(found.includes(payment));
  assert.ok(found.every((one) => one.startsWith(payment)));

  await page.getByLabel("Payment begins with").fill(payment.slice(1));
  await page.getByRole("button", { name: "Show orders" }).click();
  await page.getByText("No orders here").waitFor();
  assertNoComplaints(visit);
});

test("a page that there is not leads to the first one", BOUND, async (t) => {
  const visit = await open(t, { path: "#/orders?page=99" });
  const { page, url } = visit;
  await page.getByText("There is no such page").waitFor();
  assert.equal(await page.getByText("nothing fits the filters").count(), 0);
  await page.getByRole("link", { name: "To the first page" }).click();
  await page.getByText(/^Page 1 of \d+$/).waitFor();
  assert.equal((await codes(page)).length, 10);

  await page.goto(`${url}#/orders?status=refunded&page=123456789012`);
  await page.getByText("There is no such page").waitFor();
  await page.getByRole("link", { name: "To the first page" }).click();
  await page.getByText("Filters (1 set)").waitFor();
  assert.ok((await codes(page)).length > 0);
  assertNoComplaints(visit);
});
