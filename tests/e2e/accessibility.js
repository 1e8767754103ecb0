/** The accessibility of every view: automated rules, no sideways scrolling, and pictures to look at. */
import assert from "node:assert/strict";
import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { storefrontTest } from "./storefront.js";
import { VIEWS } from "./views.js";

/** @typedef {import("./page.js").Page} Page */
/** @typedef {{ width: number, height: number }} Viewport */

const PICTURES = fileURLToPath(new URL("../../target/screenshots/", import.meta.url));
const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const COLOR_SCHEMES = /** @type {const} */ (["light", "dark"]);

/**
 * Defines the test of one device. Its views are opened in the smallest viewport, and checked in both
 * viewports and in both color schemes.
 *
 * @param {string} device
 * @param {{ viewport: Viewport, smallest?: Viewport }} viewports
 */
export function accessibilityTest(device, { viewport, smallest = viewport }) {
  storefrontTest(
    `every view is accessible and fits the screen: ${device}`,
    {
      viewport: smallest,
      timeout: 600_000,
      expectedErrors: /Failed to load resource.*(?:404|422|429|ERR_CONNECTION_RESET)/,
    },
    async ({ page, url, sandbox }) => {
      await mkdir(PICTURES, { recursive: true });
      for (const [name, openView] of VIEWS) {
        await page.setViewportSize(smallest);
        await openView(page, url, sandbox);
        await assertFitsWidth(page, name);
        await page.setViewportSize(viewport);
        await assertFitsWidth(page, name);
        for (const colorScheme of COLOR_SCHEMES) {
          await page.emulateMedia({ colorScheme });
          await page.screenshot({ path: `${PICTURES}${name}-${device}-${colorScheme}.png` });
          assert.deepEqual(await findViolations(page), [], `${name}, ${colorScheme}`);
        }
      }
    },
  );
}

/** @param {Page} page @param {string} name */
async function assertFitsWidth(page, name) {
  const fits = await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
  assert.ok(fits, `${name} is wider than the screen`);
}

/** @param {Page} page @returns {Promise<string[]>} */
async function findViolations(page) {
  if (await page.evaluate(() => !("axe" in window))) await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = /** @type {{ axe: typeof import("axe-core") }} */ (
      /** @type {unknown} */ (window)
    );
    const { violations } = await axe.run(document);
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`,
    );
  });
}
