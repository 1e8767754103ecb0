/** Orders whose answer is lost between PressOne and the shop's server. */
import assert from "node:assert/strict";
import { openCheckout, pay, payButton, readFact, tryAgainButton, unknownOutcome } from "./page.js";
import { countRequests, storefrontTest } from "./storefront.js";

for (const kind of ["cut-after", "half-answer", "truncated-json"]) {
  storefrontTest(
    `the shop's server finds an order whose answer was lost (${kind})`,
    async ({ page, sandbox }) => {
      await openCheckout(page);
      sandbox.faults.add({ endpoint: "submit", kind });
      await pay(page);
      const [order, ...others] = sandbox.ledger.orders;
      assert.deepEqual(others, []);
      assert.equal(await readFact(page, "Order"), order?.code);
      const payment = await readFact(page, "Payment");
      assert.match(payment, /^pay-/);
      assert.ok(order?.description.endsWith(`:${payment}:`));
    },
  );
}

storefrontTest(
  "an order that is not in the list has an unknown outcome, and is never sent again",
  { expectedErrors: /502/ },
  async ({ page, sandbox }) => {
    await openCheckout(page);
    sandbox.faults.add({ endpoint: "submit", kind: "cut-before" });
    await payButton(page).click();
    await unknownOutcome(page).waitFor();
    await page.getByText("Please do not pay again").waitFor();
    assert.equal(await payButton(page).count(), 0);
    const receipt = page.url();

    await page.getByRole("button", { name: "Look again" }).click();
    await unknownOutcome(page).waitFor();
    await page.reload();
    await unknownOutcome(page).waitFor();
    assert.equal(page.url(), receipt);
    // The journal of the shop's server has the order as open, so the server does not send it again.
    await tryAgainButton(page).click();
    await page.getByText("You have not been charged twice").waitFor();
    assert.equal(countRequests(sandbox, "submit"), 1);
  },
);
