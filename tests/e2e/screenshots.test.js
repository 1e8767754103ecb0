/**
 * The main states as committed pictures. `UPDATE_GOLDEN=1 node --test tests/e2e/screenshots.test.js` takes them anew.
 */
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import process from "node:process";
import { fileURLToPath } from "node:url";
import pixelmatch from "pixelmatch";
import { buyTopup, openCheckout, waitUntilLoaded } from "./page.js";
import { storefrontTest } from "./storefront.js";

const { PNG } = createRequire(import.meta.url)("pngjs");

/** @typedef {import("./page.js").Page} Page */

const folder = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));
const COMMITTED = folder("screenshots/");
const TAKEN = folder("../../target/screenshots/compared/");
const PHONE = { width: 360, height: 740 };
const DESKTOP = { width: 1440, height: 900 };
/** The half of a minute, so that a slow page shows the same minute. */
const NOW = Date.UTC(2026, 10, 2, 9, 30, 30);
/** The share of a picture's pixels that may differ, such as a letter's edge on another machine. */
const TOLERANCE = 0.002;
/** The distance of colours that counts. pixelmatch's own takes a dark green for a dark blue. */
const DISTANCE = 0.02;
/** Pictures of flat colours are smaller without filters. */
const SMALL = { colorType: 2, filterType: 0, deflateLevel: 9, deflateStrategy: 0 };

/** @typedef {typeof PHONE} Size */
/** The states in the order of a visit. Those that end with "-dark" are taken in the dark. @type {[string, Size[], (page: Page, url: string, iccid: string) => Promise<unknown>][]} */
const STATES = [
  ["home", [PHONE, DESKTOP], (page) => page.locator(".sim").first().waitFor()],
  ["esim", [PHONE, DESKTOP], (page, url, iccid) => page.goto(`${url}esims/${iccid}`)],
  ["esim-dark", [PHONE], (page, url, iccid) => page.goto(`${url}esims/${iccid}`)],
  ["home-dark", [DESKTOP], (page, url) => page.goto(url)],
  ["checkout", [PHONE, DESKTOP], (page, url) => page.goto(url).then(() => openCheckout(page))],
  ["receipt", [PHONE], (page, url) => page.goto(url).then(() => buyTopup(page))],
  ["renew", [PHONE], (page, url) => page.goto(`${url}renew`)],
  ["country", [PHONE, DESKTOP], (page, url) => page.goto(`${url}countries/IE`)],
  ["install", [DESKTOP], (page, url, iccid) => page.goto(`${url}esims/${iccid}/install`)],
];

/** Takes a picture of the screen. @param {Page} page @returns {Promise<Buffer>} */
async function take(page) {
  await waitUntilLoaded(page);
  await page.evaluate(async () => {
    await document.fonts.ready;
    window.scrollTo(0, 0);
    /** @type {HTMLElement | null} */ (document.activeElement)?.blur();
  });
  // A payment has a random name.
  const mask = [page.locator(".receipt .facts.small .code")];
  return page.screenshot({ mask, maskColor: "#888888", animations: "disabled" });
}

/** Returns the share of pixels that differ; 1 if the sizes do. @param {Buffer} one @param {Buffer} other */
function difference(one, other) {
  const [a, b] = [PNG.sync.read(one), PNG.sync.read(other)];
  if (a.width !== b.width || a.height !== b.height) return 1;
  const different = pixelmatch(a.data, b.data, undefined, a.width, a.height, {
    threshold: DISTANCE,
  });
  return different / (a.width * a.height);
}

storefrontTest(
  "the main states look as in their pictures",
  { now: NOW, viewport: PHONE },
  async ({ page, url, sandbox }) => {
    for (const path of [COMMITTED, TAKEN]) mkdirSync(path, { recursive: true });
    /** @type {string[]} */
    const different = [];
    for (const [state, sizes, open] of STATES) {
      await page.setViewportSize(PHONE);
      await page.emulateMedia({ colorScheme: state.endsWith("-dark") ? "dark" : "light" });
      await open(page, url, sandbox.iccids.active);
      for (const size of sizes) {
        await page.setViewportSize(size);
        const picture = await take(page);
        const name = `${state}-${size.width}.png`;
        if (process.env.UPDATE_GOLDEN) {
          const small = PNG.sync.write(PNG.sync.read(picture), SMALL);
          writeFileSync(COMMITTED + name, small);
        }
        const share = difference(picture, readFileSync(COMMITTED + name));
        if (share <= TOLERANCE) continue;
        writeFileSync(TAKEN + name, picture);
        different.push(`${name}: ${(share * 100).toFixed(2)} %, see ${TAKEN + name}`);
      }
    }
    assert.deepEqual(different, []);
  },
);

storefrontTest(
  "a picture in another colour differs",
  { now: NOW, viewport: PHONE },
  async ({ page }) => {
    await page.locator(".sim").first().waitFor();
    const committed = readFileSync(`${COMMITTED}home-360.png`);
    const same = difference(await take(page), committed);
    assert.ok(same <= TOLERANCE, `${same} of the pixels differ`);
    await page.evaluate(() => {
      document.documentElement.style.setProperty("--accent", "#0f4f8b");
    });
    const share = difference(await take(page), committed);
    assert.ok(share > 2 * TOLERANCE, `only ${share} of the pixels differ`);
  },
);
