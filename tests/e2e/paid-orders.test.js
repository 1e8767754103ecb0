/** Orders that the shop's own server turns away after their payment. The shop may still make them. */
import assert from "node:assert/strict";
import { holdAnswer, holdRequest } from "./held.js";
import { PAYMENTS } from "./lost-answers.js";
import { fillStorage, news, openCheckout, openTab, payButton, waitForView } from "./page.js";
import { countRequests, storefrontTest } from "./storefront.js";

/** Ends the session for the next order alone. @param {import("./page.js").Page} page */
async function turnNextOrderAway(page) {
  let isFirst = true;
  await page.route("**/purchases.json", async (route) => {
    if (route.request().method() !== "POST" || !isFirst) return route.fallback();
    isFirst = false;
    const { cookie: _session, ...headers } = await route.request().allHeaders();
    const response = await route.fetch({ headers: { ...headers, cookie: "" } });
    assert.equal(response.status(), 401);
    await route.fulfill({ response });
  });
}

/** Pays, and asserts that the page orders a second time. @param {import("./storefront.js").Visit} visit */
async function assertMadeOnce({ page, sandbox }) {
  const second = await holdRequest(page, { method: "POST", url: "**/purchases.json" });
  await turnNextOrderAway(page);
  await payButton(page).click();
  await second.held;
  assert.equal(await page.getByText(/not been charged/).count(), 0);
  assert.equal(countRequests(sandbox, "submit"), 0);
  second.release();
  await waitForView(page, "Thank you");
  assert.equal(sandbox.ledger.orders.length, 1);
}

storefrontTest(
  "an order that the gateway turns away after its payment is open, and is made once",
  { expectedErrors: /401/ },
  async (visit) => {
    await openCheckout(visit.page);
    await assertMadeOnce(visit);
  },
);

storefrontTest(
  "an order that was turned away is made once, also if the browser's storage is full",
  { expectedErrors: /401/ },
  async (visit) => {
    await openCheckout(visit.page);
    await fillStorage(visit.page);
    await assertMadeOnce(visit);
  },
);

/** Changes the package of each order, so it is not what was paid for. @param {import("./page.js").Page} page */
const changeOrders = (page) =>
  page.route("**/purchases.json", (route) => {
    if (route.request().method() !== "POST") return route.fallback();
    const body = { ...route.request().postDataJSON(), package_id: "another-package" };
    return route.continue({ postData: JSON.stringify(body) });
  });

storefrontTest(
  "an order that the gateway refused is not sent by a later page",
  { expectedErrors: /402/ },
  async ({ page, sandbox }) => {
    await openCheckout(page);
    await changeOrders(page);
    const payment = await holdAnswer(page, { method: "POST", url: PAYMENTS });
    await payButton(page).click();
    await payment.held;
    await openTab(page, "Orders");
    payment.release();
    const refused = news(page).getByText(/^Not ordered: .* You have not been charged\.$/);
    await refused.waitFor();
    await page.unroute("**/purchases.json");
    await page.reload();
    await refused.waitFor();
    assert.equal(countRequests(sandbox, "submit"), 0);
    assert.equal(sandbox.ledger.orders.length, 0);
  },
);
