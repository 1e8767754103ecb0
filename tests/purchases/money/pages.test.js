// One order per payment for pages in real browsers, which send a POST again by themselves if a
// connection breaks. The pages buy through the gateway in workerd. Connections break on both sides of
// the gateway, and browsers, renderers, tabs and the worker are killed. The control is the same page
// without the gateway: it shows that the faults double orders.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { buyAll } from "../shared/buyers.js";
import { doubledReferences } from "../shared/ledger.js";
import { BROWSERS, openShopBrowser } from "./browser/shop-browser.js";
import { useFixture } from "./fixture.js";
import { startProxy } from "./page-proxy.js";
import {
  makeReferences,
  PAGE_KILL_POINTS,
  PROXY_FAULTS,
  ROUNDS,
  SELLER_KILL_POINTS,
} from "./purchase-plan.js";
import { sell, settleAndRepeat } from "./sale.js";
import { controlInWorkerd, inWorkerd } from "./seller/engines.js";
import { createSellerClient } from "./seller-client.js";

/** Each fault of the proxy occurs four times, and meets four faults of the partner. */
const PURCHASES = 4 * ROUNDS * PROXY_FAULTS.length;
/** Each kill point occurs once. */
const KILL_EVERY = 9;
const CONTROL_PURCHASES = 12;
/** Faults after which browsers are known to send a POST again. */
const RESEND_FAULTS = ["fin-after", "rst-after", "half-head-after"];
const OPTIONS = { timeout: 300_000 * ROUNDS };

/** @typedef {import("../shared/buyers.js").Ask} Ask */

describe("a payment buys once in each browser", { concurrency: 2 }, () => {
  const fixture = useFixture();

  /**
   * @param {import("node:test").TestContext} t
   * @param {object} options
   * @param {string} options.group
   * @param {string} options.name The browser's name.
   * @param {import("./fixture.js").SellerCommand} options.command
   * @param {string} options.basePath The path at which the page calls PressOne.
   */
  async function open(t, { group, name, command, basePath }) {
    const { server, folderFor, ...seller } = await fixture.openSeller(t, group, command);
    const proxy = await startProxy(server.url, fixture.killer.kill);
    t.after(() => proxy.close());
    const browser = openShopBrowser({
      launchOptions: BROWSERS[name] ?? {},
      folder: folderFor("profile"),
      url: `${proxy.url}/page/index.html?api=${basePath}`,
    });
    t.after(() => browser.end());
    const kills = fixture.killer.setTarget(
      group,
      (killPoint) => browser.restart(killPoint) ?? server.restart(),
    );
    return { ...seller, server, proxy, browser, kills };
  }

  for (const name of Object.keys(BROWSERS)) {
    it(name, OPTIONS, async (t) => {
      const options = { group: name, name, command: inWorkerd, basePath: "/api" };
      const { server, proxy, browser, ...seller } = await open(t, options);
      const sale = {
        ...seller,
        plan: {
          group: name,
          purchases: PURCHASES,
          fronts: PROXY_FAULTS,
          killPoints: [...SELLER_KILL_POINTS, ...PAGE_KILL_POINTS],
          killEvery: KILL_EVERY,
        },
        /** @type {Ask} */
        ask: (order, lane, repeated) => browser.buy({ ...order, resend: repeated }, lane),
        recover: browser.recover,
        report(/** @type {string} */ summary) {
          const posts = [...proxy.posts.values()].reduce((a, b) => a + b, 0);
          t.diagnostic(`${name}: ${summary}; ${posts} POSTs of the browser`);
        },
        settleAsFailed: createSellerClient(server).settleAsFailed,
      };
      const purchases = await sell(sale);
      fixture.killer.disable(name);
      await settleAndRepeat(purchases, sale);
    });
  }

  for (const name of Object.keys(BROWSERS)) {
    it(`${name} without the gateway buys more than once`, OPTIONS, async (t) => {
      const group = `control${name}`;
      const options = { group, name, command: controlInWorkerd, basePath: `/${group}` };
      const { browser, offers, records } = await open(t, options);
      const references = makeReferences({
        group,
        purchases: CONTROL_PURCHASES,
        fronts: RESEND_FAULTS,
        partnerFaults: ["none-after"],
      });
      // The description contains the reference, because PressOne has no references.
      /** @type {Ask} */
      const ask = (order, lane, repeated) =>
        browser.buy({ ...order, description: order.reference, resend: repeated }, lane);
      const purchases = await buyAll({ references, offers, ask });
      const doubled = doubledReferences(records().codes);
      // The page called once, so the browser itself sent the POST again.
      const byBrowser = purchases.filter(
        ({ order, unanswered, failed, unknown }) =>
          doubled.includes(order.reference) && unanswered + failed + unknown === 0,
      );
      t.diagnostic(
        `${group}: ${CONTROL_PURCHASES} purchases; ${doubled.length} doubled, ` +
          `${byBrowser.length} of them by the browser alone`,
      );
      assert.ok(byBrowser.length > 0);
    });
  }
});
