/** The storefront in each of its languages. */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { findEnglish } from "./english-text.js";
import { waitUntilLoaded } from "./page.js";
import { assertFitsWidth, findViolations, smallTargets } from "./page-rules.js";
import { storefrontTest } from "./storefront.js";

/** @typedef {import("./page.js").Page} Page */

const PHONE = { width: 360, height: 740 };
const LANGUAGES = readdirSync(new URL("../../www/messages/", import.meta.url)).map((file) =>
  file.replace(/\.js$/, ""),
);
const RIGHT_TO_LEFT = ["ar"];

/** @param {Page} page @returns {Promise<string[]>} language and direction */
const readRoot = (page) =>
  page.evaluate(() => {
    const { lang, dir } = document.documentElement;
    return [lang, dir];
  });

/** Numbers and codes of a receipt keep their order in a text from right to left. @param {Page} page */
async function assertReadableLeftToRight(page) {
  assert.match((await page.locator(".price").textContent()) ?? "", /\u2068US\$\u2069/);
  const directions = await page
    .locator(".iccid, .code")
    .evaluateAll((all) => all.map((each) => getComputedStyle(each).direction));
  assert.deepEqual([...new Set(directions)], ["ltr"]);
}

/** Returns the check that every view of a purchase passes. @param {Page} page @param {string} language */
const checkOf = (page, language) => async (/** @type {string} */ view) => {
  await waitUntilLoaded(page);
  const direction = RIGHT_TO_LEFT.includes(language) ? "rtl" : "ltr";
  assert.deepEqual(await readRoot(page), [language, direction]);
  await assertFitsWidth(page, `${language}: ${view}`);
  assert.deepEqual(await smallTargets(page), [], `${language}: ${view}`);
  assert.deepEqual(await findViolations(page), [], `${language}: ${view}`);
  assert.deepEqual(await findEnglish(page, language), [], `${language}: ${view}`);
};

/**
 * Buys the chosen offer.
 *
 * @param {import("./page.js").Page} page
 * @param {ReturnType<typeof checkOf>} check
 * @param {string} [of] of what, in the names of the views
 */
async function buy(page, check, of = "") {
  await page.locator(".pay-bar a").click();
  await page.locator(".checkout").waitFor();
  await check(`checkout${of}`);
  await page.locator(".pay-bar button").click();
  await page.locator(".receipt").waitFor();
  await check(`receipt${of}`);
}

for (const language of LANGUAGES) {
  storefrontTest(
    `${language}: a first eSIM on a phone`,
    { viewport: PHONE, locale: language, path: "shop" },
    async ({ page, url }) => {
      const check = checkOf(page, language);
      await check("shop");
      // The package of another country has a text of its operator, which is English.
      await page.locator('a[href="/countries/IE"]').click();
      await page.locator(".offers").waitFor();
      await page.locator("details.card summary").click();
      await page.locator("details.card input").fill("harbour");
      await check("country");
      await buy(page, check);
      await page.locator(".receipt .button.main").click();
      await page.locator(".qr").waitFor();
      await check("installation");
      await page.goto(`${url}phones`);
      await check("phones");
    },
  );

  storefrontTest(
    `${language}: a top-up and a phone number, on a phone`,
    { viewport: PHONE, locale: language },
    async ({ page, url, sandbox }) => {
      const check = checkOf(page, language);
      await check("home");
      await page.goto(`${url}esims/${sandbox.iccids.active}`);
      await check("eSIM");
      await buy(page, check);
      if (RIGHT_TO_LEFT.includes(language)) await assertReadableLeftToRight(page);

      await page.goto(`${url}renew`);
      await check("renewal");
      await page.locator(".more").click();
      await page.locator(".pay-bar").waitFor();
      await check("numbers");
      await buy(page, check, " of a number");
    },
  );
}

storefrontTest(
  "a page in English is five files, and one more in another language",
  { locale: "en-US" },
  async ({ page, url }) => {
    await waitUntilLoaded(page);
    /** @type {string[]} */
    const paths = [];
    page.on("request", (request) => paths.push(new URL(request.url()).pathname));
    const countFiles = async () => {
      paths.length = 0;
      await page.goto(url);
      await waitUntilLoaded(page);
      return paths.filter((path) => path === "/" || path.startsWith("/assets/")).length;
    };
    const files = await countFiles();
    await page.getByLabel("Language").selectOption("de");
    await page.getByRole("heading", { level: 1, name: "Meine eSIMs" }).waitFor();
    assert.deepEqual([files, await countFiles()], [5, 6]);
  },
);

storefrontTest(
  "the choice of a language changes the open page and is kept",
  { locale: "de-AT" },
  async ({ page }) => {
    await waitUntilLoaded(page);
    assert.deepEqual(await readRoot(page), ["de-AT", "ltr"]);
    await page.getByLabel("Sprache").selectOption("ar");
    await page.waitForFunction(() => document.documentElement.dir === "rtl");
    await page.waitForFunction(() => document.title.includes("شرائح"));
    assert.deepEqual(await findEnglish(page, "ar"), []);
    await page.reload();
    await waitUntilLoaded(page);
    assert.deepEqual(await readRoot(page), ["ar", "rtl"]);
    await page.getByLabel("اللغة").selectOption("en");
    await page.getByRole("heading", { level: 1, name: "My eSIMs" }).waitFor();
    assert.deepEqual(await readRoot(page), ["en", "ltr"]);
  },
);

storefrontTest(
  "a page whose language does not arrive is in English",
  { locale: "ja", expectedErrors: /ERR_FAILED|Failed to fetch dynamically imported module/ },
  async ({ page }) => {
    await page.route(/\/assets\/ja-/, (route) => route.abort());
    await page.reload();
    await page.getByRole("heading", { level: 1, name: "My eSIMs" }).waitFor();
    assert.equal(await page.getByRole("combobox").inputValue(), "en");
  },
);
