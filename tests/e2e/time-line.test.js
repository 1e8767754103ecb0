/** The time line of an eSIM: purchases under way and packages, the newest first. */
import assert from "node:assert/strict";
import { fetchAnswer } from "./held.js";
import { buyUnlisted, packageSteps, pendingOrder, waitUntilLoaded } from "./page.js";
import { storefrontTest } from "./storefront.js";

/** @typedef {import("./page.js").Page} Page */

/** @param {Page} page @returns {Promise<string[]>} the names and statuses of the steps */
const readSteps = async (page) =>
  (await packageSteps(page).locator(".step-head").allTextContents()).map((text) =>
    text.replace(/\s+/g, " "),
  );

storefrontTest(
  "a purchase under way is the first step, with its name, on another device too",
  async ({ page, sandbox, url }) => {
    await buyUnlisted(page, sandbox);
    const receipt = page.url();
    for (const device of ["the same", "another"]) {
      if (device === "another") await page.evaluate(() => localStorage.clear());
      await page.goto("about:blank");
      await page.goto(`${url}esims/${sandbox.iccids.active}`);
      const pending = page.locator(".step.pending");
      await pending.waitFor();
      await waitUntilLoaded(page);
      assert.equal((await readSteps(page))[0], "1 GB · 7 daysChecking", device);
      await pending.getByRole("link").click();
      await pendingOrder(page).waitFor();
      assert.equal(page.url(), receipt);
    }
    assert.equal(sandbox.ledger.orders.length, 1);
  },
);

/** Status, activation and end of packages in an order that is not that of time. The amount is the day of the month. */
const UNSORTED = /** @type {const} */ ([
  ["ACTIVE", "2026-10-03", "2026-12-03"],
  ["FINISHED", "2026-09-01", "2026-09-11"],
  ["NOT_ACTIVE", null, null],
  ["EXPIRED", "2026-08-01", "2026-10-01"],
  ["ACTIVE", "2026-10-20", "2026-11-20"],
  ["NOT_ACTIVE", null, null],
]);

storefrontTest(
  "the packages stand in the order of time, whatever PressOne's order is",
  { path: "renew", now: Date.UTC(2026, 10, 2, 9, 30) },
  async ({ page, url, sandbox }) => {
    await waitUntilLoaded(page);
    await page.route(/\/sims\/\d+\/packages$/, async (route) => {
      const response = await fetchAnswer(route);
      const json = await response.json();
      const [example] = json.data;
      json.data = UNSORTED.map(([status, from, to], index) => ({
        ...example,
        ...{ id: 100 + index, status, remaining: 100 },
        ...{ activated_at: from && `${from}T10:00:00+00:00`, finished_at: null },
        expired_at: to && `${to}T10:00:00+00:00`,
        package: { ...example.package, data: `${index + 1} GB`, day: 30 },
      }));
      await route.fulfill({ response, json });
    });
    await page.goto(`${url}esims/${sandbox.iccids.active}`);
    await waitUntilLoaded(page);
    await page.getByText("2 earlier packages").click();
    assert.deepEqual(await readSteps(page), [
      "6 GB · 30 daysNot started",
      "3 GB · 30 daysNot started",
      "5 GB · 30 daysActive",
      "1 GB · 30 daysActive",
      "4 GB · 30 daysExpired",
      "2 GB · 30 daysUsed up",
    ]);
  },
);
