/** Browsers that cannot store the journal entry of a purchase. */
import assert from "node:assert/strict";
import { openCheckout, payButton } from "./page.js";
import { countRequests, storefrontTest } from "./storefront.js";

/** @type {[string, () => void][]} the failure, and a script that causes it */
const FAILURES = [
  [
    "refuses the database",
    () => {
      IDBFactory.prototype.open = () => {
        throw new DOMException("denied", "SecurityError");
      };
    },
  ],
  [
    "has no room left",
    () => {
      IDBObjectStore.prototype.put = () => {
        throw new DOMException("full", "QuotaExceededError");
      };
    },
  ],
];

for (const [failure, script] of FAILURES) {
  storefrontTest(
    `a browser that ${failure} orders nothing, and the page says why`,
    async ({ page, url, sandbox }) => {
      await page.addInitScript(script);
      await page.goto("about:blank");
      await page.goto(url);
      await openCheckout(page);
      await payButton(page).click();
      await page
        .getByRole("alert")
        .getByText("Your browser cannot store data for this shop")
        .waitFor();
      await page.getByText("Nothing was ordered and you have not been charged.").waitFor();
      assert.match(page.url(), /\/buy\//);
      assert.equal(await page.getByRole("button", { name: "Load the page again" }).count(), 1);
      assert.equal(countRequests(sandbox, "submit"), 0);
      assert.equal(sandbox.ledger.orders.length, 0);
    },
  );
}
