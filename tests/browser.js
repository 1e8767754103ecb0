// One headless Chromium for all test files of a process, and pages in it that record every error.
import process from "node:process";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { CHROMIUM, sharedBrowser } from "./chromium.js";

/** @typedef {import("playwright-core").Page} Page */
/**
 * @typedef {object} OpenPage
 * @property {Page} page
 * @property {string[]} complaints console errors and warnings, uncaught errors, violations of the
 *   content security policy
 */

/** Longer than one lookup of an order, on a slow machine too. */
const WAIT_TIMEOUT_MS = 30_000;
const ARGS = [
  ...["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
  "--force-color-profile=srgb",
];
/** Pictures are the same on every machine. */
const FONTCONFIG_FILE = fileURLToPath(new URL("fonts.conf", import.meta.url));
const LAUNCH = {
  executablePath: CHROMIUM,
  args: ARGS,
  env: { ...process.env, FONTCONFIG_FILE },
  timeout: 90_000,
};

/** @type {Promise<import("playwright-core").Browser> | undefined} */
let launched;

/** Returns the browser of this process. One that has crashed is replaced. */
function openBrowser() {
  launched ??= launch();
  return launched;
}

function launch() {
  const launching = chromium.launch(LAUNCH);
  const forget = () => {
    if (launched === launching) launched = undefined;
  };
  launching.then((browser) => browser.once("disconnected", forget), forget);
  return launching;
}

async function closeBrowser() {
  const browser = await launched?.catch(() => undefined);
  await browser?.close();
}
sharedBrowser.close = closeBrowser;

/**
 * Starts a browser for the file or the suite that calls this, unless the process has one.
 *
 * @returns {(t: import("node:test").TestContext, options?: import("playwright-core").BrowserContextOptions) => Promise<OpenPage>}
 *   opens an empty page in a context of its own, which is closed when the test ends
 */
export function useChromium() {
  before(openBrowser, { timeout: 100_000 });
  after(() => (sharedBrowser.isKept ? undefined : closeBrowser()), { timeout: 20_000 });
  return async (t, options = {}) => {
    const browser = await openBrowser();
    const context = await browser.newContext(options);
    t.after(() => closeContext(context));
    context.setDefaultTimeout(WAIT_TIMEOUT_MS);
    const page = await context.newPage();
    return { page, complaints: await recordComplaints(page) };
  };
}

/**
 * Closes a context and its pages. The handler of a route may still wait for a request. Its error is ignored.
 *
 * @param {import("playwright-core").BrowserContext} context
 */
async function closeContext(context) {
  for (const page of context.pages()) {
    await page.unrouteAll({ behavior: "ignoreErrors" }).catch(() => {});
  }
  await context.close();
}

/**
 * Chromium also warns if the page is only slow. A preloaded file that the page cannot use is loaded twice, and
 * `languages.test.js` counts the files.
 */
const SLOW = /was preloaded using link preload but not used within a few seconds/;

/** @param {Page} page */
async function recordComplaints(page) {
  /** @type {string[]} */
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(`uncaught: ${error.message}`));
  page.on("console", (message) => {
    const text = message.text();
    if (!/^(error|warning)$/.test(message.type()) || SLOW.test(text)) return;
    complaints.push(`console: ${text}`);
  });
  await page.exposeFunction("recordComplaint", (/** @type {string} */ text) =>
    complaints.push(text),
  );
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      const { recordComplaint } = /** @type {{ recordComplaint?: (text: string) => void }} */ (
        /** @type {unknown} */ (window)
      );
      recordComplaint?.(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
  return complaints;
}
