/** Payments whose answer was lost, and whose offer is gone when the shopper comes back: each can still be resolved. */
import assert from "node:assert/strict";
import { fetchAnswer, holdRequest } from "./held.js";
import { assertOnePayment, LOST, losePayments, PAYMENTS, UNKNOWN } from "./lost-answers.js";
import { openNumberCheckout } from "./number.js";
import { news, openCheckout, openTab, payButton, tryAgainButton, waitForView } from "./page.js";
import { openEsimCheckout } from "./sale.js";
import { storefrontTest } from "./storefront.js";

/** @typedef {import("./page.js").Page} Page */

const TOPUP = "northwind-7days-1gb-topup";
const NUMBER = "+12025550210";

/** Pays, loses the answers, and leaves the checkout. @param {Page} page */
async function payAndLeave(page) {
  const seen = await losePayments(page, 2);
  await payButton(page).click();
  await openTab(page, "Orders");
  await news(page)
    .getByText(/^We do not know yet if the payment for/)
    .waitFor();
  return seen;
}

/** Opens the checkout that the notice leads to. @param {Page} page */
async function followNotice(page) {
  await news(page).getByRole("link", { name: "Back to checkout" }).click();
  await waitForView(page, "Checkout");
  await page.getByRole("alert").getByText(UNKNOWN).waitFor();
  assert.equal(await payButton(page).count(), 0);
}

/** @param {Page} page @param {string} url @param {(text: string) => string} change */
const changeAnswers = (page, url, change) =>
  page.route(url, async (route) => {
    if (route.request().method() !== "GET") return route.fallback();
    const response = await fetchAnswer(route);
    return route.fulfill({ response, body: change(await response.text()) });
  });

/** Takes the package of the open checkout out of the shop's lists. @param {Page} page */
const hidePackage = (page) => {
  const id = new URL(page.url()).pathname.split("/").at(-1);
  return changeAnswers(page, "**/api/pressone/**", (text) => text.replaceAll(`"${id}"`, '"none"'));
};

for (const [name, open] of /** @type {const} */ ([
  ["top-up", openCheckout],
  ["new eSIM", openEsimCheckout],
])) {
  storefrontTest(
    `the unknown payment for a ${name} that has left the shop pays once`,
    LOST,
    async ({ page, sandbox }) => {
      await open(page);
      await hidePackage(page);
      const seen = await payAndLeave(page);
      await followNotice(page);
      await tryAgainButton(page).click();
      await waitForView(page, "Thank you");
      assertOnePayment(seen, 3);
      assert.equal(sandbox.ledger.orders.length, 1);
    },
  );
}

storefrontTest(
  "the unknown payment for a top-up that PressOne no longer sells is refused once",
  { expectedErrors: /net::ERR_|422/ },
  async ({ page, sandbox }) => {
    await openCheckout(page);
    const seen = await payAndLeave(page);
    sandbox.changeOffer({ iccid: sandbox.iccids.active, package_id: TOPUP, remove: true });
    await followNotice(page);
    await tryAgainButton(page).click();
    await page.getByRole("alert").getByText("This package is no longer available").waitFor();
    await page.getByText("Nothing was ordered and you have not been charged.").waitFor();
    await page.getByRole("link", { name: "See top-ups" }).waitFor();
    assertOnePayment(seen, 3);
    assert.equal(sandbox.ledger.orders.length, 0);
  },
);

storefrontTest(
  "the unknown payment for an eSIM that PressOne does not find pays once",
  { expectedErrors: /net::ERR_|404/ },
  async ({ page, sandbox }) => {
    await openCheckout(page);
    const seen = await payAndLeave(page);
    const offers = /\/topups\b/;
    await page.route(offers, (route) => route.fulfill({ status: 404, json: {} }));
    await followNotice(page);
    await page.unroute(offers);
    await tryAgainButton(page).click();
    await waitForView(page, "Thank you");
    assertOnePayment(seen, 3);
    assert.equal(sandbox.ledger.orders.length, 1);
  },
);

for (const [name, change] of /** @type {const} */ ([
  ["is no longer sold", { plans: [] }],
  [
    "is the shopper's own by now",
    { numbers: [{ email: "a@b.example", mobile: NUMBER, plan: "Plan", price: 4.99 }] },
  ],
])) {
  storefrontTest(
    `the unknown payment for a number that ${name} pays once`,
    { ...LOST, path: "numbers" },
    async ({ page, sandbox }) => {
      await openNumberCheckout(page, "+1 202-555-0210");
      const seen = await payAndLeave(page);
      await changeAnswers(page, "**/shop/numbers", (text) =>
        JSON.stringify({ ...JSON.parse(text), ...change }),
      );
      await followNotice(page);
      await tryAgainButton(page).click();
      await waitForView(page, "Thank you");
      assertOnePayment(seen, 3);
      assert.equal(sandbox.ledger.claims.length, 1);
    },
  );
}

storefrontTest(
  "a refusal is told, also if the offers come back while the payment is repeated",
  { expectedErrors: /net::ERR_|409|50\d/ },
  async ({ page, sandbox }) => {
    await openCheckout(page);
    await payAndLeave(page);
    sandbox.faults.add({ endpoint: "topups", kind: "status", status: 503, times: "always" });
    await followNotice(page);
    await page.route(PAYMENTS, (route) =>
      route.fulfill({ status: 409, json: { kind: "price_changed" } }),
    );
    const request = await holdRequest(page, { method: "POST", url: PAYMENTS });
    await tryAgainButton(page).click();
    await request.held;
    sandbox.faults.clear();
    await page.evaluate(() => dispatchEvent(new Event("online")));
    await page.locator(".summary").waitFor();
    request.release();
    await page
      .getByText(/The price has just changed/)
      .first()
      .waitFor();
    assert.equal(sandbox.ledger.orders.length, 0);
  },
);
