/**
 * Phone numbers to choose from, and what happens while one is claimed. All tests share a shop. Each has a shopper and a
 * number of its own.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { useChromium } from "../browser.js";
import { fetchAnswer } from "./held.js";
import {
  clickRepeatedly,
  loseNextOrder,
  news,
  payButton,
  paymentOf,
  pendingOrder,
  readFact,
  waitForView,
  waitUntilLoaded,
} from "./page.js";
import { openSessionOf, useShopClient } from "./shop-client.js";

/** @typedef {import("./page.js").Page} Page */
/** @typedef {{ page: Page, url: string, sandbox: import("./storefront.js").Sandbox }} Visit */

const TIMEOUT_MS = 120_000;

const { storefront, payForNumber, claimNumber } = useShopClient();
const openPage = useChromium();
let shoppers = 0;

/**
 * Defines a test of a new shopper's page. It fails if the page reports an error that `expectedErrors` does not match.
 *
 * @param {string} name
 * @param {{ path: string, expectedErrors?: RegExp }} options `path` without its slash
 * @param {(visit: Visit) => Promise<void>} body
 */
function numberTest(name, { path, expectedErrors }, body) {
  test(name, { timeout: TIMEOUT_MS }, async (t) => {
    const { url, sandbox } = storefront();
    shoppers += 1;
    const cookie = await openSessionOf(storefront(), { id: `shopper-${shoppers}`, esims: [] });
    const { page, complaints } = await openPage(t, { reducedMotion: "reduce" });
    const [cookieName = "", value = ""] = cookie.split("=");
    await page.context().addCookies([{ name: cookieName, value, url }]);
    await page.goto(url + path);
    await waitUntilLoaded(page);
    await body({ page, url, sandbox });
    assert.deepEqual(
      complaints.filter((complaint) => !expectedErrors?.test(complaint)),
      [],
    );
  });
}

/** The claims of a number. @param {Visit} visit @param {string} number */
const claimsOf = ({ sandbox }, number) =>
  sandbox.ledger.claims.filter(({ mobile }) => mobile === number);

/** The address of a number's checkout. @param {string} number */
const checkoutOf = (number) => `numbers/${encodeURIComponent(number)}`;

/** @param {Visit} visit @param {string} number */
async function assertOneClaim(visit, number) {
  const { page, url } = visit;
  await waitForView(page, "Thank you");
  assert.equal(claimsOf(visit, number).length, 1);
  assert.equal(await readFact(page, "Total paid"), "$4.99");
  await page.goto(`${url}renew`);
  await waitUntilLoaded(page);
  assert.equal(await page.getByRole("radio").count(), 1, "the shopper's numbers");
}

/** @param {Page} page */
async function assertUnavailable(page) {
  await page.getByRole("alert").getByText("This number is no longer available").waitFor();
  await page.getByText("Nothing was ordered and you have not been charged.").waitFor();
}

numberTest(
  "numbers are shown by country and page by page, and the keyboard chooses one",
  { path: "numbers" },
  async ({ page, url }) => {
    const numbers = page.getByRole("radio");
    assert.equal(await numbers.count(), 10);
    await page.getByRole("button", { name: "Show more numbers" }).click();
    await numbers.nth(11).waitFor();
    assert.equal(await numbers.count(), 12);
    await page.getByLabel("Country").selectOption("United Kingdom");
    await page.waitForURL(`${url}numbers?country=GB`);
    await page.getByRole("radio", { name: "+446715000012" }).waitFor();
    await page.reload();
    await waitUntilLoaded(page);
    assert.equal(await numbers.count(), 4);
    await numbers.first().focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await waitForView(page, "Checkout");
    await page.locator("h1:focus").waitFor();
    const summary = page.getByRole("region", { name: "Your new number" });
    assert.equal(await readFact(summary, "Country"), "United Kingdom");
    assert.equal(await readFact(summary, "To pay"), "$5.99");
    await summary.getByText("+446715000015").waitFor();
    await page.getByRole("link", { name: "Back to the numbers" }).click();
    await waitForView(page, "Get a number");
  },
);

