/** Purchases that are refused: nothing is ordered or charged, and the page says why. */
import assert from "node:assert/strict";
import { holdNextAnswer } from "./held.js";
import {
  endSession,
  openCheckout,
  pay,
  payButton,
  payUntilSent,
  readFact,
  tryAgainButton,
  waitForView,
} from "./page.js";
import { storefrontTest } from "./storefront.js";

const PHONE = { width: 360, height: 740 };
const FIRST_OFFER = "northwind-7days-1gb-topup";

/** The button that shows the form, the offer and its price again. @param {import("./page.js").Page} page */
const backButton = (page) => page.getByRole("button", { name: "Back to payment" });

/** The line through a text. @param {import("./page.js").Locator} place */
const lineOf = (place) => place.evaluate((each) => getComputedStyle(each).textDecorationLine);

/**
 * Pays at the checkout, and asserts that the purchase is refused for this reason.
 *
 * @param {import("./storefront.js").Visit} visit
 * @param {string} title
 */
async function assertRefused({ page, sandbox }, title) {
  await payButton(page).click();
  await page.getByRole("alert").getByText(title).waitFor();
  await page.getByText("Nothing was ordered and you have not been charged.").waitFor();
  assert.match(page.url(), /\/buy\//);
  assert.equal(sandbox.ledger.orders.length, 0);
}

/** Changes the price after the checkout was shown, and asserts the refusal. @param {import("./storefront.js").Visit} visit */
async function assertPriceChanged(visit) {
  const { page, sandbox } = visit;
  await openCheckout(page);
  sandbox.changeOffer({ iccid: sandbox.iccids.active, package_id: FIRST_OFFER, price: 6.25 });
  await assertRefused(visit, "The price has just changed");
}

storefrontTest(
  "a price that changed after the checkout was shown is refused, and sold at the new price",
  { expectedErrors: /422/ },
  async (visit) => {
    const { page, sandbox } = visit;
    await assertPriceChanged(visit);
    assert.equal(await payButton(page).count(), 0, "the old price cannot be paid");
    assert.equal(await page.getByText("Card number").count(), 0);
    const price = page.locator(".summary .price");
    assert.equal(await lineOf(price), "line-through");

    await page.getByRole("button", { name: "See the new price" }).click();
    await page.getByRole("button", { name: "Pay $6.25 and top up" }).click();
    await waitForView(page, "Thank you");
    assert.equal(await readFact(page, "Total paid"), "$6.25");
    assert.equal(sandbox.ledger.orders.length, 1);
  },
);

storefrontTest(
  "the new price is not struck, also if the view has it before the refusal ends",
  { expectedErrors: /422/ },
  async (visit) => {
    const { page } = visit;
    await assertPriceChanged(visit);
    await page.evaluate(() => dispatchEvent(new Event("online")));
    const price = page.locator(".summary .price");
    await price.filter({ hasText: "$6.25" }).waitFor();
    assert.equal(await lineOf(price), "none");
  },
);

storefrontTest(
  "a price that changes while the order is on its way is refused",
  { expectedErrors: /422/ },
  async (visit) => {
    const { page, sandbox } = visit;
    await openCheckout(page);
    await page.route("**/purchases.json", async (route) => {
      sandbox.changeOffer({ iccid: sandbox.iccids.active, package_id: FIRST_OFFER, price: 7 });
      await route.continue();
    });
    await assertRefused(visit, "The price has just changed");
  },
);

storefrontTest(
  "a package that is no longer on offer is refused",
  { expectedErrors: /422/ },
  async (visit) => {
    const { page, sandbox } = visit;
    await openCheckout(page);
    sandbox.changeOffer({ iccid: sandbox.iccids.active, package_id: FIRST_OFFER, remove: true });
    await assertRefused(visit, "This package is no longer available");
    await page.reload();
    await page.locator("main").getByText("This package is no longer available").waitFor();
    await page.getByRole("link", { name: "See top-ups" }).click();
    await waitForView(page, "My phone");
    assert.equal(sandbox.ledger.orders.length, 0);
  },
);

storefrontTest(
  "a purchase that the partner's balance does not cover is refused until it does",
  { expectedErrors: /422/, records: true },
  async (visit) => {
    const { page, sandbox } = visit;
    sandbox.setBalance(1);
    await openCheckout(page);
    await assertRefused(visit, "We cannot sell this right now");
    for (const { text, url } of await visit.responses()) {
      assert.ok(!text.includes("more needed"), `${url} tells the page about the balance`);
    }

    sandbox.setBalance(100);
    assert.equal(await payButton(page).count(), 0, "paying now would be refused again");
    await backButton(page).click();
    await pay(page);
    assert.equal(sandbox.ledger.orders.length, 1);
  },
);

storefrontTest(
  "a server error before the order is taken is refused, and a second try succeeds",
  { expectedErrors: /422/ },
  async (visit) => {
    const { page, sandbox } = visit;
    await openCheckout(page);
    sandbox.faults.add({ endpoint: "submit", kind: "error", code: 13 });
    await assertRefused(visit, "Something went wrong");
    await tryAgainButton(page).click();
    await waitForView(page, "Thank you");
    assert.equal(sandbox.ledger.orders.length, 1);
  },
);

storefrontTest("a rate-limited order is refused", { expectedErrors: /422/ }, async (visit) => {
  const { page, sandbox } = visit;
  await openCheckout(page);
  sandbox.faults.add({ endpoint: "submit", kind: "rate-limited", retryAfter: 420 });
  await assertRefused(visit, "Please wait a moment");
  assert.ok(await tryAgainButton(page).isDisabled(), "a try now is refused again");
  assert.equal(await payButton(page).count(), 0);
});

for (const fault of /** @type {const} */ ([
  { kind: "error", code: 43 },
  { kind: "order-limit" },
  { kind: "invalid" },
])) {
  storefrontTest(
    `a refusal of PressOne asks for no correction (${JSON.stringify(fault)})`,
    { expectedErrors: /422/ },
    async (visit) => {
      const { page, sandbox } = visit;
      await openCheckout(page);
      sandbox.faults.add({ endpoint: "submit", ...fault });
      await assertRefused(visit, "We cannot sell this right now");
      assert.equal(await page.getByText(/what you entered/).count(), 0, "nothing was entered");
      assert.equal(await payButton(page).count(), 0);
      assert.equal(await tryAgainButton(page).count(), 0, "the same package is refused again");
      await page.getByRole("link", { name: "See top-ups" }).click();
      await waitForView(page, "My phone");
    },
  );
}

storefrontTest(
  "a session that ended before the payment is told, and the checkout is there after a reload",
  { expectedErrors: /401/ },
  async (visit) => {
    const { page } = visit;
    await openCheckout(page);
    await endSession(page);
    await assertRefused(visit, "Your session has ended");
    await page.getByRole("button", { name: "Reload the page" }).click();
    await pay(page);
    assert.equal(visit.sandbox.ledger.orders.length, 1);
  },
);

storefrontTest(
  "on a phone, nothing moves while the order is on its way",
  { viewport: PHONE },
  async ({ page, sandbox }) => {
    await openCheckout(page);
    /** The heading's place in the page, because the click may scroll. */
    const top = () =>
      page
        .getByRole("heading", { level: 1 })
        .evaluate((heading) => heading.getBoundingClientRect().top + window.scrollY);
    const before = await top();
    const answer = holdNextAnswer(sandbox);
    await payUntilSent(page);
    await page.getByRole("button", { name: "Ordering…" }).waitFor();
    assert.equal(await top(), before);
    assert.equal(await page.locator(".notice").count(), 0, "the button says it");
    answer.release();
    await waitForView(page, "Thank you");
  },
);

storefrontTest(
  "a retired eSIM leads to the shop, because no second try can help",
  { expectedErrors: /422/ },
  async (visit) => {
    const { page, sandbox } = visit;
    await openCheckout(page);
    sandbox.faults.add({ endpoint: "submit", kind: "error", code: 73 });
    await assertRefused(visit, "This eSIM has been retired");
    assert.equal(await tryAgainButton(page).count(), 0);
    await page.getByRole("alert").getByRole("link", { name: "Buy an eSIM" }).click();
    await waitForView(page, "Buy an eSIM");
  },
);
