/** Purchases whose shopper leaves before the answer arrives. Other views and later pages tell the outcome. */
import assert from "node:assert/strict";
import { holdAnswer, holdNextAnswer, holdRequest } from "./held.js";
import { orderRow } from "./order-list.js";
import {
  buyTopup,
  news,
  openCheckout,
  openEsim,
  openTab,
  packageSteps,
  payAndLeave,
  payButton,
  payUntilSent,
  readFact,
  waitForView,
  waitUntilLoaded,
} from "./page.js";
import { storefrontTest } from "./storefront.js";

/** Longer than a view needs to report an open purchase. */
const NEWS_MS = 500;

storefrontTest("a visit without open purchases reports none", async ({ page, url }) => {
  await buyTopup(page);
  await page.goto("about:blank");
  await page.goto(url);
  await waitUntilLoaded(page);
  await page.waitForTimeout(NEWS_MS);
  assert.equal(await news(page).textContent(), "");
});

storefrontTest(
  "a shopper who leaves the checkout is told of the order in any view, and open views refresh",
  async ({ page, sandbox }) => {
    await openEsim(page);
    await waitUntilLoaded(page);
    const packages = packageSteps(page);
    const packagesBefore = await packages.count();
    await openTab(page, "My eSIMs");
    await openCheckout(page);
    const answer = holdNextAnswer(sandbox);
    await payUntilSent(page);
    await openTab(page, "Orders");
    const line = news(page).getByRole("listitem");
    await line.filter({ hasText: /^Ordering 1\sGB\s·\s7 days…$/ }).waitFor();
    await openTab(page, "My eSIMs");
    await openEsim(page);
    await waitUntilLoaded(page);
    await packages.filter({ hasText: "Ordering…" }).waitFor();
    assert.equal(await packages.count(), packagesBefore + 1);

    answer.release();
    await line.filter({ hasText: /^Ordered: 1\sGB\s·\s7 days\./ }).waitFor();
    await packages.filter({ hasText: "Bought just now" }).waitFor();
    assert.equal(await packages.count(), packagesBefore + 1);
    await line.getByRole("link", { name: /^See the receipt/ }).click();
    await waitForView(page, "Thank you");
    assert.equal(await readFact(page, "Order number"), sandbox.ledger.orders[0]?.code);
    assert.equal(await news(page).textContent(), "", "the receipt itself reports the order");
    await openTab(page, "Orders");
    await waitForView(page, "Orders");
    assert.equal(await news(page).textContent(), "", "the shopper has seen the receipt");
  },
);

storefrontTest(
  "the list of orders shows an order that was made while it was open",
  async ({ page, sandbox }) => {
    await openCheckout(page);
    const order = await holdRequest(page, { method: "POST", url: "**/purchases.json" });
    await payUntilSent(page);
    await openTab(page, "Orders");
    const newest = page.locator(".order").first();
    await newest.waitFor();
    const before = await newest.textContent();
    assert.equal(sandbox.ledger.orders.length, 0);
    order.release();
    await news(page).getByText("Ordered: 1 GB · 7 days.").waitFor();
    await orderRow(page, sandbox.ledger.orders[0]?.code).waitFor();
    assert.notEqual(await newest.textContent(), before);
  },
);

storefrontTest(
  "a list of orders from before an order does not replace the list with it",
  async ({ page, sandbox }) => {
    await openCheckout(page);
    const order = await holdRequest(page, { method: "POST", url: "**/purchases.json" });
    await payUntilSent(page);
    const oldList = await holdAnswer(page, { url: /\/customer\/v2\/orders\?/ });
    await openTab(page, "Orders");
    const oldRequest = await oldList.held;
    order.release();
    await news(page).getByText("Ordered: 1 GB · 7 days.").waitFor();
    const newest = orderRow(page, sandbox.ledger.orders[0]?.code);
    await newest.waitFor();
    const arrives = page.waitForEvent("requestfinished", (request) => request === oldRequest);
    oldList.release();
    await arrives;
    await page.waitForTimeout(NEWS_MS);
    assert.ok(await newest.isVisible());
  },
);

storefrontTest(
  "a shopper who leaves the checkout before the payment stays in the other view, and is told",
  async ({ page, sandbox }) => {
    await openCheckout(page);
    const recent = await holdRequest(page, { url: "**/purchases.json?*" });
    await payButton(page).click();
    await recent.held;
    await openTab(page, "Orders");
    recent.release();
    await news(page).getByText("Ordered: 1 GB · 7 days.").waitFor();
    assert.match(page.url(), /\/orders$/);
    await waitForView(page, "Orders");
    assert.equal(sandbox.ledger.orders.length, 1);
  },
);

