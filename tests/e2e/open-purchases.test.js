/** Orders whose answer is lost and that PressOne's list does not show yet. */
import assert from "node:assert/strict";
import { CLOCKED_WORKER, passTime, stopTimers } from "./clock.js";
import { MAX_RETRIES } from "./held.js";
import {
  buyUnlisted,
  checkButton,
  endSession,
  LISTED_AFTER_MS,
  news,
  openTab,
  payButton,
  paymentOf,
  pendingOrder,
  readFact,
  tryAgainButton,
  waitForView,
} from "./page.js";
import { countRequests, storefrontTest } from "./storefront.js";

/** The pause before the page's own first look for an open purchase. A press of the button would share that look. */
const FIRST_PAUSE_MS = 5_000;

storefrontTest(
  "an order is found by the shop's timer, and then by the button",
  { entry: CLOCKED_WORKER },
  async ({ page, sandbox, url, recover }) => {
    await stopTimers(page, FIRST_PAUSE_MS);
    await buyUnlisted(page, sandbox);
    await passTime({ url, sandbox }, LISTED_AFTER_MS + 1);
    await recover();
    const reference = Buffer.from(paymentOf(page)).toString("base64url");
    const path = `api/pressone/purchases/${reference}.json`;
    const answer = await page.request.get(url + path, { maxRetries: MAX_RETRIES });
    assert.equal((await answer.json()).data.state, "done");
    await checkButton(page).click();
    await waitForView(page, "Thank you");
    assert.equal(sandbox.ledger.orders.length, 1);
  },
);

storefrontTest(
  "an open order is never made again, and other views and later pages tell of it",
  async ({ page, sandbox, url }) => {
    await buyUnlisted(page, sandbox);
    const receipt = page.url();
    assert.equal(await payButton(page).count(), 0);
    await checkButton(page).click();
    await pendingOrder(page).waitFor();
    await openTab(page, "My eSIMs");
    const checking =
      "We are still checking the order of 1 GB · 7 days. You will not be charged twice.";
    await news(page).getByText(checking).waitFor();

    await page.goto("about:blank");
    await page.goto(url);
    const line = news(page).getByRole("listitem");
    await line.filter({ hasText: checking }).waitFor();
    await line.getByRole("link", { name: /^See the status/ }).click();
    await pendingOrder(page).waitFor();
    assert.equal(page.url(), receipt);
    await page.reload();
    await pendingOrder(page).waitFor();
    assert.equal(await readFact(page, "Package"), "1 GB · 7 days");
    assert.equal(countRequests(sandbox, "submit"), 1);
  },
);

storefrontTest(
  "another device of the shopper tells of an open order",
  async ({ page, sandbox, url }) => {
    await buyUnlisted(page, sandbox);
    await page.evaluate(() => localStorage.clear());
    await page.goto("about:blank");
    await page.goto(url);
    const line = news(page).getByRole("listitem");
    await line.getByText("We are still checking the order of your top-up.").waitFor();
    await line.getByRole("link", { name: /^See the status/ }).click();
    await pendingOrder(page).waitFor();
    await page.getByText("1 GB · 7 days", { exact: true }).waitFor();
    assert.equal(await readFact(page, "Package"), "1 GB · 7 days");
    assert.match(await readFact(page, "eSIM"), /^My phone/);
  },
);

storefrontTest(
  "an order that PressOne never got stays open until a person settles it",
  async ({ page, sandbox }) => {
    await buyUnlisted(page, sandbox, "before");
    sandbox.clock.advance(LISTED_AFTER_MS + 1);
    const checked = page.waitForResponse(/\/purchases\/[\w-]+\.json/);
    await checkButton(page).click();
    await checked;
    await pendingOrder(page).waitFor();
    assert.equal(sandbox.ledger.orders.length, 0);
    assert.equal(countRequests(sandbox, "submit"), 1);
  },
);

storefrontTest(
  "a session that has ended does not settle an open order",
  { expectedErrors: /401/ },
  async ({ page, sandbox }) => {
    await stopTimers(page, FIRST_PAUSE_MS);
    await buyUnlisted(page, sandbox);
    const cookies = await page.context().cookies();
    await endSession(page);
    await checkButton(page).click();
    await page.getByRole("alert").getByText("Your session has ended").waitFor();
    await pendingOrder(page).waitFor();
    assert.equal(await page.getByText(/nothing was ordered/i).count(), 0);
    assert.equal(await tryAgainButton(page).count(), 0);
    await page.context().addCookies(cookies);
    await checkButton(page).click();
    await page.getByRole("alert").waitFor({ state: "detached" });
    await pendingOrder(page).waitFor();
  },
);
