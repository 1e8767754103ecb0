/** Opens the shop, with its sandbox, in a real Chromium, and notes whatever goes wrong there. */
import assert from "node:assert/strict";
import { start } from "../../www/server/start.mjs";
import { useChromium } from "../browser.js";

/** @typedef {Awaited<ReturnType<typeof start>>} Running */
/** @typedef {import("../browser.js").Page} Page */
/**
 * @typedef {import("../browser.js").Opened & {
 *   received: () => Promise<{ url: string, text: string }[]>,
 * }} Visit with everything that the page got from the server
 */
/**
 * @typedef {object} Options
 * @property {string} [path] the hash of the view to open
 * @property {{ width: number, height: number }} [viewport]
 * @property {"light" | "dark"} [colorScheme]
 */

/**
 * One browser for the file that calls this; a shop and a visit for each test.
 *
 * @returns {{ open: (t: import("node:test").TestContext, options?: Options) => Promise<Running & Visit> }}
 */
export function useBrowser() {
  const newPage = useChromium();
  return {
    open: async (t, { path = "", viewport, colorScheme = "light" } = {}) => {
      // Every exchange with the sandbox is checked against the API's description.
      const running = await start({ sandbox: { validate: true } });
      t.after(() => running.close());
      const opened = await newPage(t, {
        viewport: viewport ?? { width: 1280, height: 900 },
        colorScheme,
        reducedMotion: "reduce",
        timezoneId: "Pacific/Auckland",
      });
      const received = answersOf(opened.page);
      await opened.page.goto(running.url + path);
      return { ...running, ...opened, received };
    },
  };
}

/** @param {Page} page */
function answersOf(page) {
  /** @type {Promise<{ url: string, text: string }>[]} */
  const answers = [];
  page.on("response", (response) => {
    const headers = JSON.stringify(response.headers());
    const body = response.body().then(
      (bytes) => bytes.toString("latin1"),
      // What the browser no longer keeps after the page moved on.
      () => "",
    );
    answers.push(body.then((text) => ({ url: response.url(), text: headers + text })));
  });
  return () => Promise.all(answers);
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
 * The next order of the page gets no answer.
 *
 * @param {Page} page
 * @param {"before" | "after"} moment whether it is lost before the shop's server has it, or after
 */
export async function loseNextOrder(page, moment) {
  await page.route(
    "**/orders/topups",
    async (route) => {
      if (moment === "after") await route.fetch();
      await route.abort("connectionreset");
    },
    { times: 1 },
  );
}

/**
 * Presses the button, and ends the page while its order is on its way.
 *
 * @param {Page} page
 */
export async function payAndLeave(page) {
  const sent = page.waitForRequest(/orders\/topups$/);
  await payButton(page).click();
  await sent;
  await page.goto("about:blank");
}

/** What is told above the views. @param {Page} page */
export const news = (page) => page.locator(".news");

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