numberTest(
  "without free numbers, and without numbers on sale, the view says so",
  { path: "renew", expectedErrors: /403/ },
  async ({ page, url }) => {
    /** @param {{ status?: number, json: object }} answer */
    const open = async (answer, country = "") => {
      await page.route("**/numbers.json*", (route) => route.fulfill(answer), { times: 1 });
      await page.goto(`${url}numbers${country && `?country=${country}`}`);
    };
    const none = { json: { data: [], meta: { gateway: 1, total: 0, next: null } } };
    await open(none, "GB");
    await page.getByText("Please choose another country").waitFor();
    await open(none);
    await page.getByText("All numbers are taken").waitFor();
    assert.equal(await page.getByText("choose another country").count(), 0);
    // The next page may have numbers of a plan.
    const foreign = { number: "+999" };
    await open({ json: { data: [foreign], meta: { gateway: 1, total: 9, next: "n" } } });
    await page.getByText("No numbers available here").waitFor();
    await page.getByRole("button", { name: "Show more numbers" }).waitFor();
    await open({ status: 403, json: { data: null, code: "permission", meta: { gateway: 1 } } });
    await page.getByText("Numbers are not available right now").waitFor();
    await page.locator("main .empty").getByRole("link", { name: "Your numbers" }).click();
    await waitForView(page, "Your numbers");
  },
);

numberTest(
  "a skeleton has the place of the numbers until they are there",
  { path: "renew" },
  async ({ page }) => {
    /** @type {() => void} */
    let answer = () => {};
    const asked = new Promise((resolve) => {
      page.route("**/numbers.json", (route) => {
        answer = () => route.continue();
        resolve(undefined);
      });
    });
    await page.getByRole("link", { name: "Get a number" }).click();
    await asked;
    const box = await page.locator(".skeleton").first().boundingBox();
    assert.ok(box && box.height > 60 && box.width > 200);
    answer();
    await page.getByRole("radio").first().waitFor();
    assert.equal(await page.locator(".skeleton").count(), 0);
  },
);

numberTest(
  "repeated clicks make one payment and one claim, and the number cannot be bought twice",
  { path: checkoutOf("+12025550210") },
  async (visit) => {
    const { page, url } = visit;
    let payments = 0;
    page.on("request", (request) => {
      if (request.url().endsWith("/shop/payments")) payments += 1;
    });
    await clickRepeatedly(payButton(page), 5);
    await assertOneClaim(visit, "+12025550210");
    assert.equal(payments, 1);
    await page.goto(url + checkoutOf("+12025550210"));
    await page.getByText("This number is already yours").waitFor();
    assert.equal(await payButton(page).count(), 0);
  },
);

numberTest(
  "a reload during the claim finds it, with the price that was paid",
  { path: checkoutOf("+12025550211") },
  async (visit) => {
    const { page, sandbox } = visit;
    sandbox.faults.add({ endpoint: "claim", kind: "latency", ms: 2_000 });
    const sent = page.waitForRequest(/\/purchases\.json$/);
    await payButton(page).click();
    await sent;
    await page.reload();
    await waitForView(page, "Thank you");
    await page.reload();
    await page.getByText("$4.99").waitFor();
    await assertOneClaim(visit, "+12025550211");
  },
);

numberTest(
  "a refusal claims nothing and says so, and leads to other numbers",
  { path: checkoutOf("+12025550213"), expectedErrors: /422/ },
  async (visit) => {
    const { page, sandbox } = visit;
    sandbox.faults.add({ endpoint: "claim", kind: "invalid" });
    await payButton(page).click();
    await assertUnavailable(page);
    assert.equal(claimsOf(visit, "+12025550213").length, 0);
    await page.getByRole("link", { name: "See other numbers" }).click();
    await waitForView(page, "Get a number");
    await page.getByRole("radio", { name: "+1 202-555-0213" }).waitFor();
  },
);

