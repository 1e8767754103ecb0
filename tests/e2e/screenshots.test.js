/**
 * The main states as committed pictures. `UPDATE_GOLDEN=1 node --test tests/e2e/screenshots.test.js` takes them anew.
 */
import assert from "node:assert/strict";
import { stopTimers } from "./clock.js";
import { fetchAnswer } from "./held.js";
import { buyTopup, buyUnlisted, news, openCheckout, waitUntilLoaded } from "./page.js";
import {
  comparePicture,
  DESKTOP,
  difference,
  PHONE,
  readCommitted,
  STILL,
  TOLERANCE,
  takePicture,
} from "./pictures.js";
import { emptyAccount } from "./sale.js";
import { storefrontTest } from "./storefront.js";

/** @typedef {import("./page.js").Page} Page */

/** A4 at 96 dots per inch. */
const PAPER = { width: 794, height: 1123 };

/** @typedef {typeof PHONE} Size */
/**
 * The states in the order of a visit. Those that end with "-dark" are taken in the dark, those with "-print" as on
 * paper, and those with "-loading" before the data are there.
 *
 * @type {[string, Size[], (page: Page, url: string, iccid: string) => Promise<unknown>][]}
 */
const STATES = [
  ["home", [PHONE, DESKTOP], (page) => page.locator(".sim").first().waitFor()],
  ["esim", [PHONE, DESKTOP], (page, url, iccid) => page.goto(`${url}esims/${iccid}`)],
  ["esim-dark", [PHONE], (page, url, iccid) => page.goto(`${url}esims/${iccid}`)],
  ["home-dark", [DESKTOP], (page, url) => page.goto(url)],
  ["checkout", [PHONE, DESKTOP], (page, url) => page.goto(url).then(() => openCheckout(page))],
  ["checkout-dark", [DESKTOP], (page, url) => page.goto(url).then(() => openCheckout(page))],
  ["receipt", [PHONE], (page, url) => page.goto(url).then(() => buyTopup(page))],
  ["receipt-dark", [PHONE], async () => {}],
  ["receipt-print", [PAPER], async () => {}],
  ["renew", [PHONE], (page, url) => page.goto(`${url}renew`)],
  ["country", [PHONE, DESKTOP], (page, url) => page.goto(`${url}countries/IE`)],
  ["install", [DESKTOP], (page, url, iccid) => page.goto(`${url}esims/${iccid}/install`)],
  ["low-data", [PHONE], openLowData],
  ["offline", [PHONE], goOffline],
  ["home-loading", [PHONE, DESKTOP], openSlowHome],
  ["install", [PHONE], openOnIphone],
  ["empty", [PHONE, DESKTOP], (page, url) => page.goto(url).then(() => emptyAccount(page))],
];

/** A purchase that is open. @type {typeof STATES} */
const OPEN_STATES = [
  ["receipt-open", [PHONE], async () => {}],
  ["esim-open", [DESKTOP], openEsimAndNews],
];

/** @type {typeof STATES} */
const SHOP_STATES = [
  ["checkout-wallet", [PHONE, DESKTOP], openWallet],
  ["shop", [PHONE, DESKTOP], (page, url) => page.goto(`${url}shop`)],
  ["orders", [PHONE, DESKTOP], (page, url) => page.goto(`${url}orders`)],
];

/** @param {Page} page @param {string} url @param {string} iccid */
async function openEsimAndNews(page, url, iccid) {
  await page.goto(`${url}esims/${iccid}`);
  await news(page).getByText("still checking").waitFor();
}

/** @param {Page} page @param {string} url */
async function openWallet(page, url) {
  await page.goto(url);
  await openCheckout(page);
  await page.getByText("Wallet", { exact: true }).click();
}

/** @param {Page} page @param {string} url @param {string} iccid */
async function openLowData(page, url, iccid) {
  // The page would not ask for a history that it has.
  await page.evaluate(() => localStorage.clear());
  await page.route(/\/sims\/\d+\/packages$/, async (route) => {
    const response = await fetchAnswer(route);
    const json = await response.json();
    for (const entry of json.data) if (entry.status === "ACTIVE") entry.remaining = 180;
    await route.fulfill({ response, json });
  });
  await page.goto(`${url}esims/${iccid}`);
  await page.getByText("180 MB").first().waitFor();
  await page.unroute(/\/sims\/\d+\/packages$/);
  await page.evaluate(() => localStorage.clear());
}

/** @param {Page} page @param {string} url */
async function goOffline(page, url) {
  await page.goto(url);
  await waitUntilLoaded(page);
  await page.evaluate(() => {
    Object.defineProperty(navigator, "onLine", { get: () => false });
    window.dispatchEvent(new Event("offline"));
  });
  await page.getByText("You are offline.").waitFor();
}

/** The answers of the gateway do not come. @param {Page} page @param {string} url */
async function openSlowHome(page, url) {
  await page.evaluate(() => localStorage.clear());
  await page.route("**/api/pressone/**", () => {});
  await page.goto(url);
  await page.locator("main:has(h1) .skeleton").first().waitFor();
}

/** @param {Page} page @param {string} url @param {string} iccid */
async function openOnIphone(page, url, iccid) {
  await page.unroute("**/api/pressone/**");
  await page.addInitScript(() => {
    Object.defineProperty(navigator, "userAgent", { get: () => "Mozilla/5.0 (iPhone)" });
  });
  await page.goto(`${url}esims/${iccid}/install`);
  await page.getByRole("link", { name: "Install on this iPhone" }).waitFor();
}

/**
 * Compares states with their pictures.
 *
 * @param {import("./storefront.js").Visit} visit
 * @param {typeof STATES} states
 */
async function compare({ page, url, sandbox }, states) {
  /** @type {string[]} */
  const different = [];
  for (const [state, sizes, open] of states) {
    await page.setViewportSize(PHONE);
    await page.emulateMedia({
      colorScheme: state.endsWith("-dark") ? "dark" : "light",
      media: state.endsWith("-print") ? "print" : "screen",
    });
    await open(page, url, sandbox.iccids.active);
    for (const size of sizes) {
      await page.setViewportSize(size);
      const isLoading = state.endsWith("-loading");
      different.push(...(await comparePicture(page, `${state}-${size.width}.png`, { isLoading })));
    }
  }
  assert.deepEqual(different, []);
}

/** The page's pause before its first look at an open purchase. */
const FIRST_PAUSE_MS = 5_000;

storefrontTest("the main states look as in their pictures", STILL, (visit) =>
  compare(visit, STATES),
);

storefrontTest("the shop and the orders look as in their pictures", STILL, (visit) =>
  compare(visit, SHOP_STATES),
);

storefrontTest("an open purchase looks as in its pictures", STILL, async (visit) => {
  // The time until the next look stands still.
  await stopTimers(visit.page, FIRST_PAUSE_MS);
  await buyUnlisted(visit.page, visit.sandbox);
  await compare(visit, OPEN_STATES);
});

storefrontTest("a picture in another colour differs", STILL, async ({ page }) => {
  await page.locator(".sim").first().waitFor();
  const committed = readCommitted("home-360.png");
  const same = difference(await takePicture(page), committed);
  assert.ok(same <= TOLERANCE, `${same} of the pixels differ`);
  await page.evaluate(() => {
    document.documentElement.style.setProperty("--accent", "#0f4f8b");
  });
  const share = difference(await takePicture(page), committed);
  assert.ok(share > 2 * TOLERANCE, `only ${share} of the pixels differ`);
});
