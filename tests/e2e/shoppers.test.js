/** Shoppers who press twice, who use no mouse, who look at what the page was told. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  assertNoComplaints,
  atView,
  payButton,
  settled,
  toCheckout,
  useBrowser,
} from "./harness.js";

const { open } = useBrowser();
const BOUND = { timeout: 60_000 };

test("pressing the button twice buys once", BOUND, async (t) => {
  const visit = await open(t);
  const { page, sandbox } = visit;
  const before = sandbox.ledger.orders.length;
  await toCheckout(page);
  let payments = 0;
  page.on("request", (request) => {
    if (request.url().endsWith("/shop/payments")) payments += 1;
  });
  await payButton(page).evaluate((button) => {
    for (let press = 0; press < 5; press += 1) /** @type {HTMLElement} */ (button).click();
  });
  await atView(page, "Thank you");
  assert.equal(payments, 1);
  assert.equal(sandbox.ledger.orders.length, before + 1);
  assertNoComplaints(visit);
});

test("a purchase without a mouse", BOUND, async (t) => {
  const visit = await open(t);
  const { page, sandbox } = visit;
  const before = sandbox.ledger.orders.length;
  await settled(page);

  await tabTo(page, /^Skip to content$/);
  await page.keyboard.press("Enter");
  await tabTo(page, /^My phone/);
  await page.keyboard.press("Enter");
  await atView(page, "My phone");
  // After each change of the view the heading has the focus: what comes next is in reach.
  assert.equal(await focused(page), "My phone");
  await settled(page);

  await tabTo(page, /^Choose/);
  await page.keyboard.press("Enter");
  await atView(page, "Check out");
  assert.equal(await focused(page), "Check out");
  await settled(page);

  await tabTo(page, /^Pay .* and top up$/);
  assert.ok(await hasRing(page), "the focus is visible");
  await page.keyboard.press("Space");
  await atView(page, "Thank you");
  assert.equal(await focused(page), "Thank you");

  await tabTo(page, /^See all orders$/);
  await page.keyboard.press("Enter");
  await atView(page, "Orders");
  assert.equal(sandbox.ledger.orders.length, before + 1);
  assertNoComplaints(visit);
});

test("what was loaded is told to screen readers", BOUND, async (t) => {
  const { page } = await open(t);
  const heard = page.getByRole("status");
  await page.getByRole("link", { name: "My phone" }).click();
  await heard.filter({ hasText: /(?:packages? on this eSIM|top-ups? on offer)\.$/ }).waitFor();
  await page.getByRole("link", { name: "Orders" }).click();
  await heard.filter({ hasText: "10 orders on page 1." }).waitFor({ state: "attached" });
});

test("no secret reaches the page", BOUND, async (t) => {
  const visit = await open(t);
  const { page, sandbox } = visit;
  await toCheckout(page);
  await payButton(page).click();
  await atView(page, "Thank you");
  await page.getByRole("link", { name: "See all orders" }).click();
  await settled(page);

  const kept = await page.evaluate(async () => {
    const databases = await indexedDB.databases();
    return JSON.stringify([document.cookie, { ...localStorage }, { ...sessionStorage }, databases]);
  });
  const told = await visit.received();
  const everything = told.map(({ text }) => text).join("\n") + kept;
  // That the search would find what is there:
  assert.match(everything, /"payment_id":"pay-/);
  for (const secret of Object.values(sandbox.credentials)) {
    assert.ok(!everything.includes(secret), secret);
  }
  assert.doesNotMatch(everything, /eyJ[\w-]+\.[\w-]+\./, "a token");
  // The package's own files name these words.
  const data = told.filter(({ url }) => !new URL(url).pathname.startsWith("/pkg/"));
  for (const { url, text } of data) assert.doesNotMatch(text, /access_token|Bearer /, url);
  assert.equal(JSON.parse(kept)[0], "", "the session's cookie is out of reach of scripts");
});

test("what is not the shop's own does not run, and it would be noticed", BOUND, async (t) => {
  const { page, complaints } = await open(t);
  await settled(page);
  assert.equal(complaints.length, 0, complaints.join("\n"));
  await page.evaluate(() => {
    const own = document.createElement("style");
    own.textContent = "h1 { display: none }";
    document.head.append(own);
    try {
      document.body.innerHTML = "<p>gone</p>";
    } catch {
      // Refused: no text becomes HTML here.
    }
  });
  await page.getByRole("heading", { name: "My eSIMs" }).waitFor();
  for (const policy of [/^policy: style-src/, /^policy: require-trusted-types-for/]) {
    const noticed = () => complaints.some((line) => policy.test(line));
    for (let waits = 0; waits < 20 && !noticed(); waits += 1) await page.waitForTimeout(50);
    assert.ok(noticed(), complaints.join("\n"));
  }
});

/**
 * Presses Tab until a control of this name has the focus.
 *
 * @param {import("./harness.js").Page} page
 * @param {RegExp} name
 */
async function tabTo(page, name) {
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press("Tab");
    if (name.test(await focused(page))) return;
  }
  assert.fail(`${name} was not reached`);
}

/** @param {import("./harness.js").Page} page */
const focused = (page) =>
  page.evaluate(() => document.activeElement?.textContent?.replace(/\s+/g, " ").trim() ?? "");

/** @param {import("./harness.js").Page} page */
const hasRing = (page) =>
  page.evaluate(() => {
    const { outlineStyle, outlineWidth } = getComputedStyle(
      document.activeElement ?? document.body,
    );
    return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2;
  });
