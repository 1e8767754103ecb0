/** Views while they load, and the position that Back finds again. */
import assert from "node:assert/strict";
import { openEsim, waitForView, waitUntilLoaded } from "./page.js";
import { storefrontTest } from "./storefront.js";

/** @typedef {import("./page.js").Page} Page */

/** The highest sum of layout shifts of a view. */
const MAX_SHIFT = 0.02;

/** Holds the answers of the gateway back. Returns a function that lets them pass. @param {Page} page */
async function holdAnswers(page) {
  let release = () => {};
  const released = new Promise((resolve) => {
    release = () => resolve(undefined);
  });
  await page.route("**/api/pressone/**", async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

/** Returns the sum of the layout's shifts until now. @param {Page} page @returns {Promise<number>} */
const sumOfShifts = (page) =>
  page.evaluate(
    () =>
      new Promise((resolve) => {
        const observer = new PerformanceObserver((list) => {
          const entries = /** @type {{ value: number, hadRecentInput: boolean }[]} */ (
            /** @type {unknown} */ (list.getEntries())
          );
          resolve(entries.reduce((sum, { value }) => sum + value, 0));
        });
        observer.observe({ type: "layout-shift", buffered: true });
        setTimeout(() => resolve(0), 300);
      }),
  );

/** Path, number and least height of its skeletons. */
const VIEWS = /** @type {const} */ ([
  ["", 6, 150],
  ["esims/8944500102030405061", 5, 70],
  ["esims/8944500102030405061/buy/northwind-7days-1gb-topup", 2, 200],
  ["orders", 10, 80],
  ["renew", 3, 70],
  ["shop", 6, 70],
  ["countries/IE", 4, 100],
]);

for (const [path, count, height] of VIEWS) {
  storefrontTest(
    `"/${path}" shows skeletons of cards while it loads, and nothing moves`,
    // The view `renew` loads no history. The page would not request a stored history again.
    { path: "renew" },
    async ({ page, url }) => {
      await waitUntilLoaded(page);
      await page.goto("about:blank");
      const release = await holdAnswers(page);
      await page.goto(url + path);
      const skeletons = page.locator("main:has(h1) .skeleton");
      // The page's own file has fewer, until the script has the account.
      await skeletons.nth(count - 1).waitFor();
      const boxes = await skeletons.evaluateAll((all) =>
        all.map((each) => {
          const { width, height } = each.getBoundingClientRect();
          return { width, height, color: getComputedStyle(each).backgroundColor };
        }),
      );
      assert.equal(boxes.length, count);
      for (const box of boxes) {
        assert.ok(box.width > 200 && box.height >= height, JSON.stringify(box));
        assert.notEqual(box.color, "rgba(0, 0, 0, 0)");
      }
      release();
      await waitUntilLoaded(page);
      const shift = await sumOfShifts(page);
      assert.ok(shift < MAX_SHIFT, `layout shift ${shift}`);
    },
  );
}

/** Path, skeleton, and what comes in its place. */
const SHAPES = /** @type {const} */ ([
  ["", ".sim-shape", ".sim"],
  ["countries/NO", ".offer-shape", ".offer"],
  ["shop", ".place-shape", ".place"],
  ["renew", ".offer-shape", ".offer"],
  ["esims/8944500102030405061", ".gauge-shape", ".hero"],
]);

for (const viewport of [
  { width: 360, height: 740 },
  { width: 1440, height: 900 },
]) {
  storefrontTest(
    `at ${viewport.width} px, skeletons are where the data will be, and gleam if motion is wanted`,
    { path: "orders", viewport },
    async ({ page, url }) => {
      await waitUntilLoaded(page);
      for (const [path, shape, content] of SHAPES) {
        await page.evaluate(() => localStorage.clear());
        const release = await holdAnswers(page);
        await page.goto(url + path);
        // The frame before the account has skeletons too.
        await page.locator(".news").waitFor({ state: "attached" });
        const skeleton = page.locator(`main:has(h1) ${shape}`).first();
        await skeleton.waitFor();
        const before = await skeleton.boundingBox();
        const moving = () => page.evaluate(() => document.getAnimations().length);
        assert.equal(await moving(), 0);
        await page.emulateMedia({ reducedMotion: "no-preference" });
        assert.ok((await moving()) > 0, `"/${path}" gleams`);
        await page.emulateMedia({ reducedMotion: "reduce" });
        release();
        await waitUntilLoaded(page);
        const after = await page.locator(content).first().boundingBox();
        assert.ok(before && after);
        for (const side of /** @type {const} */ (["x", "y", "width", "height"])) {
          const distance = Math.abs(before[side] - after[side]);
          assert.ok(distance < (side === "height" ? 16 : 1), `"/${path}": ${side}, ${distance} px`);
        }
        await page.unroute("**/api/pressone/**");
      }
    },
  );
}

/** Returns the HTML of the start's skeletons, each once. */
const readShapes = () => [
  ...new Set(
    [...document.querySelectorAll(".sim-shape")].map(({ outerHTML }) =>
      outerHTML.replace(/>\s+/g, ">"),
    ),
  ),
];

storefrontTest(
  "before its script, the page shows the brand and skeletons, and asks for the account",
  async ({ page, url }) => {
    const browser = page.context().browser();
    const context = await browser?.newContext({ javaScriptEnabled: false });
    const bare = await context?.newPage();
    const account = bare?.waitForRequest("**/shop/account");
    await bare?.goto(url);
    await account;
    assert.ok(await bare?.getByRole("link", { name: "Petrel eSIM" }).isVisible());
    assert.ok(await bare?.locator(".title-shape").isVisible());
    const boxes = await bare
      ?.locator(".sim-shape")
      .evaluateAll((all) => all.map((each) => each.getBoundingClientRect().height));
    assert.equal(boxes?.length, 3);
    assert.ok(
      boxes?.every((height) => height > 150),
      `${boxes}`,
    );
    const inFile = await bare?.evaluate(readShapes);
    await context?.close();

    await waitUntilLoaded(page);
    await holdAnswers(page);
    await page.reload();
    await page.locator("main:has(h1) .sim-shape").first().waitFor();
    assert.deepEqual(inFile, await page.evaluate(readShapes), "the script draws the same shapes");
  },
);

storefrontTest(
  "the start has its heading before the account is there, and nothing moves",
  { path: "renew" },
  async ({ page, url }) => {
    await waitUntilLoaded(page);
    await page.goto("about:blank");
    let release = () => {};
    const released = new Promise((resolve) => {
      release = () => resolve(undefined);
    });
    await page.route("**/shop/account", (route) => released.then(() => route.continue()));
    await page.goto(url, { waitUntil: "commit" });
    await waitForView(page, "My eSIMs");
    assert.equal(await page.locator("[aria-busy] .sim-shape").count(), 3);
    const top = () => page.locator(".sim-shape, .sim").first().boundingBox();
    const before = await top();
    release();
    await waitUntilLoaded(page);
    await page.locator(".sim").first().waitFor();
    assert.equal((await top())?.y, before?.y);
    assert.ok((await sumOfShifts(page)) < MAX_SHIFT);
  },
);

storefrontTest(
  "the service worker, which loads every file, begins after the first view",
  { path: "renew" },
  async ({ page, url }) => {
    await waitUntilLoaded(page);
    await page.evaluate(async () => (await navigator.serviceWorker.ready).unregister());
    await page.goto("about:blank");
    const release = await holdAnswers(page);
    await page.goto(url);
    const skeletons = page.locator("main:has(h1) .skeleton");
    await skeletons.nth(5).waitFor();
    const registrations = () =>
      page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length);
    assert.equal(await registrations(), 0);
    release();
    await waitUntilLoaded(page);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
    assert.equal(await registrations(), 1);
  },
);

storefrontTest(
  "a page asks for the account once, and for histories before it knows what the shop has sold",
  // The view `renew` loads no history. The page would not request a stored history again.
  { path: "renew" },
  async ({ page, url }) => {
    await waitUntilLoaded(page);
    await page.goto("about:blank");
    let accounts = 0;
    page.on("request", (request) => {
      if (request.url().endsWith("/shop/account")) accounts += 1;
    });
    let release = () => {};
    const released = new Promise((resolve) => {
      release = () => resolve(undefined);
    });
    await page.route("**/customer/v2/sims?*", (route) => released.then(() => route.continue()));
    const history = page.waitForRequest(/\/sims\/\d+\/packages$/);
    await page.goto(url);
    await history;
    release();
    await waitUntilLoaded(page);
    assert.equal(await page.locator(".sim").count(), 5);
    assert.equal(accounts, 1);
  },
);

storefrontTest(
  "Back restores the position, and a link begins at the top",
  { viewport: { width: 390, height: 700 }, path: "orders" },
  async ({ page }) => {
    await waitUntilLoaded(page);
    await page.evaluate(() => window.scrollTo(0, 500));
    await page.locator(".order").nth(6).getByRole("link").click();
    await page.getByRole("heading", { level: 1, name: /\s·\s/ }).waitFor();
    await page.waitForFunction(() => window.scrollY === 0);
    await page.goBack();
    await waitForView(page, "Orders");
    await page.waitForFunction(() => Math.abs(window.scrollY - 500) < 2);

    await page.evaluate(() => window.scrollTo(0, 300));
    await page.waitForFunction(() => window.scrollY === 300);
    await page.reload();
    await page.waitForFunction(() => Math.abs(window.scrollY - 300) < 2);
  },
);

storefrontTest(
  "a view that lost its connection loads again as soon as the browser is online",
  { expectedErrors: /ERR_INTERNET_DISCONNECTED/ },
  async ({ page }) => {
    await waitUntilLoaded(page);
    await page.route("**/topups", (route) => route.abort("internetdisconnected"));
    await openEsim(page);
    await page.getByRole("alert").getByText("No connection").waitFor();
    await page.unroute("**/topups");
    await page.evaluate(() => window.dispatchEvent(new Event("online")));
    await page.locator(".offer").first().waitFor();
    assert.equal(await page.getByRole("alert").count(), 0);
  },
);

storefrontTest(
  "a view that the shopper returns to is complete at once",
  { path: "orders" },
  async ({ page }) => {
    await waitUntilLoaded(page);
    await page.locator(".order").first().getByRole("link").click();
    await page.getByRole("heading", { level: 1, name: /\s·\s/ }).waitFor();
    const release = await holdAnswers(page);
    await page.goBack();
    await waitForView(page, "Orders");
    assert.equal(await page.locator(".order").count(), 10);
    assert.equal(await page.locator(".skeleton").count(), 0);
    release();
  },
);
