/** Views that cannot show their content, and the second try that they offer. */
import assert from "node:assert/strict";
import {
  endSession,
  openEsim,
  openTab,
  tryAgainButton,
  waitForView,
  waitUntilLoaded,
} from "./page.js";
import { storefrontTest } from "./storefront.js";

/** Endpoint, view, fault, and what the loaded list contains. */
const LISTS = /** @type {const} */ ([
  ["topups", "esim", "status", ".offer"],
  ["orders", "orders", "cut-before", ".order"],
]);

for (const [endpoint, view, kind, content] of LISTS) {
  storefrontTest(
    `a second try loads the ${endpoint} after a failure (${kind})`,
    { expectedErrors: /50\d/ },
    async ({ page, url, sandbox }) => {
      sandbox.faults.add({ endpoint, kind, status: 503, times: "always" });
      const path = view === "esim" ? `esims/${sandbox.iccids.active}` : view;
      await page.goto(url + path);
      const alert = page.getByRole("alert").filter({ hasText: "Something went wrong" });
      await alert.waitFor();
      sandbox.faults.clear();
      await alert.getByRole("button", { name: "Try again" }).click();
      await page.locator(content).first().waitFor();
      await waitUntilLoaded(page);
      const focus = await page.evaluate(() => document.activeElement?.className);
      assert.equal(focus, "loaded", "the list has the focus, because its button is gone");
    },
  );
}

storefrontTest(
  "a second try loads the offers after a lost connection",
  { expectedErrors: /ERR_INTERNET_DISCONNECTED/ },
  async ({ page }) => {
    await waitUntilLoaded(page);
    await page.route("**/topups", (route) => route.abort("internetdisconnected"));
    await openEsim(page);
    await page.getByRole("alert").getByText("No connection").waitFor();
    await page.unroute("**/topups");
    await tryAgainButton(page).click();
    await page.locator(".offer").first().waitFor();
  },
);

storefrontTest(
  "loading the page again starts a new session after the old one has ended",
  { expectedErrors: /401/ },
  async ({ page }) => {
    await waitUntilLoaded(page);
    await endSession(page);
    await openTab(page, "Orders");
    await page.getByRole("alert").getByText("Your session has ended").waitFor();
    await page.getByRole("button", { name: "Reload the page" }).click();
    await page.locator(".order").first().waitFor();
  },
);

storefrontTest(
  "an eSIM without offers says why, is not installed again, and leads to the shop",
  { expectedErrors: /404|422/ },
  async ({ page, url, sandbox }) => {
    await page.getByRole("link", { name: "First trip" }).click();
    await page.getByRole("alert").getByText("This eSIM has been retired").waitFor();
    assert.equal(await page.locator("main .card, main .message").count(), 1, "it is told once");
    const install = page.locator("main").getByRole("link", { name: "Install" });
    const shop = page.locator("main").getByRole("link", { name: "Buy an eSIM" });
    assert.deepEqual([await install.count(), await shop.count()], [0, 1]);
    await page.goto(`${url}esims/${sandbox.iccids.finished}`);
    await page.getByText("No top-ups available").waitFor();
    await page.getByText("Nothing left", { exact: true }).waitFor();
    assert.deepEqual([await install.count(), await shop.count()], [0, 1]);
    await page.goto(`${url}esims/${sandbox.iccids.active}`);
    await page.locator(".gauge").waitFor();
    // It is installed already.
    assert.deepEqual(await install.allTextContents(), ["Installation details"]);
  },
);

storefrontTest(
  "another shopper's eSIM and an unknown address are reported as not found",
  { expectedErrors: /403|404/ },
  async ({ page, url, sandbox }) => {
    await page.goto(`${url}esims/${sandbox.iccids.digits17}`);
    await page.getByText("We cannot find this").waitFor();
    assert.equal(await page.getByRole("alert").count(), 1, "it is told once");
    await page.goto(`${url}no/such/view`);
    await waitForView(page, "This page does not exist");
  },
);

storefrontTest(
  "an address without a view says so, also to a shopper who comes for the first time",
  { path: "nowhere", expectedErrors: /Failed to load resource.*404/ },
  async ({ page }) => {
    await waitForView(page, "This page does not exist");
    await page.getByRole("link", { name: "My eSIMs" }).last().click();
    await waitForView(page, "My eSIMs");
  },
);
