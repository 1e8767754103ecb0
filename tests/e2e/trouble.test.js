/** Lists that cannot be loaded, and what they offer instead. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertNoComplaints, atView, settled, useBrowser } from "./harness.js";

const { open } = useBrowser();
const BOUND = { timeout: 60_000 };

/** @type {[string, string, string, string][]} endpoint, view, fault, and what is there afterwards */
const LISTS = [
  ["topups", "esim", "status", ".offer"],
  ["history", "esim", "html", ".card-head"],
  ["orders", "orders", "cut-before", ".order"],
];

for (const [endpoint, view, kind, content] of LISTS) {
  test(`${endpoint}: ${kind}, then a second try`, BOUND, async (t) => {
    const visit = await open(t);
    const { page, url, sandbox } = visit;
    sandbox.faults.add({ endpoint, kind, status: 503, times: "always" });
    const hash = view === "esim" ? `#/esims/${sandbox.iccids.active}` : `#/${view}`;
    await page.goto(url + hash);
    const alert = page.getByRole("alert").filter({ hasText: "Something is not working" });
    await alert.waitFor({ timeout: 20_000 });
    sandbox.faults.clear();
    await alert.getByRole("button", { name: "Try again" }).click();
    await page.locator(content).first().waitFor();
    await settled(page);
    const focus = await page.evaluate(() => document.activeElement?.className);
    assert.equal(focus, "loaded", "the focus stays where the button was");
    assertNoComplaints(visit, /50\d/);
  });
}

test("a history that may not be asked for yet says when", BOUND, async (t) => {
  const visit = await open(t);
  const { page, sandbox } = visit;
  sandbox.faults.add({ endpoint: "history", kind: "rate-limited", retryAfter: 600 });
  await page.getByRole("link", { name: "My phone" }).click();
  await page.getByText("Try again in 10 minutes.").waitFor();
  await page.locator(".offer").first().waitFor();
  assertNoComplaints(visit, /429/);
});

test("no connection", BOUND, async (t) => {
  const visit = await open(t, { path: "#/orders" });
  const { page } = visit;
  await settled(page);
  await page.route("**/topups", (route) => route.abort("internetdisconnected"));
  await page.getByRole("link", { name: "My eSIMs" }).click();
  await page.getByRole("link", { name: "My phone" }).click();
  await page.getByRole("alert").getByText("No connection").waitFor();
  await page.unroute("**/topups");
  await page.getByRole("button", { name: "Try again" }).click();
  await page.locator(".offer").first().waitFor();
  assertNoComplaints(visit, /ERR_INTERNET_DISCONNECTED/);
});

test("a session that has ended", BOUND, async (t) => {
  const visit = await open(t);
  const { page } = visit;
  await settled(page);
  await page.context().clearCookies();
  await page.getByRole("link", { name: "Orders" }).click();
  await page.getByRole("alert").getByText("Your visit has ended").waitFor();
  await page.getByRole("button", { name: "Load the page again" }).click();
  await page.locator(".order").first().waitFor();
  assertNoComplaints(visit, /401/);
});

test(
  "an eSIM that was retired, one with nothing on offer, one that is not theirs",
  BOUND,
  async (t) => {
    const visit = await open(t);
    const { page, url, sandbox } = visit;
    await page.getByRole("link", { name: "First trip" }).click();
    await page.getByRole("alert").getByText("This eSIM was retired").waitFor();
    await page.goto(`${url}#/esims/${sandbox.iccids.finished}`);
    await page.getByText("No top-up on offer").waitFor();
    await page.getByText("Nothing left").waitFor();
    await page.goto(`${url}#/esims/${sandbox.iccids.digits17}`);
    await page.getByText("We cannot find this").first().waitFor();
    await page.goto(`${url}#/no/such/view`);
    await atView(page, "There is no such page");
    assertNoComplaints(visit, /403|404|422/);
  },
);

test("what the server sends is text, whatever it looks like", BOUND, async (t) => {
  const visit = await open(t);
  const { page } = visit;
  const title = `<img src=x onerror="document.title='owned'"><b>3 GB</b>`;
  await page.route("**/topups", async (route) => {
    const response = await route.fetch();
    const body = await response.json();
    for (const one of body.data) Object.assign(one, { title, data: title, short_info: title });
    await route.fulfill({ response, json: body });
  });
  await page.getByRole("link", { name: "My phone" }).click();
  await page.getByText(title).first().waitFor();
  assert.equal(await page.locator("main img, main b").count(), 0);
  assert.doesNotMatch(await page.title(), /owned/);
  assertNoComplaints(visit);
});
