/** The renewal of a phone number. */
import assert from "node:assert/strict";
import { clickRepeatedly, tryAgainButton, waitUntilLoaded } from "./page.js";
import { storefrontTest } from "./storefront.js";

/** @typedef {import("./page.js").Page} Page */

const VIEW = { path: "#/renew" };
const MISTYPED = "Please enter an e-mail address";

/** @param {Page} page */
const renewButton = (page) => page.getByRole("button", { name: "Renew the number" });

/** @param {Page} page */
const openRenewal = (page) =>
  page.locator(".message.pending").filter({ hasText: "is not confirmed yet" });

/** @param {Page} page */
const emailField = (page) => page.getByLabel("E-mail address");

storefrontTest(
  "repeated clicks on the renew button renew a number once",
  VIEW,
  async ({ page, sandbox }) => {
    await emailField(page).fill(sandbox.emails.freeTrial);
    await clickRepeatedly(renewButton(page), 3);
    await page.getByText(`The number on ${sandbox.emails.freeTrial} is renewed.`).waitFor();
    assert.equal(sandbox.ledger.renewals.length, 1);
  },
);

storefrontTest(
  "a mistyped address is reported beside its field, and nothing is sent",
  VIEW,
  async ({ page, sandbox }) => {
    const field = emailField(page);
    for (const text of ["", "ada", "ada@"]) {
      await field.fill(text);
      await renewButton(page).click();
      await page.getByText(MISTYPED).waitFor();
      assert.equal(await field.getAttribute("aria-invalid"), "true");
      assert.ok(await field.evaluate((element) => element === document.activeElement));
    }
    assert.equal(sandbox.ledger.renewals.length, 0);
  },
);

storefrontTest(
  "the outcome of a renewal disappears when the next address is mistyped",
  VIEW,
  async ({ page, sandbox }) => {
    const outcome = page.getByText("Renewed", { exact: true });
    await renewButton(page).click();
    await outcome.waitFor();
    await emailField(page).fill("ada@");
    await renewButton(page).click();
    await page.getByText(MISTYPED).waitFor();
    assert.equal(await outcome.count(), 0);
    assert.equal(sandbox.ledger.renewals.length, 1);
  },
);

storefrontTest(
  "an address of another shopper finds no number",
  { ...VIEW, expectedErrors: /403/ },
  async ({ page, sandbox }) => {
    await emailField(page).fill(sandbox.emails.unknown);
    await renewButton(page).click();
    await page.getByText("No number found").waitFor();
    assert.equal(sandbox.ledger.renewals.length, 0);
  },
);

storefrontTest(
  "a renewal whose answer was lost is recognised by the number's new period",
  VIEW,
  async ({ page, sandbox }) => {
    sandbox.faults.add({ endpoint: "renew", kind: "cut-after" });
    await renewButton(page).click();
    await page.getByText("Renewed", { exact: true }).waitFor();
    assert.equal(await openRenewal(page).count(), 0);
    assert.equal(sandbox.ledger.renewals.length, 1);
  },
);

storefrontTest(
  "fault 3: an open renewal and its reference are shown when the view loads",
  { ...VIEW, expectedErrors: /409/ },
  async ({ page, url, sandbox }) => {
    sandbox.faults.add({ endpoint: "renew", kind: "cut-before" });
    await renewButton(page).click();
    await page.getByText("We do not know yet whether it went through").waitFor();
    await openRenewal(page).waitFor();
    assert.equal(await tryAgainButton(page).count(), 0);
    const reference = await openRenewal(page).locator(".code").textContent();
    assert.match(reference ?? "", /^[A-Za-z0-9._~-]{1,64}$/);

    await page.goto("about:blank");
    await page.goto(`${url}#/renew`);
    await openRenewal(page).getByText(sandbox.emails.subscriber).waitFor();
    assert.equal(await openRenewal(page).locator(".code").textContent(), reference);
    // The form's own button sends no other renewal of this number.
    await renewButton(page).click();
    await page.getByText("An earlier renewal of this number is not finished").waitFor();
    assert.equal(await openRenewal(page).locator(".code").textContent(), reference);
    assert.equal(await openRenewal(page).count(), 1);
    assert.equal(sandbox.requests.filter(({ endpoint }) => endpoint === "renew").length, 1);
    assert.equal(sandbox.ledger.renewals.length, 0);
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
