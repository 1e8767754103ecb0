/** Orders that the shop's own server turns away after their payment. The shop may still make them. */
import assert from "node:assert/strict";
import { openCheckout, payButton, pendingOrder, waitForView } from "./page.js";
import { countRequests, storefrontTest } from "./storefront.js";

storefrontTest(
  "an order that the gateway turns away after its payment is open, and is made once",
  { expectedErrors: /401/ },
  async ({ page, sandbox }) => {
    await openCheckout(page);
    let isFirst = true;
    await page.route("**/purchases.json", async (route) => {
      if (route.request().method() !== "POST" || !isFirst) return route.fallback();
      isFirst = false;
      const { cookie: _session, ...headers } = await route.request().allHeaders();
      const response = await route.fetch({ headers: { ...headers, cookie: "" } });
      assert.equal(response.status(), 401);
      await route.fulfill({ response });
    });
    await payButton(page).click();
    await pendingOrder(page).waitFor();
    assert.equal(await page.getByText(/not been charged/).count(), 0);
    assert.equal(countRequests(sandbox, "submit"), 0);

    await waitForView(page, "Thank you");
    assert.equal(sandbox.ledger.orders.length, 1);
  },
);
