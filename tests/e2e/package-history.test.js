/** The packages of an eSIM. PressOne permits one request for them in 15 minutes. */
import assert from "node:assert/strict";
import { CLOCKED_WORKER, passTime } from "./clock.js";
import { chooseFirstOffer, openEsim, pay, waitUntilLoaded } from "./page.js";
import { countRequests, storefrontTest } from "./storefront.js";

const REFRESH_MS = 15 * 60_000;

storefrontTest(
  "a new top-up is in the history before and after the next refresh",
  { entry: CLOCKED_WORKER },
  async (visit) => {
    const { page, sandbox } = visit;
    await openEsim(page);
    await waitUntilLoaded(page);
    const packages = page.getByRole("region", { name: "What remains" }).locator(".card");
    const packagesBefore = await packages.count();
    const received = page.getByText(/^Received at [^.]*\. The operator/);
    await received.waitFor();

    await chooseFirstOffer(page);
    await pay(page);
    await page.getByRole("link", { name: "Back to the eSIM" }).click();
    await waitUntilLoaded(page);
    assert.equal(await packages.count(), packagesBefore + 1);
    const added = packages.filter({ hasText: "Bought just now" });
    await added.getByText(/^Its data show up with the next update at \S/).waitFor();
    assert.equal(countRequests(sandbox, "history"), 1);
    await page.reload();
    await page.getByText("kept on this device since").waitFor();
    await added.waitFor();

    await expireHistory(visit);
    await page.reload();
    await waitUntilLoaded(page);
    await received.waitFor();
    assert.equal(await packages.count(), packagesBefore + 1);
    assert.equal(await added.count(), 0);
    assert.equal(countRequests(sandbox, "history"), 2);
  },
);

storefrontTest(
  "a history that cannot be refreshed is marked as out of date",
  { entry: CLOCKED_WORKER, expectedErrors: /429/ },
  async (visit) => {
    const { page, sandbox } = visit;
    await openEsim(page);
    await waitUntilLoaded(page);
    const packages = page.locator(".card-head");
    const packagesBefore = await packages.count();
    sandbox.faults.add({ endpoint: "history", kind: "rate-limited", retryAfter: 600 });
    await expireHistory(visit);
    await page.reload();
    await page.getByText("Out of date:").waitFor();
    assert.equal(await packages.count(), packagesBefore);
  },
);

storefrontTest(
  "a history that is rate limited says when to try again",
  { expectedErrors: /429/ },
  async ({ page, sandbox }) => {
    sandbox.faults.add({ endpoint: "history", kind: "rate-limited", retryAfter: 600 });
    await page.getByRole("link", { name: "My phone" }).click();
    await page.getByText("Try again in 10 minutes.").waitFor();
    await page.locator(".offer").first().waitFor();
  },
);

storefrontTest(
  "a history that failed is loaded again after 15 minutes",
  { entry: CLOCKED_WORKER, expectedErrors: /50\d|429/ },
  async (visit) => {
    const { page, sandbox } = visit;
    sandbox.faults.add({ endpoint: "history", kind: "html", times: "always" });
    await page.getByRole("link", { name: "My phone" }).click();
    // The failure counts as PressOne's one answer.
    await page.getByText("Try again in 15 minutes.").waitFor();
    assert.equal(countRequests(sandbox, "history"), 1);

    sandbox.faults.clear();
    await expireHistory(visit);
    await page.getByRole("button", { name: "Try again" }).click();
    await page.locator(".card-head").first().waitFor();
    assert.equal(countRequests(sandbox, "history"), 2);
  },
);

/**
 * Makes the history older than its refresh interval for the sandbox, the shop's worker and the page.
 *
 * @param {import("./storefront.js").Visit} visit
 */
async function expireHistory({ page, ...storefront }) {
  const elapsed = REFRESH_MS + 1_000;
  await passTime(storefront, elapsed);
  await page.clock.setFixedTime(Date.now() + elapsed);
}
