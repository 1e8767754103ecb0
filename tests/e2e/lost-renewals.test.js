/** Renewals whose answer is lost, or that the shop's own server turns away after their payment. */
import assert from "node:assert/strict";
import { fetchAnswer, holdAnswer } from "./held.js";
import {
  assertOnePayment,
  LOST,
  losePayments,
  NOT_CHARGED,
  PAYMENTS,
  UNKNOWN,
} from "./lost-answers.js";
import { renewNumber } from "./number.js";
import { news, openTab, readFact, tryAgainButton, waitForView, waitUntilLoaded } from "./page.js";
import { storefrontTest } from "./storefront.js";

/** @typedef {import("./page.js").Page} Page */

const RENEW = { ...LOST, path: "renew" };

/** @param {Page} page */
const renewButton = (page) => page.getByRole("button", { name: /^Renew for/ });

/** @param {Page} page @param {RegExp} name */
const choose = (page, name) => page.getByRole("radio", { name }).check();

/** @param {Page} page */
const unknown = (page) => page.getByRole("alert").getByText(UNKNOWN);

/** The requests that renew, and those that ask the journal. */
const RENEWALS = /\/purchases(?:\/[\w-]+)?\.json$/;

/** Resets the connection of each renewal. @param {Page} page */
const loseRenewals = (page) => page.route(RENEWALS, (route) => route.abort("connectionreset"));

/** The journal says that each open renewal is made. @param {Page} page */
const confirmRenewals = (page) =>
  page.route("**/purchases.json?*", async (route) => {
    const response = await fetchAnswer(route);
    const text = await response.text();
    await route.fulfill({ response, body: text.replaceAll('"open"', '"done"') });
  });

/** Repeats the renewal, which is then made once. @param {import("./storefront.js").Visit} visit */
async function assertRenewedOnce({ page, sandbox }) {
  assert.equal(await page.getByText(NOT_CHARGED).count(), 0);
  await tryAgainButton(page).click();
  await page.getByRole("alert").getByText("Renewed").waitFor();
  assert.equal(sandbox.ledger.renewals.length, 1);
  await page.getByRole("button", { name: "Renew another number" }).click();
  await page.getByRole("radio").first().waitFor();
}

storefrontTest(
  "the payment of a renewal has a key too, and is unknown while its answer is lost",
  RENEW,
  async (visit) => {
    const { page } = visit;
    const seen = await losePayments(page, 2);
    await renewNumber(page);
    await unknown(page).waitFor();
    await assertRenewedOnce(visit);
    assertOnePayment(seen, 3);
  },
);

storefrontTest(
  "a shopper who left the numbers is told that a renewal was refused",
  { path: "renew", expectedErrors: /422/ },
  async ({ page, sandbox }) => {
    sandbox.faults.add({ endpoint: "renew", kind: "invalid" });
    const answer = await holdAnswer(page, { method: "POST", url: "**/purchases.json" });
    await renewNumber(page);
    await answer.held;
    await page.keyboard.press("Escape");
    await openTab(page, "Orders");
    answer.release();
    await news(page)
      .getByText(/^The payment for \+1 202-555-0147 did not go through\. .*not been charged\.$/)
      .waitFor();
    assert.equal(sandbox.ledger.renewals.length, 0);
  },
);

storefrontTest(
  "a renewal that never arrives at the shop has the same payment in the second try",
  RENEW,
  async (visit) => {
    const { page } = visit;
    const seen = await losePayments(page, 0);
    await loseRenewals(page);
    await renewNumber(page);
    await unknown(page).waitFor();
    await page.unroute(RENEWALS);
    await assertRenewedOnce(visit);
    assertOnePayment(seen, 2);
  },
);

storefrontTest(
  "a renewal after the end of the session is not told as refused, and goes on after a reload",
  { ...RENEW, expectedErrors: /401/ },
  async (visit) => {
    const { page, sandbox } = visit;
    const seen = await losePayments(page, 0);
    const renewals = "**/purchases.json";
    await page.route(renewals, async (route) => {
      const headers = { ...(await route.request().allHeaders()), cookie: "" };
      await route.fulfill({ response: await route.fetch({ headers }) });
    });
    await renewNumber(page);
    await page.getByRole("alert").getByText("Your session has ended").waitFor();
    await page.unroute(renewals);
    assert.equal(await page.getByText(NOT_CHARGED).count(), 0);
    assert.equal(sandbox.ledger.renewals.length, 0);
    await page.getByRole("button", { name: "Reload the page" }).click();
    await unknown(page).waitFor();
    await assertRenewedOnce(visit);
    assertOnePayment(seen, 2);
  },
);

