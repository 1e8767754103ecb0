/** Every view in each of its states: automated rules, sizes, and pictures to look at. */
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { buyTopup } from "./page.js";
import { assertFitsWidth, findViolations, overfullBoxes, smallTargets } from "./page-rules.js";
import { storefrontTest } from "./storefront.js";
import { WALKS } from "./views.js";

/** @typedef {import("./page.js").Page} Page */

const PICTURES = fileURLToPath(new URL("../../target/screenshots/", import.meta.url));
const COLOR_SCHEMES = /** @type {const} */ (["light", "dark"]);
const PHONE = { width: 360, height: 740 };
/** The widths of a small phone, a tablet and a desktop. */
const OTHER_WIDTHS = [320, 820, 1440];

for (const [walk, views] of Object.entries(WALKS)) {
  storefrontTest(
    `every view ${walk} is accessible, fits the screen, and has large targets`,
    {
      viewport: PHONE,
      timeout: 600_000,
      expectedErrors: /Failed to load resource.*(?:404|422|429|ERR_CONNECTION_RESET)/,
    },
    async ({ page, url, sandbox }) => {
      await mkdir(PICTURES, { recursive: true });
      for (const [name, openView] of views) {
        await page.setViewportSize(PHONE);
        await openView(page, url, sandbox);
        assert.deepEqual(await smallTargets(page), [], `${name}: targets of less than 44 px`);
        await assertFitsWidth(page, name);
        await setTextSize(page, "200%");
        await assertFitsWidth(page, `${name}, text of 200 %`);
        assert.deepEqual(await overfullBoxes(page), [], `${name}, text of 200 %`);
        await setTextSize(page, "");
        for (const colorScheme of COLOR_SCHEMES) {
          await page.emulateMedia({ colorScheme });
          assert.deepEqual(await findViolations(page), [], `${name}, ${colorScheme}`);
          await page.screenshot({ path: `${PICTURES}${name}-${PHONE.width}-${colorScheme}.png` });
        }
        for (const width of OTHER_WIDTHS) {
          await page.setViewportSize({ width, height: 900 });
          await assertFitsWidth(page, `${name}, ${width} px`);
          await page.screenshot({ path: `${PICTURES}${name}-${width}-dark.png` });
        }
      }
    },
  );
}

storefrontTest(
  "forced colours show the current tab, and what is left",
  { path: "esims/8944500102030405061" },
  async ({ page }) => {
    await page.locator(".gauge").waitFor();
    await page.emulateMedia({ forcedColors: "active" });
    const outlines = await page
      .getByRole("navigation", { name: "Shop" })
      .getByRole("link")
      .evaluateAll((tabs) => tabs.map((tab) => getComputedStyle(tab).outlineStyle));
    assert.deepEqual(outlines, ["solid", "none", "none", "none"]);
    const strokes = await page
      .locator(".arc.data circle")
      .evaluateAll((circles) => circles.map((circle) => getComputedStyle(circle).stroke));
    assert.equal(new Set(strokes).size, 2, "the arc differs from its track");
    assert.equal(await page.locator('[aria-hidden=""]').count(), 0);
    assert.deepEqual(await findViolations(page), []);
    const adjust = await page
      .locator(".button.main")
      .evaluateAll((all) => all.map((each) => getComputedStyle(each).forcedColorAdjust));
    assert.deepEqual([...new Set(adjust)], ["none"], "no box is behind a button's text");
  },
);

storefrontTest("a printed receipt has the receipt alone, and is accessible", async ({ page }) => {
  await buyTopup(page);
  for (const colorScheme of COLOR_SCHEMES) {
    await page.emulateMedia({ media: "print", colorScheme });
    assert.deepEqual(await findViolations(page), [], colorScheme);
    const ink = await page.locator(".receipt h1").evaluate((head) => getComputedStyle(head).color);
    assert.equal(ink, "rgb(22, 32, 29)", `${colorScheme}: dark on white paper`);
  }
  assert.equal(await page.locator(".receipt").isVisible(), true);
  for (const part of ["nav", ".bottom", ".actions", "#demo", ".skip"]) {
    assert.equal(await page.locator(part).first().isVisible(), false, part);
  }
});

storefrontTest(
  "a phone number in a title does not break at its hyphens",
  { path: "renew", viewport: { width: 320, height: 640 }, locale: "de" },
  async ({ page }) => {
    await page.locator(".renewal .button.wide").click();
    const number = page.locator("dialog[open] h2 bdi");
    await number.waitFor();
    assert.match((await number.textContent()) ?? "", /^\+1 \d{3}-\d{3}-\d{4}$/);
    const lines = await number.evaluate((box) => {
      const text = document.createRange();
      text.selectNodeContents(box);
      return new Set([...text.getClientRects()].map(({ top }) => Math.round(top))).size;
    });
    assert.equal(lines, 1);
  },
);

storefrontTest("nothing moves if the user wants no motion", async ({ page }) => {
  await page.locator(".sim").first().waitFor();
  const moving = () => page.evaluate(() => document.getAnimations().length);
  assert.equal(await moving(), 0);
  const durations = await page
    .locator(".button, .sim")
    .evaluateAll((all) => all.map((each) => getComputedStyle(each).transitionDuration));
  assert.deepEqual([...new Set(durations)], ["0s"]);
});

/** @param {Page} page @param {string} size */
const setTextSize = (page, size) =>
  page.evaluate((value) => {
    document.documentElement.style.fontSize = value;
  }, size);
