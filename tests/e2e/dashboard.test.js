/** The start view, and the large gauge of one eSIM. */
import assert from "node:assert/strict";
import { fetchAnswer } from "./held.js";
import { openEsim, openTab, waitForFocus, waitForView, waitUntilLoaded } from "./page.js";
import { storefrontTest } from "./storefront.js";

/** @typedef {import("./page.js").Page} Page */

/** The time until the end of a package, of which two days are left. */
const END_MS = 36 * 60 * 60 * 1_000;

/** @param {Page} page @param {string} label */
const card = (page, label) =>
  page.locator(".sim").filter({ has: page.getByRole("heading", { name: label, exact: true }) });

/**
 * Changes the active packages in the next answers, and loads the page anew.
 *
 * @param {Page} page
 * @param {(entry: any) => void} change
 */
async function changeActive(page, change) {
  await waitUntilLoaded(page);
  // The page would not request a stored history again.
  await page.evaluate(() => localStorage.clear());
  await page.route(/\/sims\/\d+\/packages$/, async (route) => {
    const response = await fetchAnswer(route);
    const json = await response.json();
    for (const entry of json.data) if (entry.status === "ACTIVE") change(entry);
    await route.fulfill({ response, json });
  });
  await page.reload();
  await waitUntilLoaded(page);
}

/** @param {Page} page @param {string} label */
const textOf = async (page, label) =>
  ((await card(page, label).textContent()) ?? "").replace(/\s+/g, " ");

