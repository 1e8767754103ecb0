/** Opens the shop, with its sandbox, in a real Chromium, and notes whatever goes wrong there. */
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { chromium } from "playwright-core";
import { CHROMIUM } from "../../pkg-template/tools/browser.mjs";
import { start } from "../../www/server/start.mjs";

/** @typedef {Awaited<ReturnType<typeof start>>} Running */
/** @typedef {import("playwright-core").Page} Page */
/**
 * @typedef {object} Visit
 * @property {Page} page
 * @property {string[]} complaints console errors, uncaught errors, violations of the policy
 * @property {() => Promise<{ url: string, text: string }[]>} received everything that the page got from the server
 */

const WAIT_MS = 10_000;
const ARGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"];

/**
 * One browser for the file that calls this; a shop and a visit for each test.
 *
 * @returns {{ open: (t: import("node:test").TestContext, options?: Options) => Promise<Running & Visit> }}
 */
export function useBrowser() {
  /** @type {import("playwright-core").Browser | undefined} */
  let browser;
  before(
    async () => {
      browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGS, timeout: 30_000 });
    },
    { timeout: 40_000 },
  );
  after(() => browser?.close(), { timeout: 20_000 });
  return {
    open: async (t, options = {}) => {
      // Every exchange with the sandbox is checked against the API's description.
      const running = await start({ sandbox: { validate: true } });
      t.after(() => running.close());
      assert.ok(browser);
      const visit = await visitWith(browser, options);
      t.after(() => visit.page.context().close());
      await visit.page.goto(running.url + (options.path ?? ""));
      return { ...running, ...visit };
    },
  };
}

/**
 * @typedef {object} Options
 * @property {string} [path] the hash of the view to open
 * @property {{ width: number, height: number }} [viewport]
 * @property {"light" | "dark"} [colorScheme]
 */

/**
 * @param {import("playwright-core").Browser} browser
 * @param {Options} options
 * @returns {Promise<Visit>}
 */
async function visitWith(browser, { viewport = { width: 1280, height: 900 }, colorScheme }) {
  const context = await browser.newContext({
    viewport,
    colorScheme: colorScheme ?? "light",
    reducedMotion: "reduce",
    timezoneId: "Pacific/Auckland",
  });
  context.setDefaultTimeout(WAIT_MS);
  const page = await context.newPage();
  /** @type {string[]} */
  const complaints = [];
  /** @type {Promise<{ url: string, text: string }>[]} */
  const answers = [];
  page.on("pageerror", (error) => complaints.push(`uncaught: ${error.message}`));
  page.on("console", (line) => {
    if (line.type() === "error") complaints.push(`console: ${line.text()}`);
  });
  page.on("response", (response) => {
    const headers = JSON.stringify(response.headers());
    const body = response.body().then(
      (bytes) => bytes.toString("latin1"),
      // What the browser no longer keeps after the page moved on.
      () => "",
    );
    answers.push(body.then((text) => ({ url: response.url(), text: headers + text })));
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
  return { page, complaints, received: () => Promise.all(answers) };
}

/**
 * Waits until the view's heading is there.
 *
 * @param {Page} page
 * @param {string} name
 */
export async function atView(page, name) {
  await page.getByRole("heading", { level: 1, name }).waitFor();
}

/**
 * Waits until nothing of the view is loading any more.
 *
 * @param {Page} page
 */
export async function settled(page) {
  await page.locator("main h1").waitFor();
  await page.waitForFunction(() => document.querySelector("[aria-busy]") === null);
}

/**
 * From the list of eSIMs to the checkout of one of the top-ups on offer.
 *
 * @param {Page} page
 * @param {string} [label] the eSIM
 * @param {number} [index] which of the offers
 */
export async function toCheckout(page, label = "My phone", index = 0) {
  await page.getByRole("link", { name: label }).click();
  await atView(page, label);
  await page
    .getByRole("link", { name: /^Choose/ })
    .nth(index)
    .click();
  await atView(page, "Check out");
  await payButton(page).waitFor();
}

/** @param {Page} page */
export const payButton = (page) => page.getByRole("button", { name: /^Pay .* and top up$/ });

/**
 * The value beside a name in a list of facts.
 *
 * @param {Page} page
 * @param {string} name
 */
export async function fact(page, name) {
  const row = page.locator(".facts > div").filter({ has: page.getByText(name, { exact: true }) });
  return (await row.locator("dd").textContent())?.trim() ?? "";
}

/**
 * Nothing went wrong in the page, and PressOne was asked for nothing that it does not document.
 *
 * @param {Running & Visit} visit
 * @param {RegExp} [expected] what the browser reports where the test wants a failure
 */
export function assertNoComplaints({ complaints, sandbox }, expected) {
  assert.deepEqual(
    complaints.filter((line) => !expected?.test(line)),
    [],
  );
  assert.deepEqual(sandbox.violations, []);
}
