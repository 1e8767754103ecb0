/** What automated rules can tell about accessibility, for each view, and pictures to look at. */
import assert from "node:assert/strict";
import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import {
  assertNoComplaints,
  atView,
  loseNextOrder,
  news,
  payAndLeave,
  payButton,
  settled,
  toCheckout,
  useBrowser,
} from "./harness.js";

const { open } = useBrowser();
const PICTURES = fileURLToPath(new URL("../../target/screenshots/", import.meta.url));
const axeSource = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"));

/** @typedef {import("./harness.js").Page} Page */
/** @typedef {import("./harness.js").Running["sandbox"]["iccids"]} Iccids */

/** @type {[string, (page: Page, url: string, iccids: Iccids) => Promise<unknown>][]} */
const VIEWS = [
  ["esims", async (page) => page.getByRole("link", { name: "My phone" }).waitFor()],
  ["esim", (page, url, iccids) => at(page, `${url}#/esims/${iccids.active}`)],
  ["esim-without-offers", (page, url, iccids) => at(page, `${url}#/esims/${iccids.finished}`)],
  ["checkout", async (page, url) => at(page, url).then(() => toCheckout(page))],
  ["receipt", (page, url) => at(page, url).then(() => bought(page))],
  ["esim-bought", (page, url, iccids) => at(page, `${url}#/esims/${iccids.active}`)],
  ["news-ordered", (page, url) => at(page, url).then(() => leftWhileOrdering(page, url))],
  ["receipt-open", (page, url) => at(page, url).then(() => lost(page))],
  ["news-open", (page, url) => visit(page, url).then(() => told(page, "still checking"))],
  ["checkout-storage", (page, url) => at(page, url).then(() => withoutStorage(page))],
  ["esim-retired", (page, url, iccids) => at(page, `${url}#/esims/${iccids.recycled}`)],
  ["receipt-missing", (page, url) => at(page, `${url}#/receipts/pay-unknown`)],
  ["orders", (page, url) => at(page, `${url}#/orders`)],
  ["orders-filtered", (page, url) => at(page, `${url}#/orders?status=completed&code=2`)],
  ["orders-beyond", (page, url) => at(page, `${url}#/orders?page=99`)],
  ["orders-empty", (page, url) => at(page, `${url}#/orders?code=no-such-code`)],
  ["renew", (page, url) => at(page, `${url}#/renew`)],
  ["renew-lost", (page, url) => visit(page, `${url}#/renew`).then(() => renewalLost(page))],
  ["not-found", (page, url) => at(page, `${url}#/nowhere`)],
];

/** @param {Page} page @param {string} address */
async function at(page, address) {
  await page.goto(address);
  await settled(page);
}

/** Opens the page anew, with what it learns of earlier visits. @param {Page} page @param {string} url */
async function visit(page, url) {
  await page.goto("about:blank");
  await at(page, url);
}

/** @param {Page} page @param {string} words */
const told = (page, words) => news(page).getByText(words).first().waitFor({ timeout: 20_000 });

/** @param {Page} page @param {string} url */
async function leftWhileOrdering(page, url) {
  await toCheckout(page);
  await page.route("**/orders/topups", async (route) => void (await route.fetch()), { times: 1 });
  await payAndLeave(page);
  await visit(page, url);
  await told(page, "was ordered");
}

/** @param {Page} page */
async function lost(page) {
  await toCheckout(page);
  await loseNextOrder(page, "before");
  await payButton(page).click();
  await page.getByRole("button", { name: "Try again" }).waitFor({ timeout: 20_000 });
}

/** @param {Page} page */
async function withoutStorage(page) {
  await page.evaluate(() => {
    IDBDatabase.prototype.transaction = () => {
      throw new DOMException("denied", "SecurityError");
    };
  });
  await toCheckout(page);
  await payButton(page).click();
  await page.getByText("Your browser keeps nothing for this shop").waitFor();
}

/** @param {Page} page */
async function renewalLost(page) {
  await page.route("**/renew-number/", (route) => route.abort("connectionreset"), { times: 1 });
  await page.getByRole("button", { name: "Renew the number" }).click();
  await page.getByText("ask us about this renewal").waitFor({ timeout: 20_000 });
}

/** @param {Page} page */
async function bought(page) {
  await toCheckout(page);
  await payButton(page).click();
  await atView(page, "Thank you");
}

const SCREENS = /** @type {const} */ ([
  ["desktop", { width: 1280, height: 900 }, "light"],
  ["desktop", { width: 1280, height: 900 }, "dark"],
  ["phone", { width: 390, height: 844 }, "light"],
  ["phone", { width: 390, height: 844 }, "dark"],
]);

for (const [device, viewport, colorScheme] of SCREENS) {
  test(`every view is accessible: ${device}, ${colorScheme}`, { timeout: 240_000 }, async (t) => {
    await mkdir(PICTURES, { recursive: true });
    const opened = await open(t, { viewport, colorScheme });
    const { page, url, sandbox } = opened;
    for (const [name, show] of VIEWS) {
      await show(page, url, sandbox.iccids);
      await page.screenshot({ path: `${PICTURES}${name}-${device}-${colorScheme}.png` });
      assert.deepEqual(await violations(page), [], name);
      assert.ok(await fitsWidth(page), `${name} is wider than the screen`);
    }
    assertNoComplaints(opened, /Failed to load resource.*(?:404|422|429|ERR_CONNECTION_RESET)/);
  });
}

test("the smallest phone needs no sideways scrolling", {
  timeout: 180_000,
}, async (t) => {
  const { page, url, sandbox } = await open(t, { viewport: { width: 320, height: 568 } });
  for (const [name, show] of VIEWS) {
    await show(page, url, sandbox.iccids);
    assert.ok(await fitsWidth(page), `${name} is wider than the screen`);
  }
});

/** @param {Page} page */
const fitsWidth = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);

/** @param {Page} page @returns {Promise<string[]>} */
async function violations(page) {
  await page.evaluate(axeSource.toString());
  const found = await page.evaluate(async () => {
    const { axe } = /** @type {{ axe: typeof import("axe-core") }} */ (
      /** @type {unknown} */ (window)
    );
    return (await axe.run(document)).violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`,
    );
  });
  return found;
}