storefrontTest(
  "an open renewal of another number does not hide a renewal that is not known",
  RENEW,
  async (visit) => {
    const { page, sandbox } = visit;
    sandbox.faults.add({ endpoint: "renew", kind: "cut-before" });
    await renewNumber(page);
    await page.getByText(/^The renewal of .*0147 is not confirmed yet$/).waitFor();
    const seen = await losePayments(page, 0);
    await choose(page, /0163/);
    await loseRenewals(page);
    await renewNumber(page);
    await unknown(page).waitFor();
    await page.unroute(RENEWALS);
    await assertRenewedOnce(visit);
    assertOnePayment(seen, 2);
  },
);

storefrontTest(
  "a shopper who left the numbers finds a renewal that is not known, also after a reload",
  RENEW,
  async (visit) => {
    const { page } = visit;
    const seen = await losePayments(page, 2);
    const lost = page.waitForEvent("requestfailed");
    await renewNumber(page);
    await lost;
    await page.keyboard.press("Escape");
    await openTab(page, "Orders");
    const told = news(page).getByText(/^We do not know yet if the payment for .*0147 went through/);
    await told.waitFor();
    await page.reload();
    await told.waitFor();
    await news(page).getByRole("link", { name: "Back to the renewal" }).click();
    await waitForView(page, "Your numbers");
    await unknown(page).waitFor();
    await waitUntilLoaded(page);
    assert.equal(await news(page).textContent(), "", "the view says it");
    await assertRenewedOnce(visit);
    assertOnePayment(seen, 3);
  },
);

storefrontTest(
  "a renewal that is not known can be resolved after its number has left the list",
  RENEW,
  async ({ page, sandbox }) => {
    const seen = await losePayments(page, 2);
    await renewNumber(page);
    await unknown(page).waitFor();
    await page.route("**/shop/numbers", async (route) => {
      const response = await fetchAnswer(route);
      const { numbers, ...rest } = await response.json();
      await route.fulfill({ response, json: { ...rest, numbers: numbers.slice(1) } });
    });
    await page.reload();
    await unknown(page).waitFor();
    await waitUntilLoaded(page);
    assert.equal(await page.getByRole("radio").count(), 1);
    await tryAgainButton(page).click();
    await page.getByRole("alert").getByText("+1 202-555-0147").waitFor();
    await page.getByRole("alert").getByText("Renewed").waitFor();
    assertOnePayment(seen, 3);
    assert.equal(sandbox.ledger.renewals.length, 1);
  },
);

for (const [what, numbersOf] of /** @type {[string, (numbers: any[]) => any[]][]} */ ([
  ["has another price", (numbers) => numbers.map((number) => ({ ...number, price: 99 }))],
  ["has left the list", () => []],
])) {
  storefrontTest(
    `a renewal that is confirmed later shows the price that was paid, also if its number ${what}`,
    RENEW,
    async ({ page, sandbox }) => {
      sandbox.faults.add({ endpoint: "renew", kind: "cut-before" });
      await renewNumber(page);
      await page.getByText(/0147 is not confirmed yet$/).waitFor();
      await page.route("**/shop/numbers", async (route) => {
        const response = await fetchAnswer(route);
        const { numbers, ...rest } = await response.json();
        await route.fulfill({ response, json: { ...rest, numbers: numbersOf(numbers) } });
      });
      await confirmRenewals(page);
      await page.reload();
      const alert = page.getByRole("alert").filter({ hasText: "Renewed" });
      await alert.getByText("+1 202-555-0147").waitFor();
      assert.equal(await readFact(alert, "Price"), "$4.99");
    },
  );
}

storefrontTest(
  "a number that is chosen stays chosen while another tab resolves an unknown renewal",
  RENEW,
  async ({ page, sandbox, url }) => {
    await losePayments(page, 2);
    await renewNumber(page);
    await unknown(page).waitFor();
    await choose(page, /0163/);
    const other = await page.context().newPage();
    await other.goto(`${url}renew`);
    await tryAgainButton(other).click();
    await other.getByRole("alert").getByText("Renewed").waitFor();
    await unknown(page).waitFor({ state: "detached" });
    await page.getByRole("region", { name: "Your renewal" }).getByText("0163").waitFor();
    await choose(page, /0147/);
    await renewButton(page).click();
    await page.getByRole("dialog").getByText("You renewed this number").waitFor();
    await page.getByRole("button", { name: "Cancel" }).click();
    await choose(page, /0163/);
    await renewNumber(page);
    await page.getByRole("alert").getByText("Renewed").waitFor();
    assert.equal(new Set(sandbox.ledger.renewals.map(({ email }) => email)).size, 2);
    assert.equal(sandbox.ledger.renewals.length, 2);
  },
);

