/** Orders whose answer is lost and that PressOne's list shows an hour later. */
import assert from "node:assert/strict";
import {
  buyAndLoseAnswer,
  news,
  readFact,
  tryAgainButton,
  unknownOutcome,
  waitForView,
  waitUntilLoaded,
} from "./page.js";
import { countRequests, storefrontTest } from "./storefront.js";

const LISTED_AFTER_MS = 3_600_000;

/** @param {import("./storefront.js").Visit} visit @returns {Promise<string>} the payment's id */
function buyUnlisted({ page, sandbox }) {
  sandbox.faults.add({ endpoint: "submit", kind: "late-visibility", ms: LISTED_AFTER_MS });
  return buyAndLoseAnswer(page, "after");
}

storefrontTest(
  "an order that is not listed yet is not made again",
  { expectedErrors: /ERR_CONNECTION_RESET/ },
  async (visit) => {
    const { page, url, sandbox } = visit;
    const payment = await buyUnlisted(visit);
    assert.equal(countRequests(sandbox, "submit"), 1);

    await page.goto("about:blank");
    await page.goto(url);
    const line = news(page).getByRole("listitem");
    const checking = `We are still checking payment ${payment}; you will not be charged twice.`;
    await line.filter({ hasText: checking }).waitFor();
    await line.getByRole("link", { name: "See what is known" }).click();
    await unknownOutcome(page).waitFor();
    await tryAgainButton(page).click();
    await waitForView(page, "Thank you");
    assert.equal(await readFact(page, "Order"), sandbox.ledger.orders[0]?.code);
    assert.equal(sandbox.ledger.orders.length, 1);
    assert.equal(countRequests(sandbox, "submit"), 1);
    assert.equal(await news(page).textContent(), "");
  },
);

storefrontTest(
  "an order is reported in any view as soon as it is listed",
  { expectedErrors: /ERR_CONNECTION_RESET/ },
  async (visit) => {
    const { page, sandbox } = visit;
    const payment = await buyUnlisted(visit);
    await page.getByRole("link", { name: "My eSIMs" }).click();
    await news(page).getByText(`still checking payment ${payment}`).waitFor();
    sandbox.clock.advance(LISTED_AFTER_MS + 1);
    await page.getByRole("link", { name: "Renew a number" }).click();
    await news(page).getByText("was ordered").waitFor();
    assert.equal(sandbox.ledger.orders.length, 1);
  },
);

storefrontTest(
  "an order that its receipt has found is not reported again",
  { expectedErrors: /ERR_CONNECTION_RESET/ },
  async (visit) => {
    const { page, sandbox } = visit;
    await buyUnlisted(visit);
    const lookAgain = page.getByRole("button", { name: "Look again" });
    await lookAgain.click();
    await unknownOutcome(page).waitFor();
    sandbox.clock.advance(LISTED_AFTER_MS + 1);
    await lookAgain.click();
    await page.getByText("Your order was made", { exact: true }).waitFor();
    await page.getByRole("link", { name: "Back to the eSIM" }).click();
    await waitForView(page, "My phone");
    await waitUntilLoaded(page);
    assert.equal(await news(page).textContent(), "");
    assert.equal(sandbox.ledger.orders.length, 1);
  },
);

storefrontTest(
  "a session that has ended does not settle an earlier order",
  { expectedErrors: /ERR_CONNECTION_RESET|401/ },
  async (visit) => {
    const { page, sandbox } = visit;
    await buyUnlisted(visit);
    const cookies = await page.context().cookies();
    await page.context().clearCookies();
    await tryAgainButton(page).click();
    await page.getByRole("alert").getByText("Your visit has ended").waitFor();
    await page.getByText("Whether your order went through is not known yet.").waitFor();
    assert.equal(await page.getByText(/nothing was ordered/i).count(), 0);
    await page.context().addCookies(cookies);
    await tryAgainButton(page).click();
    await waitForView(page, "Thank you");
    assert.equal(sandbox.ledger.orders.length, 1);
  },
);
