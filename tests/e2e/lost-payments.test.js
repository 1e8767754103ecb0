/** Payments whose answer is lost, or that fail after the shopper has left the checkout: what is paid, and what is told. */
import assert from "node:assert/strict";
import { holdRequest } from "./held.js";
import {
  assertOnePayment,
  LOST,
  losePayments,
  NOT_CHARGED,
  PAYMENTS,
  UNKNOWN,
} from "./lost-answers.js";
import {
  endSession,
  fillStorage,
  news,
  openCheckout,
  openEsim,
  openTab,
  payButton,
  readFact,
  tryAgainButton,
  waitForView,
  waitUntilLoaded,
} from "./page.js";
import { openEsimCheckout } from "./sale.js";
import { storefrontTest } from "./storefront.js";

/** @typedef {import("./page.js").Page} Page */

/** Waits until the checkout says that the payment is not known. @param {Page} page */
async function waitForUnknown(page) {
  await page.getByRole("alert").getByText(UNKNOWN).waitFor();
  assert.equal(await page.getByText(NOT_CHARGED).count(), 0);
  assert.equal(await payButton(page).count(), 0);
}

/**
 * Tries again: the payment is repeated, and buys one order.
 *
 * @param {import("./storefront.js").Visit} visit
 * @param {Awaited<ReturnType<typeof losePayments>>} seen
 * @param {number} count of the requests to pay
 */
async function assertPaidOnce({ page, sandbox }, seen, count) {
  await tryAgainButton(page).click();
  await waitForView(page, "Thank you");
  assertOnePayment(seen, count);
  assert.equal(sandbox.ledger.orders.length, 1);
}

storefrontTest(
  "the message stays during the second try, and the payment keeps its method",
  LOST,
  async ({ page }) => {
    await openCheckout(page);
    await page.getByText("Wallet", { exact: true }).click();
    await losePayments(page, 2);
    await payButton(page).click();
    await waitForUnknown(page);
    await page.reload();
    await waitForUnknown(page);
    const payment = await holdRequest(page, { method: "POST", url: PAYMENTS });
    await tryAgainButton(page).click();
    await payment.held;
    const alert = page.getByRole("alert");
    assert.ok(await alert.getByRole("button", { name: "Ordering…" }).isDisabled());
    assert.equal(await page.getByText("Card number").count(), 0);
    payment.release();
    await waitForView(page, "Thank you");
    await waitUntilLoaded(page);
    assert.equal(await readFact(page, "Paid with"), "Wallet •••• 4242");
  },
);

for (const moment of /** @type {const} */ (["before", "after", 502])) {
  storefrontTest(
    `a payment whose answer is lost is asked for again with its key (${moment})`,
    LOST,
    async ({ page, sandbox }) => {
      await openCheckout(page);
      const seen = await losePayments(page, 1, moment);
      await payButton(page).click();
      await waitForView(page, "Thank you");
      assertOnePayment(seen, 2);
      assert.equal(sandbox.ledger.orders.length, 1);
    },
  );

  storefrontTest(
    `a payment that stays unknown is not told as refused, and a second try pays once (${moment})`,
    LOST,
    async (visit) => {
      const { page } = visit;
      await openCheckout(page);
      const seen = await losePayments(page, 2, moment);
      await payButton(page).click();
      await waitForUnknown(page);
      assert.equal(await news(page).textContent(), "", "the view says it");
      await assertPaidOnce(visit, seen, 3);
    },
  );
}

storefrontTest("a payment that the browser does not send is not charged", LOST, async (visit) => {
  const { page, sandbox } = visit;
  await openCheckout(page);
  const seen = await losePayments(page, 0);
  await page.context().setOffline(true);
  await payButton(page).click();
  const problem = page.getByRole("alert");
  await problem.getByText("No connection").waitFor();
  await problem.getByText("Nothing was ordered and you have not been charged.").waitFor();
  await problem.getByText("Nothing is waiting to be sent.").waitFor();
  assert.deepEqual(seen.keys, []);
  await page.context().setOffline(false);
  await tryAgainButton(page).click();
  await waitForView(page, "Thank you");
  assert.equal(sandbox.ledger.orders.length, 1);
});

storefrontTest(
  "a session that ends after the answer was lost leaves the payment unknown",
  { expectedErrors: /net::ERR_|401/ },
  async (visit) => {
    const { page } = visit;
    await openCheckout(page);
    const seen = await losePayments(page, 1);
    page.once("requestfailed", () => endSession(page));
    await payButton(page).click();
    await waitForUnknown(page);
    await page.getByRole("button", { name: "Reload the page" }).click();
    await waitForUnknown(page);
    await assertPaidOnce(visit, seen, 3);
  },
);

