// One order per payment for pages in real browsers, which send a POST again by themselves if a
// connection breaks. The pages buy through the gateway in workerd. Connections break on both sides of
// the gateway, and browsers, renderers, tabs and the worker are killed. The control is a page in the same
// browser that posts plain orders without the gateway: it shows that the faults double orders.
import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
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
const PURCHASES = 6 * ROUNDS * PROXY_FAULTS.length;
/** Each kill point occurs once. */
const KILL_EVERY = 9;
const CONTROL_PURCHASES = 12;
/** Faults after which browsers are known to send a POST again. */
const RESEND_FAULTS = ["fin-after", "rst-after", "cut-head-after"];
const OPTIONS = { timeout: 900_000 * ROUNDS };

/** @typedef {import("../shared/buyers.js").Ask} Ask */

describe("pages", { concurrency: true }, () => {
  const fixture = useFixture();

  for (const name of Object.keys(BROWSERS)) {
    describe(name, { concurrency: 1 }, () => {
      /** @type {ReturnType<typeof openShopBrowser>} */
      let browser;
      after(() => browser?.end());

      /**
       * Starts a seller behind a proxy. The page calls PressOne at `basePath` of the proxy.
       *
       * @param {import("node:test").TestContext} t
       * @param {string} group
       * @param {import("./fixture.js").SellerCommand} command
       * @param {string} basePath
       */
      async function openSeller(t, group, command, basePath) {
        const seller = await fixture.openSeller(t, group, command);
        const proxy = await startProxy(seller.server.url, fixture.killer.kill);
        t.after(() => proxy.close());
        return { ...seller, proxy, pageUrl: `${proxy.url}/page/index.html?api=${basePath}` };
      }

      it("a payment buys once through the gateway", OPTIONS, async (t) => {
        const { server, proxy, pageUrl, ...seller } = await openSeller(t, name, inWorkerd, "/api");
        const folder = seller.folderFor("profile");
        const launchOptions = BROWSERS[name] ?? {};
        browser = openShopBrowser({ launchOptions, folder, url: pageUrl });
        const shop = createSellerClient(server);
        const restart = (/** @type {string} */ killPoint) =>
          browser.restart(killPoint) ?? server.restart();
        const sale = {
          ...seller,
          kills: fixture.killer.setTarget(name, restart),
          plan: {
            group: name,
            purchases: PURCHASES,
            fronts: PROXY_FAULTS,
            killPoints: [...SELLER_KILL_POINTS, ...PAGE_KILL_POINTS],
            killEvery: KILL_EVERY,
          },
          /** @type {Ask} */
          ask: (order, lane) => browser.buy(order, lane),
          recover: shop.recover,
          report(/** @type {string} */ summary) {
            const posts = [...proxy.posts.values()].reduce((a, b) => a + b, 0);
            t.diagnostic(`${name}: ${summary}; ${posts} POSTs of the browser`);
          },
          settleAsFailed: shop.settleAsFailed,
        };
        const purchases = await sell(sale);
        fixture.killer.disable(name);
        await settleAndRepeat(purchases, sale);
      });

      it("a payment buys more than once without the gateway", OPTIONS, async (t) => {
        const group = `control${name}`;
        const seller = await openSeller(t, group, controlInWorkerd, `/${group}`);
        await browser.visit(seller.pageUrl);
        const references = makeReferences({
          group,
          purchases: CONTROL_PURCHASES,
          fronts: RESEND_FAULTS,
          partnerFaults: ["none-after"],
        });
        /** @type {Ask} */
        const ask = (order, lane) => browser.buy(order, lane, "buyPlainly");
        const purchases = await buyAll({ references, offers: seller.offers, ask });
        const doubled = doubledReferences(seller.records().codes);
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
    });
  }
});
