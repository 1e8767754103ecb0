/** Pictures of the storefront, compared with committed ones. `UPDATE_GOLDEN=1` takes the committed ones anew. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import process from "node:process";
import { fileURLToPath } from "node:url";
import pixelmatch from "pixelmatch";
import { waitUntilLoaded } from "./page.js";

const { PNG } = createRequire(import.meta.url)("pngjs");

/** @typedef {import("./page.js").Page} Page */

const folder = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));
const COMMITTED = folder("screenshots/");
const TAKEN = folder("../../target/screenshots/compared/");
export const PHONE = { width: 360, height: 740 };
export const DESKTOP = { width: 1440, height: 900 };
/** The half of a minute, so that a slow page shows the same minute. */
const NOW = Date.UTC(2026, 10, 2, 9, 30, 30);
/** The options of a test that takes pictures. The page's clock stands still. */
export const STILL = { now: NOW, viewport: PHONE, timeout: 300_000 };
/** The share of a picture's pixels that may differ, such as a letter's edge on another machine. */
export const TOLERANCE = 0.002;
/** The distance of colours that counts. pixelmatch's own takes a dark green for a dark blue. */
const DISTANCE = 0.02;
/** Pictures of flat colours are smaller without filters. */
const SMALL = { colorType: 2, filterType: 0, deflateLevel: 9, deflateStrategy: 0 };

/**
 * @typedef {object} Taking
 * @property {boolean} [isLoading] true if the view still waits for data
 * @property {boolean} [staysThere] true if the page is not scrolled to its top
 */

/** Takes a picture of the screen. @param {Page} page @param {Taking} [taking] @returns {Promise<Buffer>} */
export async function takePicture(page, { isLoading, staysThere } = {}) {
  if (!isLoading) await waitUntilLoaded(page);
  await page.evaluate(async (stays) => {
    await document.fonts.ready;
    if (!stays) window.scrollTo(0, 0);
    /** @type {HTMLElement | null} */ (document.activeElement)?.blur();
    // A payment has a random name.
    for (const code of document.querySelectorAll("main .code")) {
      if (code.textContent?.startsWith("pay-")) code.textContent = "pay-0123456789abcdef";
    }
    // A flag comes after its row. Images below the screen may never be loaded.
    const seen = [...document.images].filter((image) => {
      const { top, bottom } = image.getBoundingClientRect();
      return bottom > 0 && top < window.innerHeight;
    });
    await Promise.all(seen.map((image) => image.decode()));
  }, staysThere);
  // A button that was pressed is no longer below the pointer.
  await page.mouse.move(0, 0);
  return page.screenshot({ animations: "disabled" });
}

/** Returns the committed picture of this name. @param {string} name */
export const readCommitted = (name) => readFileSync(COMMITTED + name);

/** Returns the share of pixels that differ; 1 if the sizes do. @param {Buffer} one @param {Buffer} other */
export function difference(one, other) {
  const [a, b] = [PNG.sync.read(one), PNG.sync.read(other)];
  if (a.width !== b.width || a.height !== b.height) return 1;
  const different = pixelmatch(a.data, b.data, undefined, a.width, a.height, {
    threshold: DISTANCE,
  });
  return different / (a.width * a.height);
}

/**
 * Takes a picture and compares it with the committed one.
 *
 * @param {Page} page
 * @param {string} name of the file
 * @param {Taking} [taking]
 * @returns {Promise<string[]>} a line that tells the difference, if the pictures differ
 */
export async function comparePicture(page, name, taking) {
  const picture = await takePicture(page, taking);
  if (process.env.UPDATE_GOLDEN) {
    const small = PNG.sync.write(PNG.sync.read(picture), SMALL);
    writeFileSync(COMMITTED + name, small);
  }
  const share = difference(picture, readCommitted(name));
  if (share <= TOLERANCE) return [];
  mkdirSync(TAKEN, { recursive: true });
  writeFileSync(TAKEN + name, picture);
  return [`${name}: ${(share * 100).toFixed(2)} %, see ${TAKEN + name}`];
}
