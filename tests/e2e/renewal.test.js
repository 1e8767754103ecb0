/** Renewing a number. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertNoComplaints, useBrowser } from "./harness.js";

const { open } = useBrowser();
const BOUND = { timeout: 60_000 };

test("a shopper renews a number, once, however often the button is pressed", BOUND, async (t) => {
  const visit = await open(t, { path: "#/renew" });
  const { page, sandbox } = visit;
  await page.getByLabel("E-mail address").fill(sandbox.emails.freeTrial);
  await page.getByRole("button", { name: "Renew the number" }).evaluate((button) => {
    for (let press = 0; press < 3; press += 1) /** @type {HTMLElement} */ (button).click();
  });
  await page.getByText(`The number on ${sandbox.emails.freeTrial} is renewed.`).waitFor();
  assert.equal(sandbox.ledger.renewals.length, 1);
  assertNoComplaints(visit);
});

test("what is no address is said beside the field, and nothing is sent", BOUND, async (t) => {
  const visit = await open(t, { path: "#/renew" });
  const { page, sandbox } = visit;
  const field = page.getByLabel("E-mail address");
  for (const text of ["", "ada", "ada@"]) {
    await field.fill(text);
    await page.getByRole("button", { name: "Renew the number" }).click();
    await page.getByText("Please enter an e-mail address").waitFor();
    assert.equal(await field.getAttribute("aria-invalid"), "true");
    assert.ok(await field.evaluate((element) => element === document.activeElement));
  }
  assert.equal(sandbox.ledger.renewals.length, 0);
  assertNoComplaints(visit);
});

test("what was said of one renewal does not stay under the next mistake", BOUND, async (t) => {
  const visit = await open(t, { path: "#/renew" });
  const { page, sandbox } = visit;
  const renew = page.getByRole("button", { name: "Renew the number" });
  await renew.click();
  await page.getByText("Renewed", { exact: true }).waitFor();
  await page.getByLabel("E-mail address").fill("ada@");
  await renew.click();
  await page.getByText("Please enter an e-mail address").waitFor();
  assert.equal(await page.getByText("Renewed", { exact: true }).count(), 0);
  assert.equal(sandbox.ledger.renewals.length, 1);
  assertNoComplaints(visit);
});

test("an address that is not the shopper's finds no number", BOUND, async (t) => {
  const visit = await open(t, { path: "#/renew" });
  const { page, sandbox } = visit;
  await page.getByLabel("E-mail address").fill(sandbox.emails.unknown);
  await page.getByRole("button", { name: "Renew the number" }).click();
  await page.getByText("No number found").waitFor();
  assert.equal(sandbox.ledger.renewals.length, 0);
  assertNoComplaints(visit, /403/);
});
