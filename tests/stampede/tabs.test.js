// Tabs of Chromium that are reloaded at random in a simulated hour, through one gateway.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { chromium } from "playwright-core";
import { CHROMIUM } from "../chromium.js";
import { createRandom } from "../purchases/shared/random.js";
import {
  checkAllAnswered,
  checkAllFresh,
  checkEachWindow,
  checkOncePerWindow,
  checkOneToken,
  FAULTS,
  figuresOf,
  MARGIN_MS,
  SHORT_TIMEOUT_MS,
  untilServed,
} from "./shared/checks.js";
import { openShop } from "./tabs/shop.js";

const TABS = 8;
const HOUR_MS = 3_600_000;
const MAX_STEP_MS = 6 * 60_000;
const ARGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"];

/** @typedef {import("./shared/checks.js").Outcome} Outcome */
/** @typedef {Awaited<ReturnType<typeof openShop>>} Shop */

describe("tabs of one browser", () => {
  /** @type {import("playwright-core").Browser} */
  let browser;
  before(
    async () => {
      browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGS, timeout: 30_000 });
    },
    { timeout: 40_000 },
  );
  after(() => browser?.close(), { timeout: 20_000 });

  /**
   * Reloads tabs at random for an hour. Time passes between the reloads of a round.
   *
   * @param {Shop} shop
   * @param {number} seed
   */
  async function reloadForAnHour(shop, seed) {
    const random = createRandom(seed, "tabs");
    const { active, unlimited, voiceText } = shop.sandbox.iccids;
    const context = await browser.newContext();
    const tabs = await Promise.all(Array.from({ length: TABS }, () => context.newPage()));
    /** @type {Outcome[]} */
    const outcomes = [];
    for (let [passed, round] = [0, 0]; passed <= HOUR_MS; round += 1) {
      // All tabs load at first.
      const loading = tabs.filter(() => round === 0 || random.chance(0.5));
      const loads = loading.map(async (tab) => {
        await tab.goto(`${shop.url}/?iccid=${random.pick([active, unlimited, voiceText])}`);
        const outcome = await tab.waitForFunction(() => /** @type {any} */ (window).outcome);
        return /** @type {Promise<Outcome>} */ (outcome.jsonValue());
      });
      outcomes.push(...(await Promise.all(loads)));
      const step = random.between(1_000, MAX_STEP_MS);
      await untilServed(shop.sandbox);
      shop.advance(step);
      passed += step;
    }
    await context.close();
    return outcomes;
  }

  /** @param {number} timeoutMs @param {(shop: Shop) => Promise<void>} work */
  async function withShop(timeoutMs, work) {
    const shop = await openShop(timeoutMs);
    try {
      await work(shop);
    } finally {
      await shop.end();
    }
  }

  it("ask once per eSIM and window", { timeout: 240_000 }, (t) =>
    withShop(20_000, async (shop) => {
      const outcomes = await reloadForAnHour(shop, 3);
      t.diagnostic(figuresOf(outcomes, shop.sandbox.requests));
      assert.ok(outcomes.length > 60, `${outcomes.length} loads`);
      checkAllFresh(outcomes);
      checkOncePerWindow(shop.sandbox.requests);
      checkEachWindow(shop.sandbox.requests, { esims: 3, windows: 4 });
      checkOneToken(shop.sandbox.requests);
    }),
  );

  it("ask once although answers fail and hang", { timeout: 240_000 }, () =>
    withShop(SHORT_TIMEOUT_MS, async (shop) => {
      shop.sandbox.faults.add(FAULTS);
      const outcomes = await reloadForAnHour(shop, 4);
      checkAllAnswered(outcomes, SHORT_TIMEOUT_MS + MARGIN_MS);
      checkOncePerWindow(shop.sandbox.requests);
      assert.deepEqual(shop.sandbox.faults.list(), []);
    }),
  );
});
