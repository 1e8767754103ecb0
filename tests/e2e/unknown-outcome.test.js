/** Orders whose answer is lost between the shop's server and the page: nothing is ordered twice. */
import assert from "node:assert/strict";
import {
  buyAndLoseAnswer,
  clickRepeatedly,
  readFact,
  tryAgainButton,
  unknownOutcome,
  waitForView,
} from "./page.js";
import { countRequests, storefrontTest } from "./storefront.js";

storefrontTest(
  "an order that never arrived is made once if it is tried again",
  { expectedErrors: /ERR_CONNECTION_RESET/ },
  async ({ page, sandbox }) => {
    const payment = await buyAndLoseAnswer(page, "before");
    assert.equal(countRequests(sandbox, "submit"), 0);
    await page.getByText("You will not be charged twice.").waitFor();
    await clickRepeatedly(tryAgainButton(page), 3);
    await waitForView(page, "Thank you");
    assert.equal(await readFact(page, "Payment"), payment);
    assert.equal(sandbox.ledger.orders.length, 1);
    assert.equal(countRequests(sandbox, "submit"), 1);
    await page.goto("about:blank");
    await page.goBack();
    await page.getByText("Your order was made", { exact: true }).waitFor();
  },
);

storefrontTest(
  "two tabs that try the same payment again get the same order",
  { expectedErrors: /ERR_CONNECTION_RESET/ },
  async ({ page, sandbox }) => {
    await buyAndLoseAnswer(page, "before");
    const otherTab = await page.context().newPage();
    await otherTab.goto(page.url());
    await unknownOutcome(otherTab).waitFor();
    await Promise.all([tryAgainButton(page).click(), tryAgainButton(otherTab).click()]);
    await Promise.all([waitForView(page, "Thank you"), waitForView(otherTab, "Thank you")]);
    assert.equal(await readFact(otherTab, "Order"), await readFact(page, "Order"));
    assert.equal(sandbox.ledger.orders.length, 1);
    assert.equal(countRequests(sandbox, "submit"), 1);
  },
);

storefrontTest(
  "a refusal of the order settles the purchase",
  { expectedErrors: /ERR_CONNECTION_RESET|422/ },
  async ({ page, sandbox }) => {
    await buyAndLoseAnswer(page, "before");
    sandbox.setBalance(1);
    await tryAgainButton(page).click();
    await page.getByRole("alert").getByText("We cannot sell this right now").waitFor();
    await page.getByText("Nothing was ordered with this payment").waitFor();
    assert.equal(await unknownOutcome(page).count(), 0);
    await page.reload();
    await page.getByText("There is no such order", { exact: true }).waitFor();
    assert.equal(sandbox.ledger.orders.length, 0);
  },
);
