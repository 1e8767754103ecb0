// A browser with the shop's page in several tabs. A test can kill a tab, the renderers or the browser
// at any moment. They are opened again with the same profile, so the page's storage is kept.
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import puppeteer from "puppeteer-core";
import { CHROMIUM, FIREFOX } from "../../../../pkg-template/tools/browser.mjs";
import { parsePageKillPoint } from "../purchase-plan.js";
import { renderersOf } from "./renderers.js";
import { openTab } from "./tab.js";

/** @typedef {import("puppeteer-core").Browser} Browser */
/** @typedef {import("./tab.js").Tab} Tab */
/** @typedef {{ browser: Browser, gone: Promise<never>, tabs: Promise<Tab>[] }} Session */

const TABS = 2;
/** A tab that takes longer to open never opens. */
const MAX_OPENING_MS = 30_000;
const PROTOCOL_TIMEOUT_MS = 90_000;
const MAX_LAUNCHES = 3;
/** @type {Record<string, import("puppeteer-core").LaunchOptions>} */
export const BROWSERS = {
  chromium: {
    browser: "chrome",
    executablePath: CHROMIUM,
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
  },
  firefox: { browser: "firefox", executablePath: FIREFOX },
};

/**
 * Returns a promise whose rejection counts as handled. Calls that need its value wait for it.
 *
 * @template T
 * @param {Promise<T>} promise
 */
function handled(promise) {
  promise.catch(() => {});
  return promise;
}

/** @param {Session} session */
function pidOf({ browser }) {
  const pid = browser.process()?.pid;
  if (!pid) throw new Error("the browser has no process");
  return pid;
}

/**
 * @param {object} options
 * @param {import("puppeteer-core").LaunchOptions} options.launchOptions
 * @param {string} options.folder The browser's profile.
 * @param {string} options.url The URL of the page in all tabs.
 */
export function openShopBrowser({ launchOptions, folder, url: firstUrl }) {
  let url = firstUrl;
  let session = launch();
  let killedTabs = 0;

  /**
   * A launch can fail after a browser with the same profile was killed.
   *
   * @returns {Promise<Session>}
   */
  async function launch(tries = MAX_LAUNCHES) {
    try {
      const browser = await puppeteer.launch({
        ...launchOptions,
        headless: true,
        userDataDir: folder,
        env: { ...process.env, MOZ_CRASHREPORTER_DISABLE: "1" },
        protocolTimeout: PROTOCOL_TIMEOUT_MS,
      });
      /** @type {Promise<never>} */
      const gone = new Promise((_, reject) => {
        browser.once("disconnected", () => reject(new Error("the browser is gone")));
      });
      const tabs = Array.from({ length: TABS }, () => handled(openTab(browser, url)));
      return { browser, gone: handled(gone), tabs };
    } catch (error) {
      if (tries === 1) throw error;
      console.error(`a browser did not start: ${error}`);
      return launch(tries - 1);
    }
  }

  /** @param {Session} session @param {number} index of the tab */
  function reopen({ browser, tabs }, index) {
    const before = tabs[index];
    const opening = async () => {
      await (await before)?.close();
      return openTab(browser, url);
    };
    const tab = handled(opening());
    tabs[index] = tab;
    return tab;
  }

  /** Restarts the browser if these tabs do not open. @param {Promise<Tab>[]} tabs */
  async function restartUnlessOpen(tabs) {
    const open = Promise.all(tabs).then(
      () => true,
      () => false,
    );
    const inTime = await Promise.race([open, sleep(MAX_OPENING_MS, false, { ref: false })]);
    if (!inTime) await restarts.browser();
  }

  const restarts = {
    /** The tabs take turns. */
    async tab() {
      killedTabs += 1;
      await restartUnlessOpen([reopen(await session, killedTabs % TABS)]);
    },
    async renderer() {
      const current = await session;
      for (const pid of renderersOf(pidOf(current))) process.kill(pid, "SIGKILL");
      await restartUnlessOpen(current.tabs.map((_, index) => reopen(current, index)));
    },
    async browser() {
      const current = await session;
      const disconnected = new Promise((resolve) => {
        current.browser.once("disconnected", resolve);
      });
      process.kill(pidOf(current), "SIGKILL");
      session = handled(disconnected.then(() => launch()));
      await session;
    },
  };

  return {
    /**
     * @param {import("../../shared/buyers.js").Order} order
     * @param {number} lane
     * @param {"buy" | "buyPlainly"} [buy] The page's function.
     * @returns {Promise<import("../../shared/buyers.js").Outcome>}
     */
    async buy(order, lane, buy = "buy") {
      const { gone, tabs } = await session;
      const tab = await Promise.race([tabs[lane % TABS], gone]);
      if (!tab) throw new Error("there is no such tab");
      return tab.call(buy, order);
    },

    /** Opens another page in all tabs. @param {string} newUrl */
    async visit(newUrl) {
      url = newUrl;
      const current = await session;
      await Promise.all(current.tabs.map((_, index) => reopen(current, index)));
    },

    /**
     * Kills the part of the browser that a kill point names, and opens it again.
     *
     * @param {string} killPoint
     * @returns {Promise<unknown> | undefined} undefined if the point names no part of a browser
     */
    restart(killPoint) {
      const { part } = parsePageKillPoint(killPoint);
      return part ? restarts[/** @type {keyof typeof restarts} */ (part)]() : undefined;
    },

    end: async () => (await session).browser.close(),
  };
}