storefrontTest(
  "a shopper who left the checkout is told that the payment is not known, also after a reload",
  LOST,
  async (visit) => {
    const { page } = visit;
    await openCheckout(page);
    const seen = await losePayments(page, 2);
    await payButton(page).click();
    await openTab(page, "Orders");
    const told = news(page).getByText(
      "We do not know yet if the payment for 1 GB · 7 days went through.",
    );
    await told.waitFor();
    await page.reload();
    await told.waitFor();
    assert.equal(await page.getByText(NOT_CHARGED).count(), 0);
    await news(page).getByRole("link", { name: "Back to checkout" }).click();
    await waitForView(page, "Checkout");
    await waitForUnknown(page);
    await told.waitFor({ state: "detached" });
    assert.equal(await news(page).textContent(), "", "the view says it");
    await assertPaidOnce(visit, seen, 3);
  },
);

storefrontTest(
  "a notice of an unknown payment can be closed, and the next press of Pay has the same key",
  LOST,
  async (visit) => {
    const { page } = visit;
    await openCheckout(page);
    const seen = await losePayments(page, 2);
    await payButton(page).click();
    await openTab(page, "Orders");
    await news(page).getByRole("button", { name: "Close the notice for 1 GB · 7 days" }).click();
    await page.reload();
    await waitUntilLoaded(page);
    assert.equal(await news(page).textContent(), "");
    await openTab(page, "My eSIMs");
    await openEsim(page);
    await page.getByRole("link", { name: /^Continue/ }).click();
    await waitForUnknown(page);
    await assertPaidOnce(visit, seen, 3);
  },
);

storefrontTest(
  "a payment that is not known goes on at its price, also if the offer has another one by now",
  { expectedErrors: /net::ERR_|422/ },
  async ({ page, sandbox }) => {
    await openCheckout(page);
    const seen = await losePayments(page, 2);
    await payButton(page).click();
    await waitForUnknown(page);
    const place = { iccid: sandbox.iccids.active, package_id: "northwind-7days-1gb-topup" };
    sandbox.changeOffer({ ...place, price: 6.25 });
    await page.reload();
    await page.locator(".summary").getByText("$6.25").waitFor();
    await waitForUnknown(page);
    await tryAgainButton(page).click();
    await page.getByRole("alert").getByText("The price has just changed").waitFor();
    assertOnePayment(seen, 3);
    assert.equal(sandbox.ledger.orders.length, 0);
    await page.getByRole("button", { name: "See the new price" }).click();
    await page.getByRole("button", { name: "Pay $6.25 and top up" }).click();
    await waitForView(page, "Thank you");
    assert.deepEqual([new Set(seen.keys).size, new Set(seen.ids).size], [2, 2]);
    assert.equal(sandbox.ledger.orders.length, 1);
  },
);

storefrontTest(
  "a shopper who left the checkout is told that the payment was refused",
  { expectedErrors: /401/ },
  async ({ page, sandbox }) => {
    await openEsimCheckout(page);
    const payment = await holdRequest(page, { method: "POST", url: PAYMENTS });
    await payButton(page).click();
    await payment.held;
    await openTab(page, "Shop");
    await endSession(page);
    payment.release();
    await news(page)
      .getByText(
        /^The payment for .* did not go through\. Your session has ended\. You have not been charged\.$/,
      )
      .waitFor();
    await news(page).getByRole("link", { name: "Back to checkout" }).waitFor();
    await news(page)
      .getByRole("button", { name: /^Close the notice/ })
      .click();
    assert.equal(await news(page).textContent(), "");
    assert.equal(sandbox.ledger.orders.length, 0);
  },
);

storefrontTest(
  "a second try after a refused order uses the payment that was made",
  { expectedErrors: /422/ },
  async (visit) => {
    const { page, sandbox } = visit;
    await openCheckout(page);
    const seen = await losePayments(page, 0);
    sandbox.faults.add({ endpoint: "submit", kind: "error", code: 13 });
    await payButton(page).click();
    await assertPaidOnce(visit, seen, 1);
  },
);

storefrontTest(
  "a payment that the shop turns away for a while is tried again after the pause",
  { expectedErrors: /429/ },
  async ({ page, sandbox }) => {
    await page.clock.install();
    await openCheckout(page);
    await page.route(PAYMENTS, (route) =>
      route.fulfill({ status: 429, headers: { "Retry-After": "60" }, json: {} }),
    );
    await payButton(page).click();
    await page.getByRole("alert").getByText("Please wait a moment").waitFor();
    assert.ok(await tryAgainButton(page).isDisabled(), "the pause has not passed");
    await page.unroute(PAYMENTS);
    await page.clock.runFor(60_000);
    await tryAgainButton(page).click();
    await waitForView(page, "Thank you");
    assert.equal(sandbox.ledger.orders.length, 1);
  },
);

storefrontTest(
  "a payment whose answer was lost has one key, also if the browser's storage is full",
  LOST,
  async (visit) => {
    const { page } = visit;
    await openCheckout(page);
    await fillStorage(page);
    const seen = await losePayments(page, 2);
    await payButton(page).click();
    await waitForUnknown(page);
    await openTab(page, "My eSIMs");
    await openEsim(page);
    await page.getByRole("link", { name: /^Continue/ }).click();
    await waitForUnknown(page);
    await assertPaidOnce(visit, seen, 3);
  },
);
