/**
 * The demo's panel, which switches the storefront to states that are hard to reach, and a picture of each state.
 * `UPDATE_GOLDEN=1 node --test tests/e2e/demo-panel.test.js` takes the pictures anew.
 */
import assert from "node:assert/strict";
import { GROUPS, isOfNewShopper } from "../../www/app/demo/states.js";
import { CLOCKED_WORKER, passWorkerTime, stopTimers } from "./clock.js";
import { renewNumber } from "./number.js";
import { pressPay, waitUntilLoaded } from "./page.js";
import { findViolations } from "./page-rules.js";
import { comparePicture, STILL } from "./pictures.js";
import { storefrontTest } from "./storefront.js";

const MINUTE_MS = 60_000;
/** The page's shortest pause before it looks at an open purchase, or lets the shopper try again. */
const FIRST_PAUSE_MS = 5_000;

/** A text that tells each state. @type {Record<string, RegExp>} */
const SIGNS = {
  usual: /1\.88 GB/,
  "no-esims": /No eSIMs yet/,
  "no-orders": /No orders yet/,
  "no-numbers": /You have no phone number yet/,
  "nothing-on-sale": /Nothing is available right now/,
  "out-of-stock": /This package is no longer available/,
  "unsettled-esim": /We are checking your order/,
  "no-instructions": /We have no instructions for this phone/,
  "no-free-number": /All numbers are taken/,
  "no-number-on-sale": /Numbers are not available right now/,
  "number-taken": /This number is no longer available/,
  "unsettled-number": /We are checking your order/,
  "low-data": /180 MB/,
  "voice-and-texts": /64 minutes left.*1 text left/s,
  stale: /as of \d/,
  discount: /Total paid\s*\$4\.50/,
  balance: /We cannot sell this right now/,
  unavailable: /This package is no longer available/,
  "not-accepted": /Nothing was ordered/,
  retired: /This eSIM has been retired/,
  broken: /Something went wrong/,
  invalid: /We cannot sell this right now/,
  limit: /Nothing was ordered/,
  "rate-limited-order": /Please wait a moment/,
  "price-changed": /The price has just changed/,
  slow: /Ordering…/,
  unsettled: /We are checking your order/,
  "lost-payment": /We do not know yet if your payment went through/,
  "lost-renewal": /is not confirmed yet/,
  "rate-limited": /Please wait a moment/,
  "session-ended": /Your session has ended/,
  offline: /No connection/,
  "no-storage": /Thank you/,
};

/** Does what the panel says, and waits for the end. @param {import("./page.js").Page} page @param {string} hint @param {() => Promise<void>} end */
async function follow(page, hint, end) {
  if (/Pay|Buy/.test(hint)) return pressPay(page, end);
  if (/Renew/.test(hint)) await renewNumber(page);
  return end();
}

storefrontTest(
  "the panel leads to each state, which looks as in its picture and is accessible",
  {
    ...STILL,
    path: "?demo",
    entry: CLOCKED_WORKER,
    expectedErrors: /4\d\d|50\d|Failed to load/,
  },
  async (visit) => {
    const { page } = visit;
    await waitUntilLoaded(page);
    // The pages' countdowns stand still.
    await stopTimers(page, FIRST_PAUSE_MS);
    const panel = page.getByRole("region", { name: "Demo states" });
    const states = GROUPS.flatMap(([, group]) => group);
    assert.deepEqual(states.map(({ name }) => name).sort(), Object.keys(SIGNS).sort());
    /** @type {string[]} */
    const different = [];
    for (const state of states) {
      const { name, title, hint } = state;
      // No shopper is as fast: the gateway counts the requests of a minute.
      await passWorkerTime(visit, MINUTE_MS);
      const button = panel.getByRole("button", { name: title, exact: true });
      await button.click();
      await button.and(page.locator("[aria-pressed=true]")).waitFor();
      await waitUntilLoaded(page);
      // It covers a part of the view.
      await panel.getByRole("button", { name: "Close" }).click();
      const sign = page
        .locator("main")
        .getByText(SIGNS[name] ?? /^$/)
        .first();
      await follow(page, hint, () => sign.waitFor());
      // After an action, the page itself shows its answer.
      if (!isOfNewShopper(state)) await sign.scrollIntoViewIfNeeded();
      const taking = { isLoading: name === "slow", staysThere: true };
      different.push(...(await comparePicture(page, `demo-${name}-360.png`, taking)));
      for (const colorScheme of /** @type {const} */ (["dark", "light"])) {
        await page.emulateMedia({ colorScheme });
        assert.deepEqual(await findViolations(page), [], `${name}, ${colorScheme}`);
      }
      await page.getByRole("button", { name: "Demo states" }).click();
    }
    assert.deepEqual(different, []);
  },
);

storefrontTest("the panel is loaded on demand, and not at all by other pages", async ({ page }) => {
  /** @type {string[]} */
  const loaded = [];
  page.on("request", (request) => loaded.push(request.url()));
  await page.reload();
  await waitUntilLoaded(page);
  assert.equal(loaded.filter((url) => /panel/.test(url)).length, 0);
  await page.getByRole("button", { name: "Demo states" }).click();
  await page.getByRole("region", { name: "Demo states" }).waitFor();
  assert.equal(loaded.filter((url) => /panel/.test(url)).length, 1);
});
