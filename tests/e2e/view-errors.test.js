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
  "a rate limit counts down to the second try, and is announced once",
  { path: "renew", expectedErrors: /429/ },
  async ({ page, url, sandbox }) => {
    await waitUntilLoaded(page);
    sandbox.faults.add({ endpoint: "orders", kind: "rate-limited", retryAfter: 60 });
    await page.clock.install();
    await page.goto(`${url}orders`);
    const alert = page.getByRole("alert").filter({ hasText: "Please wait a moment" });
    await alert.waitFor();
    const again = alert.getByRole("button", { name: "Try again" });
    assert.ok(await again.isDisabled());
    await again.focus();
    await page.keyboard.press("Enter");
    const read = async () => ({
      heard: (await alert.ariaSnapshot()).match(/Try again in \d+ seconds?/g),
      seen: await alert.locator("p[aria-hidden]").textContent(),
    });
    const first = await read();
    await page.clock.runFor(30_000);
    const last = await read();
    assert.deepEqual(first.heard, last.heard);
    assert.equal(first.heard?.length, 1);
    assert.notEqual(first.seen, last.seen);
    await page.clock.runFor(30_000);
    await again.click();
    await page.locator(".order").first().waitFor();
  },
);

storefrontTest(
  "the shop's own endpoints show a limit of the gateway as a rate limit",
  { path: "renew", expectedErrors: /429/ },
  async ({ page, url }) => {
    await waitUntilLoaded(page);
    const status = await page.evaluate(async () => {
      for (let count = 0; count < 1_000; count += 1) {
        const { status, headers } = await fetch("/shop/numbers");
        if (status !== 200) return [status, Number(headers.get("Retry-After")) > 0];
      }
      return [];
    });
    assert.deepEqual(status, [429, true]);
    await page.goto(`${url}renew`);
    const alert = page.getByRole("alert").filter({ hasText: "Please wait a moment" });
    assert.ok(await alert.getByRole("button", { name: "Try again" }).isDisabled());
  },
);

storefrontTest(
  "without an answer, nothing is there to filter, and nothing to buy",
  { path: "renew", expectedErrors: /50\d/ },
  async ({ page, url, sandbox }) => {
    await waitUntilLoaded(page);
    for (const endpoint of /** @type {const} */ (["orders", "topups"])) {
      sandbox.faults.add({ endpoint, kind: "status", status: 503, times: "always" });
    }
    await page.goto(`${url}orders`);
    await page.getByRole("alert").getByText("Something went wrong").waitFor();
    assert.equal(await page.getByText("Filters").count(), 0);
    await page.goto(`${url}orders?code=2`);
    await page.getByRole("alert").getByText("Something went wrong").waitFor();
    await page.getByText("Filters (1 set)").waitFor();

    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto(`${url}esims/${sandbox.iccids.active}`);
    await page.getByRole("alert").getByText("Something went wrong").waitFor();
    await page.locator(".gauge").waitFor();
    assert.equal(await page.locator("main").getByRole("link", { name: "Top up" }).count(), 0);
  },
);

storefrontTest(
  "a second try loads the offers after a lost connection",
  { expectedErrors: /ERR_INTERNET_DISCONNECTED/ },
  async ({ page }) => {
    await waitUntilLoaded(page);
    await page.route("**/topups", (route) => route.abort("internetdisconnected"));
    await openEsim(page);
    const alert = page.getByRole("alert").filter({ hasText: "No connection" });
    await alert.waitFor();
    // It looks as the line above the views does.
    assert.match((await alert.getAttribute("class")) ?? "", /\bpending\b/);
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
