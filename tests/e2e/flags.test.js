/** The flags of countries: which places have one, and the files that they come from. */
import assert from "node:assert/strict";
import { fetchAnswer } from "./held.js";
import { waitForView, waitUntilLoaded } from "./page.js";
import { storefrontTest } from "./storefront.js";

/** @typedef {import("./page.js").Page} Page */

const FLAG_OF_NORWAY = /^\/assets\/NO-[\w-]+\.svg$/;

/** @param {Page} page @param {string} name of the place */
const markOf = (page, name) => page.locator(".place").filter({ hasText: name }).locator(".flag");

/** Returns what the browser knows of an image. @param {import("playwright-core").Locator} image */
const describeImage = (image) =>
  image.evaluate(async (element) => {
    const drawn = /** @type {HTMLImageElement} */ (element);
    await drawn.decode();
    const { alt, width, height, loading, naturalWidth, src } = drawn;
    return { alt, width, height, loading, isDrawn: naturalWidth > 0, path: new URL(src).pathname };
  });

/** The paths of the flags in the service worker's cache. @param {Page} page */
const keptFlags = (page) =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    while (!navigator.serviceWorker.controller) await new Promise((go) => setTimeout(go, 20));
    const names = (await caches.keys()).filter((name) => name.startsWith("files"));
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    const paths = requests.flat().map(({ url }) => new URL(url).pathname);
    return paths.filter((path) => path.endsWith(".svg"));
  });

storefrontTest(
  "a country has its flag, a region has a globe, and the start loads no flag",
  async ({ page, url }) => {
    /** @type {string[]} */
    const images = [];
    page.on("request", (request) => {
      if (request.url().endsWith(".svg")) images.push(request.url());
    });
    await waitUntilLoaded(page);
    assert.deepEqual(images, []);
    await page.goto(`${url}shop`);
    await waitUntilLoaded(page);
    const { path, ...rest } = await describeImage(markOf(page, "Norway").locator("img"));
    assert.match(path, FLAG_OF_NORWAY);
    const expected = { alt: "", width: 42, height: 28, loading: "lazy", isDrawn: true };
    assert.deepEqual(rest, expected);
    const world = markOf(page, "World");
    assert.deepEqual(
      [await world.locator("img").count(), await world.locator("svg").count()],
      [0, 1],
    );

    const { headers } = await fetch(new URL(path, url));
    assert.equal(headers.get("content-type"), "image/svg+xml");
    assert.equal(headers.get("cache-control"), "public, max-age=31536000, immutable");
  },
);

storefrontTest(
  "a code without a flag is shown as letters",
  { path: "orders" },
  async ({ page, url }) => {
    await waitUntilLoaded(page);
    await page.route(/\/v2\/packages\?/, async (route) => {
      const response = await fetchAnswer(route);
      const json = await response.json();
      for (const country of json.data)
        if (country.country_code === "NO") country.country_code = "QZ";
      await route.fulfill({ response, json });
    });
    await page.goto(`${url}shop`);
    await waitUntilLoaded(page);
    const unknown = page.locator(".place[href='/countries/QZ'] .flag");
    assert.equal(await unknown.textContent(), "QZ");
    assert.equal(await unknown.locator("img").count(), 0);
  },
);

storefrontTest(
  "a flag that was seen is there without a connection, and no other is kept",
  { path: "orders", stops: true, expectedErrors: /Failed to load resource: net::ERR_/ },
  async ({ page, url, front }) => {
    assert.deepEqual(await keptFlags(page), []);
    await page.goto(`${url}countries/NO`);
    await waitForView(page, "Norway");
    const flag = page.locator(".place-head .flag img");
    await describeImage(flag);
    const kept = await keptFlags(page);
    assert.equal(kept.length, 1);
    assert.match(kept[0] ?? "", FLAG_OF_NORWAY);
    await front.stop();
    await page.reload();
    await waitForView(page, "Norway");
    const { isDrawn } = await describeImage(flag);
    assert.equal(isDrawn, true);
  },
);
