/** The packages of a destination: what each costs, where and how it works, and the way to the checkout. */
import assert from "node:assert/strict";
import { fetchAnswer } from "./held.js";
import { readFact, waitForView, waitUntilLoaded } from "./page.js";
import { storefrontTest } from "./storefront.js";

/** @typedef {import("./page.js").Page} Page */

const PHONE = { width: 360, height: 740 };
const LETTERS = "ABCDEFGHIJ";

/** @param {Page} page */
const summary = (page) => page.getByRole("region", { name: "Your eSIM" });

/** @param {Page} page */
const continueLink = (page) => page.getByRole("link", { name: /^Continue/ });

/** @param {Page} page @returns {Promise<Record<string, string>>} the facts of the summary by their names */
async function readFacts(page) {
  const rows = await summary(page).locator(".facts > div").allInnerTexts();
  return Object.fromEntries(rows.map((row) => row.replace(/\u00a0/g, " ").split(/\n+/)));
}

/** Changes what PressOne says of each operator. @param {Page} page @param {(operator: any) => void} change */
const changeOperators = (page, change) =>
  page.route(/\/v2\/packages\?/, async (route) => {
    const response = await fetchAnswer(route);
    const json = await response.json();
    for (const { operators } of json.data) operators.forEach(change);
    await route.fulfill({ response, json });
  });

storefrontTest(
  "the chosen package has its coverage, network, start and price beside it",
  { path: "countries/NO" },
  async ({ page }) => {
    await waitUntilLoaded(page);
    assert.deepEqual(await readFacts(page), {
      Coverage: "Norway",
      Network: "Northwind · LTE",
      Starts: "On first connection",
      Install: "Within 90 days",
      "To pay": "$7.00",
    });
    await page.getByLabel("Unlimited").check();
    const ofRegion = await readFacts(page);
    assert.equal(ofRegion.Coverage, "Ireland, Norway, and Sweden");
    assert.equal(ofRegion.Network, "Polaris · LTE");
    assert.equal(ofRegion["Fair use"], "Slower after 3 GB in a day.");
    assert.equal(ofRegion["To pay"], "$16.00");

    const offers = await page.locator(".offers").boundingBox();
    const beside = await summary(page).boundingBox();
    const next = await continueLink(page).boundingBox();
    assert.ok(offers && beside && next);
    assert.ok(beside.x >= offers.x + offers.width, "the summary is right of the packages");
    assert.equal(beside.y, offers.y);
    assert.ok(next.y > beside.y && next.x === beside.x, "the way on is below the summary");

    await continueLink(page).click();
    await waitForView(page, "Checkout");
    assert.match(page.url(), /\/countries\/NO\/buy\/polaris-5days-unlimited$/);
    assert.equal(await readFact(page, "Destination"), "Norway");
    assert.equal(await readFact(page, "Coverage"), "Ireland, Norway, and Sweden");
    assert.equal(await readFact(page, "Starts"), "On first connection");
    assert.equal(await readFact(page, "To pay"), "$16.00");
  },
);

storefrontTest(
  "each package has its price per gigabyte or per day, and one is the best value",
  { path: "countries/NO" },
  async ({ page, sandbox }) => {
    await waitUntilLoaded(page);
    const rates = page.locator(".offer-price .small");
    const expected = ["$3.50 per GB", "$2.60 per GB", "$3.20 a day", "$3.80 per GB"];
    assert.deepEqual(await rates.allTextContents(), [...expected, "$2.20 per GB"]);
    const best = page.locator(".offer").filter({ hasText: "Best value" });
    assert.equal(await best.count(), 1);
    assert.match((await best.textContent()) ?? "", /^10 GB/);
    const rows = await page.locator(".offer-info").allTextContents();
    assert.equal(rows[0], "Northwind\u00a0· LTE");
    assert.equal(rows[2], "Polaris\u00a0· LTE\u00a0· 3 countries");
    assert.equal(sandbox.violations.length, 0);
  },
);

storefrontTest(
  "unlimited data has no price per gigabyte, whatever PressOne's fields say",
  { path: "orders" },
  async ({ page, url, sandbox }) => {
    await waitUntilLoaded(page);
    sandbox.shapes.set({ unlimited: "flag-false" });
    await page.route(/\/v2\/packages\?/, async (route) => {
      const response = await fetchAnswer(route);
      const json = await response.json();
      for (const { operators } of json.data) {
        for (const { packages } of operators) {
          for (const offer of packages) if (offer.data === "Unlimited") offer.amount = 66_651;
        }
      }
      await route.fulfill({ response, json });
    });
    await page.goto(`${url}countries/IE`);
    await waitUntilLoaded(page);
    const unlimited = page.locator(".offer").filter({ hasText: "Unlimited" });
    assert.match((await unlimited.textContent()) ?? "", /\$16\.00\$3\.20 a day/);
    assert.equal(await unlimited.getByText("Best value").count(), 0);
  },
);

