// A browser with a shop's page in several tabs. Tabs, the processes that run them, and the browser can
// be ended at any moment; what the page had stored is there when they are opened again.
import process from "node:process";
import { setTimeout as pause } from "node:timers/promises";
import puppeteer from "puppeteer-core";
import { CHROMIUM, FIREFOX } from "../../../pkg-template/tools/browser.mjs";
import { renderersOf } from "./renderers.js";

/** @typedef {import("./hosts/outcome.js").Outcome} Outcome */
/** @typedef {import("puppeteer-core").Browser} Browser */
/** @typedef {Awaited<ReturnType<typeof openTab>>} Tab */
/** @typedef {{ browser: Browser, gone: Promise<never>, tabs: Promise<Tab>[] }} Open */

const TABS = 2;
/** A tab that takes longer to open never does, nor does a browser end a command. */
const OPENS_MS = 15_000;
const ENDS_MS = 45_000;
const LAUNCHES = 3;
/** @type {Record<string, import("puppeteer-core").LaunchOptions>} */
export const BROWSERS = {
  chromium: {
    browser: "chrome",
    executablePath: CHROMIUM,
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
  },
  firefox: { browser: "firefox", executablePath: FIREFOX },
};

/** @param {Browser} browser @param {string} url */
async function openTab(browser, url) {
  const page = await browser.newPage();
  const gone = new Promise((_, reject) => {
    const end = () => reject(new Error("the page is gone"));
    page.once("close", end);
    browser.once("disconnected", end);
  });
  gone.catch(() => {});
  await page.goto(url);
  await page.waitForFunction("globalThis.buy");
  /** @param {string} name of what the page offers @param {unknown} [asked] @returns {Promise<any>} */
  const call = (name, asked) => {
    const answer = page.evaluate(
      (name, asked) => /** @type {any} */ (globalThis)[name](asked),
      ...[name, asked],
    );
    return Promise.race([answer, gone]);
  };
  return { page, call };
}

/** The same promise, which somebody else may wait for. @template T @param {Promise<T>} promise */
function shared(promise) {
  promise.catch(() => {});
  return promise;
}

/**
 * @param {object} options
 * @param {import("puppeteer-core").LaunchOptions} options.browser
 * @param {string} options.folder its profile
 * @param {string} options.url the page's
 */
export function openShop({ browser: how, folder, url }) {
  /** Not every start succeeds where a browser has just been killed. @returns {Promise<Open>} */
  const launch = async (tries = LAUNCHES) => {
    const env = { ...process.env, MOZ_CRASHREPORTER_DISABLE: "1" };
    const more = { headless: true, userDataDir: folder, env, protocolTimeout: ENDS_MS };
    try {
      const browser = await puppeteer.launch({ ...how, ...more });
      /** @type {Promise<never>} */
      const gone = new Promise((_, reject) => {
        browser.once("disconnected", () => reject(new Error("the browser is gone")));
      });
      const tabs = Array.from({ length: TABS }, () => shared(openTab(browser, url)));
      return { browser, gone: shared(gone), tabs };
    } catch (error) {
      if (tries === 1) throw error;
      console.error(`a browser did not start: ${error}`);
      return launch(tries - 1);
    }
  };
  let shop = launch();
  let closed = 0;

  /** @param {Open} open */
  function pidOf({ browser }) {
    const pid = browser.process()?.pid;
    if (!pid) throw new Error("the browser has no process");
    return pid;
  }

  /** @param {Open} open @param {number} index of the tab */
  function reopened({ browser, tabs }, index) {
    const before = tabs[index];
    const again = shared(
      (async () => {
        await (await before)?.page.close();
        return openTab(browser, url);
      })(),
    );
    tabs[index] = again;
    return again;
  }

  /** Ends a browser that does not open its tabs again. @param {Promise<Tab>[]} tabs */
  async function orEnd(tabs) {
    const all = Promise.all(tabs).then(
      () => true,
      () => false,
    );
    if (!(await Promise.race([all, pause(OPENS_MS, false, { ref: false })]))) await parts.browser();
  }

  const parts = {
    /** One after the other. */
    async tab() {
      closed += 1;
      await orEnd([reopened(await shop, closed % TABS)]);
    },
    /** All that it runs pages in. */
    async crash() {
      const open = await shop;
      for (const pid of renderersOf(pidOf(open))) process.kill(pid, "SIGKILL");
      await orEnd(open.tabs.map((_, index) => reopened(open, index)));
    },
    async browser() {
      const open = await shop;
      const disconnected = new Promise((resolve) => open.browser.once("disconnected", resolve));
      process.kill(pidOf(open), "SIGKILL");
      shop = shared(disconnected.then(() => launch()));
      await shop;
    },
  };

  return {
    /**
     * @param {import("../../../pkg/index.js").TopupOrderRequest} order
     * @param {number} lane
     * @returns {Promise<Outcome>}
     */
    async buy(order, lane) {
      const { gone, tabs } = await shop;
      const tab = await Promise.race([tabs[lane % TABS], gone]);
      if (!tab) throw new Error("there is no such tab");
      return tab.call("buy", order);
    },
    /**
     * What the journal of a new page has open, and what became of it.
     *
     * @returns {Promise<{ reference: string, code: string | null }[]>}
     */
    recover: async () => (await reopened(await shop, 0)).call("recover"),
    /**
     * Ends the part of it that a point names, and opens it again.
     *
     * @param {string} harm
     * @returns {Promise<unknown> | undefined} undefined where it is no part of a browser
     */
    kill(harm) {
      const [what] = /^(tab|crash|browser)/.exec(harm) ?? [];
      return what ? parts[/** @type {keyof typeof parts} */ (what)]() : undefined;
    },
    end: async () => (await shop).browser.close(),
  };
}
