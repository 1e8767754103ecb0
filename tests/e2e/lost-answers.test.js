/** Orders whose answer is lost, between PressOne and the shop's server or between the server and the page. */
import assert from "node:assert/strict";
import { loseNextOrder, openCheckout, pay, payButton, readFact, waitForView } from "./page.js";
import { countRequests, storefrontTest } from "./storefront.js";

for (const kind of /** @type {const} */ (["cut-after", "half-answer", "truncated-json"])) {
  storefrontTest(
    `the shop's server finds an order whose answer was lost (${kind})`,
    async ({ page, sandbox }) => {
      await openCheckout(page);
      sandbox.faults.add({ endpoint: "submit", kind });
      await pay(page);
      const [order, ...others] = sandbox.ledger.orders;
      assert.deepEqual(others, []);
      assert.equal(await readFact(page, "Order number"), order?.code);
      const payment = await readFact(page, "Payment reference");
      assert.match(payment, /^pay-/);
      assert.ok(order?.description.endsWith(`:${payment}:`));
    },
  );
}

for (const moment of /** @type {const} */ (["before", "after"])) {
  storefrontTest(
    `an order whose connection is reset ${moment} it arrives at the shop is made once`,
    { expectedErrors: /ERR_CONNECTION_RESET/ },
    async ({ page, sandbox }) => {
      await openCheckout(page);
      await loseNextOrder(page, moment);
      await payButton(page).click();
      await waitForView(page, "Thank you");
      assert.equal(await readFact(page, "Order number"), sandbox.ledger.orders[0]?.code);
      assert.equal(sandbox.ledger.orders.length, 1);
      assert.equal(countRequests(sandbox, "submit"), 1);
    },
  );
}