storefrontTest(
  "a confirmation closes if another device begins the renewal",
  RENEW,
  async ({ page, sandbox, url }) => {
    await renewButton(page).click();
    await page.getByRole("dialog").waitFor();
    sandbox.faults.add({ endpoint: "renew", kind: "cut-before" });
    const device = await page.context().browser()?.newContext();
    assert.ok(device);
    const other = await device.newPage();
    await other.goto(`${url}renew`);
    await renewNumber(other);
    await other.getByText(/0147 is not confirmed yet$/).waitFor();
    await device.close();
    await page.evaluate(() => dispatchEvent(new Event("online")));
    await page.getByText(/0147 is not confirmed yet$/).waitFor();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    assert.equal(await page.getByRole("radio", { checked: true }).count(), 0, "none is chosen");
    await choose(page, /0163/);
    await renewButton(page).waitFor();
  },
);

storefrontTest("a second try does not move its button", RENEW, async ({ page }) => {
  await losePayments(page, 99);
  await renewNumber(page);
  await unknown(page).waitFor();
  await choose(page, /0163/);
  await renewNumber(page);
  await unknown(page).nth(1).waitFor();
  const first = page.getByRole("alert").first();
  await first.getByText("0147").waitFor();
  await tryAgainButton(page).first().click();
  await tryAgainButton(page).first().waitFor();
  await first.getByText("0147").waitFor();
  await page.waitForFunction(
    () => document.querySelector("[role=alert] .button[aria-disabled]") === null,
  );
  assert.match((await first.textContent()) ?? "", /0147/);
});

storefrontTest(
  "two renewals that are confirmed at once are both shown",
  RENEW,
  async ({ page, sandbox }) => {
    sandbox.faults.add({ endpoint: "renew", kind: "cut-before", times: 2 });
    for (const number of [/0147/, /0163/]) {
      await choose(page, number);
      await renewNumber(page);
      await page.getByText(/0147 is not confirmed yet$/).waitFor();
    }
    await page.getByText(/0163 is not confirmed yet$/).waitFor();
    await confirmRenewals(page);
    await page.reload();
    const renewed = page.getByRole("alert").filter({ hasText: "Renewed" });
    await renewed.filter({ hasText: "0147" }).waitFor();
    await renewed.filter({ hasText: "0163" }).waitFor();
  },
);

storefrontTest(
  "another number can be renewed while a renewal is not known",
  RENEW,
  async ({ page, sandbox }) => {
    const seen = await losePayments(page, 2);
    await renewNumber(page);
    await unknown(page).waitFor();
    assert.equal(await page.getByRole("dialog").count(), 0, "the dialog is closed");
    assert.ok(await page.getByRole("radio", { name: /0147/ }).isDisabled());
    assert.equal(await page.getByRole("radio", { checked: true }).count(), 0, "none is chosen");
    assert.equal(await renewButton(page).count(), 0);
    await choose(page, /0163/);
    await renewNumber(page);
    await page.getByRole("alert").getByText("Renewed").waitFor();
    assert.equal(sandbox.ledger.renewals.length, 1);
    await tryAgainButton(page).click();
    await page
      .getByRole("alert")
      .getByText(/0147.*renewed|renewed.*0147/i)
      .waitFor();
    await unknown(page).waitFor({ state: "detached" });
    assert.equal(sandbox.ledger.renewals.length, 2);
    assert.deepEqual([new Set(seen.keys).size, new Set(seen.ids).size], [2, 2]);
  },
);

storefrontTest(
  "an unknown payment that the shop turns away for a while is repeated after the pause",
  { path: "renew", expectedErrors: /net::ERR_|429/ },
  async ({ page, sandbox }) => {
    await page.clock.install();
    await page.reload();
    await waitUntilLoaded(page);
    let requests = 0;
    await page.route(PAYMENTS, (route) => {
      requests += 1;
      if (requests === 1) return route.abort("connectionreset");
      return route.fulfill({ status: 429, headers: { "Retry-After": "60" }, json: {} });
    });
    await renewNumber(page);
    await unknown(page).waitFor();
    // A list that is not answered before the page's clock runs on is stale, and has a button of its own.
    const tryAgain = page.getByRole("alert").getByRole("button", { name: "Try again" });
    assert.ok(await tryAgain.isDisabled(), "the pause has not passed");
    await page.unroute(PAYMENTS);
    await page.clock.runFor(60_000);
    await tryAgain.click();
    await page.getByRole("alert").getByText("Renewed").waitFor();
    assert.equal(sandbox.ledger.renewals.length, 1);
  },
);
