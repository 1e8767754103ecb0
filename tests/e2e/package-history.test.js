/** The packages of an eSIM. PressOne permits one request for them in 15 minutes. */
import assert from "node:assert/strict";
import { CLOCKED_WORKER, passTime } from "./clock.js";
import {
  chooseFirstOffer,
  openEsim,
  packageSteps,
  pay,
  tryAgainButton,
  waitUntilLoaded,
} from "./page.js";
import { storefrontTest } from "./storefront.js";

const REFRESH_MS = 15 * 60_000;

/** The requests for the history of one eSIM. @param {import("./storefront.js").Sandbox} sandbox */
const countHistories = ({ requests, iccids }) =>
  requests.filter(({ endpoint, path }) => endpoint === "history" && path.includes(iccids.active))
    .length;

storefrontTest(
  "a new top-up is in the history before and after the next refresh",
  { entry: CLOCKED_WORKER },
  async (visit) => {
    const { page, sandbox } = visit;
    await openEsim(page);
    await waitUntilLoaded(page);
    const packages = packageSteps(page);
    const packagesBefore = await packages.count();
    const updated = page.getByText(/^Updated \S/);
    await updated.waitFor();

    await chooseFirstOffer(page);
    await pay(page);
    await page.getByRole("link", { name: "Back to My phone" }).click();
    await waitUntilLoaded(page);
    assert.equal(await packages.count(), packagesBefore + 1);
    const added = packages.filter({ hasText: "Bought just now" });
    await added.getByText("Data appears with the next update.").waitFor();
    assert.equal(countHistories(sandbox), 1);
    await page.reload();
    await updated.waitFor();
    await added.waitFor();

    await expireHistory(visit);
    await page.reload();
    await waitUntilLoaded(page);
    assert.equal(await packages.count(), packagesBefore + 1);
    assert.equal(await added.count(), 0);
    assert.equal(countHistories(sandbox), 2);
  },
);

/** @param {import("playwright-core").Locator} part */
const topOf = async (part) => (await part.boundingBox())?.y ?? Number.NaN;

storefrontTest(
  "a history that cannot be refreshed is marked as out of date",
  { entry: CLOCKED_WORKER, expectedErrors: /429/ },
  async (visit) => {
    const { page, sandbox } = visit;
    await openEsim(page);
    await waitUntilLoaded(page);
    const packages = packageSteps(page);
    const packagesBefore = await packages.count();
    sandbox.faults.add({ endpoint: "history", kind: "rate-limited", retryAfter: 600 });
    await expireHistory(visit);
    await page.reload();
    const warning = page.getByText("These figures are out of date");
    await warning.waitFor();
    assert.equal(await packages.count(), packagesBefore);
    const top = await topOf(warning);
    assert.ok(top < (await topOf(page.locator(".hero"))), "the warning comes before the figures");
  },
);

storefrontTest(
  "a history that is rate limited says when to try again",
  { path: "renew", expectedErrors: /429/ },
  async ({ page, url, sandbox }) => {
    await waitUntilLoaded(page);
    sandbox.faults.add({ endpoint: "history", kind: "rate-limited", retryAfter: 600 });
    await page.goto(`${url}esims/${sandbox.iccids.active}`);
    await page.getByText("Try again in 10 minutes.").first().waitFor();
    assert.ok(await tryAgainButton(page).isDisabled(), "a try before that is refused again");
    await page.locator(".offer").first().waitFor();
  },
);

storefrontTest(
  "a history that failed is loaded again after 15 minutes",
  { path: "renew", entry: CLOCKED_WORKER, expectedErrors: /50\d|429/ },
  async (visit) => {
    const { page, url, sandbox } = visit;
    await waitUntilLoaded(page);
    sandbox.faults.add({ endpoint: "history", kind: "html", times: "always" });
    await page.goto(`${url}esims/${sandbox.iccids.active}`);
    // The failure counts as PressOne's one answer.
    await page.getByText("Try again in 15 minutes.").first().waitFor();
    assert.equal(countHistories(sandbox), 1);

    sandbox.faults.clear();
    await expireHistory(visit);
    await page.reload();
    await packageSteps(page).first().waitFor();
    assert.equal(countHistories(sandbox), 2);
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