storefrontTest(
  "on a phone, the way on stays in sight, and the terms are below the packages",
  { path: "countries/NO", viewport: PHONE },
  async ({ page }) => {
    await waitUntilLoaded(page);
    const tabs = await page.locator("#tabs .tabs").boundingBox();
    const isInSight = async () => {
      const box = await continueLink(page).boundingBox();
      return Boolean(box && tabs && box.y > 0 && box.y + box.height <= tabs.y);
    };
    assert.ok(await isInSight(), "before scrolling");
    await page.getByLabel("10 GB").check();
    assert.ok(await isInSight(), "at the last package");
    await page.locator(".pay-bar").getByText("$22.00").waitFor();
    const offers = await page.locator(".offers").boundingBox();
    const below = await summary(page).boundingBox();
    assert.ok(offers && below && below.y >= offers.y + offers.height);
    await continueLink(page).click();
    await waitForView(page, "Checkout");
  },
);

storefrontTest(
  "no line of a package begins or ends with a dot",
  { path: "countries/IE", viewport: PHONE },
  async ({ page }) => {
    await waitUntilLoaded(page);
    const dots = await page.locator(".dot").evaluateAll((all) =>
      all.map((dot) => {
        const part = /** @type {HTMLElement} */ (dot.parentElement);
        const before = /** @type {HTMLElement} */ (part.previousElementSibling);
        const line = /** @type {HTMLElement} */ (part.parentElement);
        const edge = line.getBoundingClientRect().left + dot.getBoundingClientRect().width;
        const isClipped = getComputedStyle(line).clipPath !== "none";
        return {
          isDrawn: !isClipped || dot.getBoundingClientRect().left >= edge - 0.1,
          isBetween: before.getBoundingClientRect().top === part.getBoundingClientRect().top,
        };
      }),
    );
    assert.ok(dots.some(({ isBetween }) => isBetween));
    assert.ok(
      dots.some(({ isBetween }) => !isBetween),
      "a line breaks",
    );
    for (const { isDrawn, isBetween } of dots) assert.equal(isDrawn, isBetween);
  },
);

storefrontTest(
  "a long list of countries is shown on demand, and many networks by their speeds",
  { path: "orders" },
  async ({ page, url }) => {
    await waitUntilLoaded(page);
    const codes = ["IE", "NO", "SE", "DK", "FI", "IS", "EE"];
    await changeOperators(page, (operator) => {
      operator.countries = codes.map((code) => ({ country_code: code, title: code }));
      const networks = [...LETTERS].map((name) => ({ name, types: ["LTE", "5G"] }));
      operator.coverages = [{ name: "IE", networks }];
    });
    await page.goto(`${url}countries/IE`);
    await waitUntilLoaded(page);
    const facts = summary(page);
    const list = facts.getByText(/Denmark, Finland/);
    assert.equal(await list.isVisible(), false);
    await facts.getByText("7 countries").click();
    await list.waitFor();
    assert.equal((await readFacts(page)).Network, "LTE, 5G");
  },
);

storefrontTest(
  "what PressOne does not say is no fact",
  { path: "orders" },
  async ({ page, url }) => {
    await waitUntilLoaded(page);
    await changeOperators(page, (operator) => {
      const [offer] = operator.packages;
      if (offer) Object.assign(offer, { voice: null, text: null });
      const unknown = { countries: null, coverages: [null, 1, {}], install_window_days: null };
      Object.assign(operator, { ...unknown, activation_policy: "unheard-of" });
    });
    await page.goto(`${url}countries/IE`);
    await waitUntilLoaded(page);
    assert.deepEqual(await readFacts(page), { Operator: "Harbour", "To pay": "$13.50" });
  },
);

storefrontTest(
  "an operator that asks for identification says so before the checkout",
  { path: "orders" },
  async ({ page, url }) => {
    await waitUntilLoaded(page);
    await changeOperators(page, (operator) => {
      Object.assign(operator, { is_kyc_verify: true, activation_policy: "installation" });
    });
    await page.goto(`${url}countries/IE`);
    await waitUntilLoaded(page);
    const { "ID check": identity, Starts: start } = await readFacts(page);
    assert.deepEqual([identity, start], ["Required", "When you install it"]);
  },
);

storefrontTest("the shop counts the packages that a place has", async ({ page, url }) => {
  await page.goto(`${url}shop`);
  await waitUntilLoaded(page);
  const rows = page.locator("main .place");
  const places = await rows.evaluateAll((all) =>
    all.map((row) => [
      row.getAttribute("href") ?? row.querySelector("a")?.getAttribute("href"),
      Number(/(\d+) packages?/.exec(row.textContent ?? "")?.[1]),
    ]),
  );
  const countries = places.filter(([path]) => /\/[A-Z]{2}$/.test(`${path}`));
  assert.ok(countries.length >= 2);
  for (const [path, count] of countries) {
    await page.goto(new URL(`${path}`, url).href);
    await waitUntilLoaded(page);
    assert.equal(await page.locator(".offer").count(), count, `${path}`);
  }
});
