/** The renewal of a phone number: a choice, a confirmation, and one result. */
import assert from "node:assert/strict";
import { stopTimers } from "./clock.js";
import { fetchAnswer } from "./held.js";
import {
  clickRepeatedly,
  openTab,
  readFact,
  tryAgainButton,
  waitForView,
  waitUntilLoaded,
} from "./page.js";
import { storefrontTest } from "./storefront.js";

/** @typedef {import("./page.js").Page} Page */

const VIEW = { path: "renew" };
const SUBSCRIBER = "+1 202-555-0147";
const TRIAL = "+1 202-555-0163";

/** Opens the confirmation. @param {Page} page @param {string} [mobile] */
async function chooseNumber(page, mobile = SUBSCRIBER) {
  await page.getByRole("radio", { name: new RegExp(`\\${mobile}`) }).check();
  await page.getByRole("button", { name: "Renew for $4.99" }).click();
  await page.getByRole("dialog", { name: `Renew ${mobile}?` }).waitFor();
}

/** @param {Page} page */
const payButton = (page) => page.getByRole("button", { name: "Pay $4.99 and renew" });

/** The pause between the page's own first look for an open renewal and the second one. */
const SECOND_PAUSE_MS = 10_000;

/** @param {Page} page */
const openRenewal = (page) =>
  page.locator(".message.pending").filter({ hasText: "is not confirmed yet" });

storefrontTest(
  "the tab of numbers has the shopper's numbers, their renewal, and the way to another one",
  async ({ page }) => {
    await openTab(page, "Numbers");
    await waitForView(page, "Your numbers");
    await page.getByRole("button", { name: "Renew for $4.99" }).waitFor();
    const tab = page.getByRole("navigation", { name: "Shop" }).locator("[aria-current=page]");
    assert.equal(await tab.textContent(), "Numbers");
    await page.getByRole("link", { name: "Get another number" }).click();
    await waitForView(page, "Get a number");
    assert.equal(await tab.textContent(), "Numbers");
    await page.getByRole("link", { name: /^Continue/ }).click();
    await waitForView(page, "Checkout");
    assert.equal(await tab.textContent(), "Numbers");
  },
);

storefrontTest(
  "a renewal has a price, a plan, a confirmation and a result, and is made once",
  VIEW,
  async ({ page, sandbox }) => {
    await chooseNumber(page, TRIAL);
    const dialog = page.getByRole("dialog");
    assert.equal(await readFact(dialog, "To pay"), "$4.99");
    assert.equal(await readFact(dialog, "Plan"), "US number, after the trial");
    assert.equal(sandbox.ledger.renewals.length, 0, "nothing is renewed before the confirmation");
    await clickRepeatedly(payButton(page), 3);
    await page.getByRole("alert").getByText(`${TRIAL} is yours for another month.`).waitFor();
    assert.equal(await page.getByRole("radio").count(), 0, "the result replaces the form");
    assert.match(await readFact(page, "Payment reference"), /^pay-/);
    assert.equal(sandbox.ledger.renewals.length, 1);
    assert.equal(sandbox.ledger.renewals[0]?.email, sandbox.emails.freeTrial);
  },
);

storefrontTest(
  "a number that was renewed a moment ago is asked about",
  VIEW,
  async ({ page, sandbox }) => {
    await chooseNumber(page);
    await payButton(page).click();
    await page.getByText("Renewed", { exact: true }).waitFor();
    await page.reload();
    await waitUntilLoaded(page);
    await chooseNumber(page);
    await page.getByRole("dialog").getByText("You renewed this number a moment ago").waitFor();
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    assert.equal(sandbox.ledger.renewals.length, 1);
  },
);

storefrontTest(
  "a renewal that is refused says so",
  { ...VIEW, expectedErrors: /422/ },
  async ({ page, sandbox }) => {
    sandbox.faults.add({ endpoint: "renew", kind: "invalid" });
    await chooseNumber(page);
    await payButton(page).click();
    await page.getByText("Nothing was renewed and you have not been charged.").waitFor();
    assert.equal(sandbox.ledger.renewals.length, 0);
  },
);