storefrontTest(
  "the start tells the status, what is left and for how long of each eSIM",
  async ({ page }) => {
    await waitUntilLoaded(page);
    assert.match(await textOf(page, "My phone"), /Active1\.88 GB 18 days left/);
    const gauge = card(page, "My phone").getByRole("meter", { name: "left of 3 GB" });
    assert.equal(
      await gauge.evaluate((meter) => /** @type {HTMLMeterElement} */ (meter).value),
      1920,
    );
    assert.match(await textOf(page, "Travel router"), /Unlimited 3 days left/);
    // 3 of 5 days are not few.
    assert.equal(await page.locator(".sim-left .few").count(), 0);
    assert.equal(await page.locator(".sim .low").count(), 0);
    assert.match(await textOf(page, "My phone"), /•••• 5061/);
    assert.match(await textOf(page, "Watch"), /Not started/);
    assert.match(await textOf(page, "Old tablet"), /Used up.*Nothing left/);
    const order = await page.locator(".sim h2").allTextContents();
    assert.deepEqual(order, ["My phone", "Work phone", "Travel router", "Watch", "Old tablet"]);
    const isDimmed = (/** @type {string} */ label) =>
      card(page, label).evaluate((element) => element.classList.contains("dimmed"));
    assert.deepEqual([await isDimmed("Old tablet"), await isDimmed("My phone")], [true, false]);
    await page.getByRole("region", { name: "Past" }).getByText("First trip").waitFor();
    assert.equal(await card(page, "First trip").count(), 0);

    await card(page, "Work phone").getByRole("link", { name: "Top up" }).click();
    await waitForView(page, "Work phone");
    assert.match(page.url(), /#offers$/);
    await waitForFocus(page, "Top up");
  },
);

storefrontTest(
  "unlimited data have a bar of their days, and a few days have one colour everywhere",
  async ({ page, url, sandbox }) => {
    await changeActive(page, (entry) => {
      const end = Date.now() + END_MS;
      if (entry.package.day === 5) entry.expired_at = new Date(end).toISOString();
    });
    const router = card(page, "Travel router");
    const bar = router.getByRole("meter", { name: "left of 5 days" });
    const value = await bar.evaluate((meter) => /** @type {HTMLMeterElement} */ (meter).value);
    assert.equal(value, 2);
    const colorOf = (/** @type {import("playwright-core").Locator} */ place, name = "color") =>
      place.evaluate(
        (element, property) => getComputedStyle(element).getPropertyValue(property),
        name,
      );
    const few = await colorOf(router.locator(".few"));
    assert.equal(await colorOf(router.locator(".level"), "background-color"), few);
    const usual = await colorOf(card(page, "My phone").locator(".level"), "background-color");
    assert.notEqual(usual, few);

    await page.goto(`${url}esims/${sandbox.iccids.unlimited}`);
    await waitUntilLoaded(page);
    assert.equal(await page.locator(".gauge-foot").textContent(), "2 days left");
    assert.equal(await colorOf(page.locator(".gauge-foot")), few);
    assert.equal(await colorOf(page.locator(".arc.days .fill"), "stroke"), few);
    assert.equal(await colorOf(page.locator(".hero-facts .of-warning dd")), few);
  },
);

storefrontTest("a package that waits is named on its card", async ({ page }) => {
  await waitUntilLoaded(page);
  const text = await textOf(page, "Watch");
  assert.match(text, /Not started2 GB 15 days1 package is ready to start/);
});

storefrontTest("an eSIM with little data says so", async ({ page }) => {
  await changeActive(page, (entry) => {
    entry.remaining = 180;
  });
  assert.match(await textOf(page, "My phone"), /Running low180 MB 18 days left/);
  assert.match(await textOf(page, "Travel router"), /ActiveUnlimited/);

  await openEsim(page);
  await waitUntilLoaded(page);
  assert.equal(await page.locator(".view-head .chip").textContent(), "Running low");
});

storefrontTest(
  "a used-up eSIM offers a package, which is a new eSIM if it takes no top-up",
  async ({ page, sandbox }) => {
    await waitUntilLoaded(page);
    const used = card(page, "Old tablet");
    assert.equal(await used.getByRole("link", { name: /^Top up/ }).count(), 0);
    const buy = used.getByRole("link", { name: "Buy a package Old tablet" });
    assert.equal(await buy.getAttribute("href"), `/esims/${sandbox.iccids.finished}#offers`);
    await buy.click();
    await waitForView(page, "Old tablet");
    await page.getByRole("link", { name: "Buy an eSIM" }).click();
    await waitForView(page, "Buy an eSIM");
  },
);

storefrontTest(
  "an eSIM shows one gauge, its end and its pace, and offers as a choice",
  { path: "esims/8944500102030405061" },
  async ({ page }) => {
    await waitUntilLoaded(page);
    const gauge = page.locator(".gauge");
    assert.equal(await gauge.count(), 1);
    assert.equal(await gauge.textContent(), "1.88 GBleft of 3 GB18 days left");
    assert.equal(await gauge.locator(".fill").count(), 2);
    await page.locator(".hero-facts").getByText("Enough data").waitFor();
    assert.equal(await page.locator(".timeline .meter").count(), 0, "the gauge says it");
    await page.getByText(/^Updated \S/).waitFor();

    const offers = page.getByRole("group", { name: "Choose a top-up" }).getByRole("radio");
    assert.equal(await offers.count(), 3);
    const best = page.locator(".offer").filter({ hasText: "Best value" });
    assert.match((await best.textContent()) ?? "", /10 GB.*30\sdays.*\$22\.50.*\$2\.25 per GB/);
    assert.equal(await best.count(), 1);
    await best.click();
    await page.locator(".pay-bar").getByText("$22.50").waitFor();
    await page.getByRole("link", { name: /^Continue/ }).click();
    await page.getByRole("button", { name: "Pay $22.50 and top up" }).waitFor();
  },
);

/**
 * Opens the first eSIM, whose active package has other values.
 *
 * @param {import("./storefront.js").Visit} visit
 * @param {(entry: any) => object} valuesOf
 */
async function openWith({ page, url, sandbox }, valuesOf) {
  await waitUntilLoaded(page);
  await page.evaluate(() => localStorage.clear());
  await page.route(/\/sims\/\d+\/packages$/, async (route) => {
    const response = await fetchAnswer(route);
    const json = await response.json();
    for (const entry of json.data) {
      if (entry.status === "ACTIVE") Object.assign(entry, valuesOf(entry));
    }
    await route.fulfill({ response, json });
  });
  await page.goto(`${url}esims/${sandbox.iccids.active}`);
  await waitUntilLoaded(page);
}

for (const timeZone of ["Pacific/Honolulu", "Pacific/Auckland"]) {
  storefrontTest(
    `a date without a time is the same day everywhere (${timeZone})`,
    { path: "phones", now: Date.parse("2026-11-18T22:00:00Z"), timeZone },
    async (visit) => {
      const { page } = visit;
      await openWith(visit, () => ({ expired_at: "2026-11-20" }));
      await page.locator(".hero-facts").getByText("Nov 20", { exact: true }).waitFor();
      // It is the 18th at noon in Hawaii, and the 19th at 11 in New Zealand.
      const days = timeZone === "Pacific/Honolulu" ? "2 days" : "1 day";
      const relative = timeZone === "Pacific/Honolulu" ? "in 2 days" : "tomorrow";
      await page.locator(".gauge").getByText(`${days} left`).waitFor();
      await page.locator(".timeline").getByText(`ends ${relative}`).waitFor();
    },
  );
}

storefrontTest("a pace of many years is not told", { path: "phones" }, async (visit) => {
  const { page } = visit;
  await openWith(visit, (entry) => ({
    expired_at: null,
    remaining: entry.package.amount - 1e-6,
  }));
  await page.locator(".gauge").getByText("3 GB", { exact: true }).waitFor();
  assert.equal(await page.getByText("At this rate").count(), 0);
});

storefrontTest(
  "plans without calls say nothing of minutes and texts",
  { path: "renew" },
  async ({ page, url, sandbox }) => {
    await waitUntilLoaded(page);
    sandbox.shapes.set({ historyRemainders: "present" });
    await page.goto(`${url}esims/${sandbox.iccids.active}`);
    await waitUntilLoaded(page);
    await page.locator(".gauge").waitFor();
    assert.equal(await page.getByText(/minute|\btexts?\b/).count(), 0);
    await page.goto(`${url}esims/${sandbox.iccids.voiceText}`);
    await waitUntilLoaded(page);
    await page
      .locator(".hero-facts")
      .getByText(/\d+ minutes left/)
      .waitFor();
    await page
      .locator(".hero-facts")
      .getByText(/\d+ texts left/)
      .waitFor();
  },
);

storefrontTest(
  "no view speaks of time zones, requests or the operator's data",
  { path: "esims/8944500102030405061" },
  async ({ page }) => {
    await waitUntilLoaded(page);
    for (const tab of /** @type {const} */ (["Orders", "My eSIMs"])) {
      const text = (await page.locator("body").textContent()) ?? "";
      assert.doesNotMatch(text, /time zone|not stated|operator|show up with/i);
      await openTab(page, tab);
      await waitUntilLoaded(page);
    }
  },
);

storefrontTest(
  "a package that has not started is not said to start with the first connection",
  async ({ page }) => {
    await card(page, "Watch").getByRole("link", { name: "Watch", exact: true }).click();
    await waitForView(page, "Watch");
    await page.getByText("The package has not started yet. No days have been used.").waitFor();
    await page
      .locator(".timeline")
      .getByText(/^Valid for \d+\sdays once it starts$/)
      .waitFor();
    assert.equal(await page.getByText(/first (?:connect|use)/).count(), 0);
  },
);

storefrontTest("the last card of the start leads to the shop", async ({ page }) => {
  await page.locator(".sims > li").last().getByRole("link", { name: "Buy an eSIM" }).click();
  await waitForView(page, "Buy an eSIM");
});
