// A real Chromium for the file that uses it, and pages in it that note whatever goes wrong.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { chromium } from "playwright-core";
import { CHROMIUM } from "../pkg-template/tools/browser.mjs";

/** @typedef {import("playwright-core").Page} Page */
/**
 * @typedef {object} Opened
 * @property {Page} page
 * @property {string[]} complaints console errors and warnings, uncaught errors, violations of the policy
 */

const WAIT_MS = 10_000;
const ARGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"];

/**
 * One browser for the file or the suite that calls this.
 *
 * @returns {(t: import("node:test").TestContext, options?: import("playwright-core").BrowserContextOptions) => Promise<Opened>}
 *   opens an empty page that shares nothing with others, until the test ends
 */
export function useChromium() {
  /** @type {import("playwright-core").Browser | undefined} */
  let browser;
  before(
    async () => {
      browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGS, timeout: 30_000 });
    },
    { timeout: 40_000 },
  );
  after(() => browser?.close(), { timeout: 20_000 });
  return async (t, options = {}) => {
    assert.ok(browser);
    const context = await browser.newContext(options);
    t.after(() => context.close());
    context.setDefaultTimeout(WAIT_MS);
    const page = await context.newPage();
    return { page, complaints: await complaintsOf(page) };
  };
}

/** @param {Page} page */
async function complaintsOf(page) {
  /** @type {string[]} */
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(`uncaught: ${error.message}`));
  page.on("console", (line) => {
    if (/^(error|warning)$/.test(line.type())) complaints.push(`console: ${line.text()}`);
  });
  await page.exposeFunction("complain", (/** @type {string} */ text) => complaints.push(text));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      const { complain } = /** @type {{ complain?: (text: string) => void }} */ (
        /** @type {unknown} */ (window)
      );
      complain?.(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
  return complaints;
}