numberTest(
  "a number that another shopper took meanwhile is refused, and is not shown again",
  { path: checkoutOf("+12025550214"), expectedErrors: /422/ },
  async (visit) => {
    const { page } = visit;
    const number = "+12025550214";
    const other = await claimNumber({ number, ...(await payForNumber(number)) });
    assert.equal(other.status, 200);
    await payButton(page).click();
    await assertUnavailable(page);
    assert.equal(claimsOf(visit, number).length, 1);
    await page.getByRole("link", { name: "See other numbers" }).click();
    await page.getByRole("radio", { name: "+1 202-555-0213" }).waitFor();
    assert.equal(await page.getByRole("radio", { name: "+1 202-555-0214" }).count(), 0);
  },
);

numberTest(
  "a number that another shopper is claiming is refused",
  { path: checkoutOf("+12025550216"), expectedErrors: /409/ },
  async (visit) => {
    const { page, sandbox } = visit;
    const number = "+12025550216";
    sandbox.faults.add({ endpoint: "claim", kind: "cut-before" });
    const other = await claimNumber({ number, ...(await payForNumber(number)) });
    assert.equal((await other.json()).data.state, "open");
    await payButton(page).click();
    await assertUnavailable(page);
    assert.equal(claimsOf(visit, number).length, 0);
  },
);

numberTest(
  "a price that has changed is shown before the number is paid",
  { path: "renew", expectedErrors: /409/ },
  async (visit) => {
    const { page, url } = visit;
    await page.route(
      "**/shop/numbers",
      async (route) => {
        const response = await fetchAnswer(route);
        const text = (await response.text()).replaceAll("4.99", "3.99");
        await route.fulfill({ response, body: text });
      },
      { times: 1 },
    );
    await page.goto(url + checkoutOf("+12025550219"));
    await page.getByRole("button", { name: "Pay $3.99" }).click();
    await page.getByText("The price has just changed").waitFor();
    await page.getByRole("button", { name: "See the new price" }).click();
    await page.getByRole("button", { name: "Pay $4.99" }).waitFor();
    assert.equal(claimsOf(visit, "+12025550219").length, 0);
  },
);

numberTest(
  "a claim whose answer PressOne lost is recognised by the number's user",
  { path: checkoutOf("+12025550217") },
  async (visit) => {
    visit.sandbox.faults.add({ endpoint: "claim", kind: "cut-after" });
    await payButton(visit.page).click();
    await assertOneClaim(visit, "+12025550217");
  },
);

for (const [moment, number] of /** @type {const} */ ([
  ["before", "+12025550219"],
  ["after", "+12025550220"],
])) {
  numberTest(
    `a connection that breaks ${moment} the claim arrives at the shop makes one claim`,
    { path: checkoutOf(number), expectedErrors: /ERR_CONNECTION_RESET/ },
    async (visit) => {
      await loseNextOrder(visit.page, moment);
      await payButton(visit.page).click();
      await assertOneClaim(visit, number);
    },
  );
}

numberTest(
  "a claim that is not known yet is open on its receipt, on another device, and at its checkout",
  { path: checkoutOf("+446715000018") },
  async (visit) => {
    const { page, url, sandbox } = visit;
    sandbox.faults.add({ endpoint: "claim", kind: "cut-before" });
    await payButton(page).click();
    await pendingOrder(page).waitFor();
    assert.equal(await readFact(page, "Number"), "+446715000018");
    const reference = paymentOf(page);
    assert.equal(await readFact(page, "Payment reference"), reference);
    // As on another device.
    await page.evaluate(() => localStorage.clear());
    await page.goto("about:blank");
    await page.goto(url + checkoutOf("+446715000018"));
    await news(page).getByText("We are still checking the order of +446715000018.").waitFor();
    await page.locator("main").getByRole("link", { name: "See the status" }).click();
    await pendingOrder(page).waitFor();
    assert.equal(paymentOf(page), reference);
    assert.equal(await payButton(page).count(), 0);
    assert.equal(claimsOf(visit, "+446715000018").length, 0);
  },
);
