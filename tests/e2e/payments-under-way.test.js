/** A payment that is under way: the checkout makes no second one for the same package. */
import assert from "node:assert/strict";
import { holdAnswer } from "./held.js";
import { news, openCheckout, openEsim, payButton, tryAgainButton, waitForView } from "./page.js";
import { storefrontTest } from "./storefront.js";

const PAYMENT = /** @type {const} */ ({ method: "POST", url: "**/shop/payments" });

/** Presses the button that says that it works. It is not disabled, and keeps the focus. @param {import("./page.js").Page} page */
const pressBusyButton = (page) =>
  page.locator("main").getByRole("button", { name: "Ordering…" }).click({ force: true });

storefrontTest(
  "a second try after a lost payment is the only one while it runs",
  { expectedErrors: /net::ERR_/ },
  async ({ page, sandbox }) => {
    await openCheckout(page);
    // The page itself asks for a lost payment once more.
    await page.route(PAYMENT.url, (route) => route.abort(), { times: 2 });
    await payButton(page).click();
    await tryAgainButton(page).waitFor();
    const payment = await holdAnswer(page, PAYMENT);
    await tryAgainButton(page).click();
    await payment.held;
    await pressBusyButton(page);
    payment.release();
    await waitForView(page, "Thank you");
    assert.equal(sandbox.ledger.orders.length, 1);
  },
);

storefrontTest(
  "a shopper who comes back to the checkout finds the payment under way",
  async ({ page, sandbox }) => {
    await openCheckout(page);
    const payment = await holdAnswer(page, PAYMENT);
    await payButton(page).click();
    await payment.held;
    await page.goBack();
    await waitForView(page, "My phone");
    await page.getByRole("link", { name: /^Continue/ }).click();
    await waitForView(page, "Checkout");
    await pressBusyButton(page);
    payment.release();
    await news(page).getByText("Ordered: 1 GB · 7 days.").waitFor();
    await payButton(page).waitFor();
    assert.equal(sandbox.ledger.orders.length, 1);
  },
);

storefrontTest(
  "a repeated purchase that was confirmed is shown as under way",
  async ({ page, sandbox }) => {
    await openCheckout(page);
    await payButton(page).click();
    await waitForView(page, "Thank you");
    await page.getByRole("link", { name: "My eSIMs", exact: true }).first().click();
    await openEsim(page);
    await page.getByRole("link", { name: /^Continue/ }).click();
    await payButton(page).click();
    const again = page.getByRole("button", { name: /^Buy it again/ });
    await again.waitFor();
    const payment = await holdAnswer(page, PAYMENT);
    await again.click();
    await payment.held;
    await pressBusyButton(page);
    payment.release();
    await waitForView(page, "Thank you");
    assert.equal(sandbox.ledger.orders.length, 2);
  },
);