for (const [code, reason, remedy] of /** @type {const} */ ([
  [11, "We cannot sell this right now", "Back to My phone"],
  [33, "This package is no longer available", "See top-ups"],
])) {
  storefrontTest(
    `a shopper who leaves the checkout is told of a refusal (code ${code})`,
    { expectedErrors: /422/ },
    async ({ page, sandbox }) => {
      await openCheckout(page);
      sandbox.faults.add({ endpoint: "submit", kind: "error", code });
      const answer = holdNextAnswer(sandbox);
      await payUntilSent(page);
      await openTab(page, "Orders");
      const line = news(page).getByRole("listitem");
      await line.filter({ hasText: /^Ordering 1\sGB\s·\s7 days…$/ }).waitFor();
      answer.release();
      const refused = `Not ordered: 1 GB · 7 days. ${reason}. You have not been charged.`;
      await line.filter({ hasText: refused }).waitFor();

      await page.goBack();
      await waitForView(page, "Your order");
      await page.getByRole("alert").getByText(reason).waitFor();
      await page.getByText("Nothing was ordered and you have not been charged.").waitFor();
      assert.equal(await readFact(page, "Package"), "1 GB · 7 days");
      const choice = page.getByRole("alert").getByRole("link");
      assert.deepEqual(await choice.allTextContents(), [remedy]);
      await choice.click();
      await waitForView(page, "My phone");
      assert.equal(await news(page).textContent(), "", "the shopper has seen the refusal");
      assert.equal(sandbox.ledger.orders.length, 0);
    },
  );
}

storefrontTest(
  "the visit after a page that ended while it ordered reports the order",
  async ({ page, url, sandbox }) => {
    await openCheckout(page);
    const answer = holdNextAnswer(sandbox);
    await payAndLeave(page);
    await answer.served;
    await page.goto(url);
    // The view does not wait for the purchases.
    await waitForView(page, "My eSIMs");
    answer.release();
    const line = news(page).getByRole("listitem");
    await line.filter({ hasText: /^Ordered: 1\sGB\s·\s7 days\./ }).waitFor();
    await line.getByRole("link", { name: /^See the receipt/ }).click();
    await waitForView(page, "Thank you");
    assert.equal(await readFact(page, "Order number"), sandbox.ledger.orders[0]?.code);
    await page.getByRole("link", { name: "Back to My phone" }).click();
    await waitForView(page, "My phone");
    assert.equal(await news(page).textContent(), "", "the shopper has seen the receipt");
    await page.reload();
    await waitUntilLoaded(page);
    await page.waitForTimeout(NEWS_MS);
    assert.equal(await news(page).textContent(), "", "the next page knows that too");
    assert.equal(sandbox.ledger.orders.length, 1);
  },
);

storefrontTest(
  "a paid order that never left its page is made by the next page, once",
  async ({ page, url, sandbox }) => {
    await openCheckout(page);
    await page.route("**/purchases.json", (route) => route.abort("connectionreset"));
    await payAndLeave(page);
    await page.unroute("**/purchases.json");
    assert.equal(sandbox.ledger.orders.length, 0);
    await page.goto(url);
    await news(page).getByText("Ordered: 1 GB · 7 days.").waitFor();
    assert.equal(sandbox.ledger.orders.length, 1);
  },
);

storefrontTest(
  "a receipt that is reloaded while the order is on its way finds the order",
  async ({ page, sandbox }) => {
    await openCheckout(page);
    const answer = holdNextAnswer(sandbox);
    await payUntilSent(page);
    assert.match(page.url(), /\/receipts\/pay-/);
    await answer.served;
    await page.reload();
    answer.release();
    await page.getByRole("link", { name: "Back to My phone" }).waitFor();
    assert.equal(await readFact(page, "Order number"), sandbox.ledger.orders[0]?.code);
    assert.equal(sandbox.ledger.orders.length, 1);
  },
);

storefrontTest(
  "a tab that is opened while another one orders reports the order",
  async ({ page, url, sandbox }) => {
    await openCheckout(page);
    const answer = holdNextAnswer(sandbox);
    await payUntilSent(page);
    await answer.served;
    const otherTab = await page.context().newPage();
    await otherTab.goto(url);
    await news(otherTab).getByRole("listitem").waitFor();
    answer.release();
    await news(otherTab).getByText("Ordered: 1 GB · 7 days.").waitFor();
    await waitForView(page, "Thank you");
    assert.equal(await news(page).textContent(), "");
    assert.equal(sandbox.ledger.orders.length, 1);
  },
);