storefrontTest(
  "a renewal whose answer was lost is recognised by the number's new period",
  VIEW,
  async ({ page, sandbox }) => {
    sandbox.faults.add({ endpoint: "renew", kind: "cut-after" });
    await chooseNumber(page);
    await payButton(page).click();
    await page.getByText("Renewed", { exact: true }).waitFor();
    assert.equal(await openRenewal(page).count(), 0);
    assert.equal(sandbox.ledger.renewals.length, 1);
  },
);

storefrontTest(
  "an open renewal and its reference are shown when the view loads",
  VIEW,
  async ({ page, url, sandbox }) => {
    sandbox.faults.add({ endpoint: "renew", kind: "cut-before" });
    await chooseNumber(page);
    await payButton(page).click();
    await openRenewal(page).waitFor();
    assert.equal(await tryAgainButton(page).count(), 0);
    const reference = await openRenewal(page).locator(".code").textContent();
    assert.match(reference ?? "", /^pay-[0-9a-f]{16}$/);

    await page.goto("about:blank");
    await page.goto(`${url}renew`);
    await openRenewal(page).getByText(SUBSCRIBER).waitFor();
    assert.equal(await openRenewal(page).locator(".code").textContent(), reference);
    // The number cannot be chosen, so no other renewal of it is sent.
    const choice = page.getByRole("radio", { name: new RegExp(`\\${SUBSCRIBER}`) });
    assert.ok(await choice.isDisabled());
    assert.equal(await openRenewal(page).count(), 1);
    assert.equal(sandbox.requests.filter(({ endpoint }) => endpoint === "renew").length, 1);
    assert.equal(sandbox.ledger.renewals.length, 0);
  },
);

storefrontTest(
  "an open renewal is checked by itself and on demand, and its outcome replaces it",
  VIEW,
  async ({ page, sandbox }) => {
    sandbox.faults.add({ endpoint: "renew", kind: "cut-before" });
    await chooseNumber(page);
    await payButton(page).click();
    await openRenewal(page)
      .getByText(/^Next check in \d+ seconds?\.$/)
      .waitFor();
    /** @type {string[]} */
    const looks = [];
    page.on("request", (request) => {
      if (/\/purchases\/.+\.json$/.test(request.url())) looks.push(request.url());
    });
    await stopTimers(page, SECOND_PAUSE_MS);
    await page.waitForEvent("request", (request) => looks.includes(request.url()));
    const before = looks.length;
    await page.route(/\/purchases\/.+\.json$/, async (route) => {
      const response = await fetchAnswer(route);
      const { data, ...rest } = await response.json();
      await route.fulfill({ response, json: { ...rest, data: { ...data, state: "done" } } });
    });
    await page.getByRole("button", { name: "Check now" }).click();
    await page.getByRole("alert").getByText(`${SUBSCRIBER} is yours for another month.`).waitFor();
    assert.equal(looks.length, before + 1);
  },
);

storefrontTest(
  "a renewal is summed up beside the numbers, and on a phone its buttons fill the dialog",
  { ...VIEW, viewport: { width: 1440, height: 900 } },
  async ({ page }) => {
    const summary = page.getByRole("region", { name: "Your renewal" });
    await page.getByRole("radio", { name: /0163/ }).check();
    await summary.getByText(TRIAL).waitFor();
    await summary.getByText("US number, after the trial").waitFor();
    const boxOf = async (/** @type {import("playwright-core").Locator} */ each) =>
      (await each.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    const numbers = await boxOf(page.getByRole("group"));
    assert.ok((await boxOf(summary)).x >= numbers.x + numbers.width, "beside the numbers");

    await page.setViewportSize({ width: 360, height: 740 });
    assert.ok((await boxOf(summary)).y > (await boxOf(page.getByRole("group"))).y);
    await chooseNumber(page, TRIAL);
    const dialog = await boxOf(page.getByRole("dialog"));
    for (const button of await page.getByRole("dialog").getByRole("button").all()) {
      assert.ok((await boxOf(button)).width > dialog.width - 60);
    }
  },
);

storefrontTest(
  "the renew view of a shopper without open renewals shows none",
  VIEW,
  async ({ page }) => {
    await waitUntilLoaded(page);
    assert.equal(await openRenewal(page).count(), 0);
  },
);
