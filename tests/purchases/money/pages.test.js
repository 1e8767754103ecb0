// At most one order for a payment, and none lost: pages in real browsers, which send a POST again by
// themselves where a connection breaks, buy through the gateway in workerd. Connections break on both
// sides of it, and browsers, tabs and the worker are killed. Then the same page without the gateway,
// which shows that what breaks does harm.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { BROWSERS, openShop } from "./browsers.js";
import { askAgain, buyAll, isUnknown } from "./buyers.js";
import { deskAt } from "./desk.js";
import { startHop } from "./hop.js";
import { inWorkerd, plainInWorkerd } from "./hosts/commands.js";
import { LATER_MS } from "./hosts/times.js";
import { useMarket } from "./market.js";
import { HOP, PAGE_HARMS, ROUNDS, referencesFor, STEPS } from "./plan.js";
import { agree, agreeRecovered, figures } from "./verdict.js";

const PURCHASES = 160 * ROUNDS;
const KILL_EVERY = 7;
const CONTROLS = 20;
/** The ways in which browsers are known to send a POST again. */
const AGAIN = ["fin-made", "rst-made", "half-made"];
const TIME = { timeout: 300_000 * ROUNDS };

describe("a payment buys once, in whichever browser", { concurrency: 2 }, () => {
  const market = useMarket();

  /**
   * @param {import("node:test").TestContext} t
   * @param {object} sale
   * @param {string} sale.who
   * @param {string} sale.name the browser's
   * @param {Parameters<typeof market.open>[2]} sale.worker
   * @param {string} sale.base where the page asks for PressOne
   */
  async function open(t, { who, name, worker, base }) {
    const { server, place, ...rest } = await market.open(t, who, worker);
    const hop = await startHop(server.url, market.strike);
    t.after(() => hop.close());
    const url = `${hop.url}/page/index.html?api=${base}`;
    const shop = openShop({ browser: BROWSERS[name] ?? {}, folder: place("profile"), url });
    t.after(() => shop.end());
    const kills = market.over(who, (harm) => shop.kill(harm) ?? server.restart());
    return { ...rest, hop, shop, kills, desk: deskAt(server) };
  }

  for (const name of Object.keys(BROWSERS)) {
    it(name, TIME, async (t) => {
      const sale = { who: name, name, worker: inWorkerd, base: "/api" };
      const { hop, shop, kills, offers, books, calm, desk } = await open(t, sale);
      const harms = [...STEPS, ...PAGE_HARMS];
      const wanted = { who: name, purchases: PURCHASES, hop: HOP, harms, every: KILL_EVERY };
      /** @type {import("./buyers.js").Ask} */
      const ask = (order, lane, again) => shop.buy({ ...order, resend: again }, lane);
      const purchases = await buyAll(referencesFor(wanted), offers, ask);
      await pause(LATER_MS);
      const recovered = await shop.recover();
      agreeRecovered(recovered, books());
      await askAgain(purchases, offers.length, ask);
      const posts = [...hop.posts.values()].reduce((a, b) => a + b, 0);
      t.diagnostic(
        `${name}: ${figures(purchases, books(), kills)}; ` +
          `${recovered.length} recovered; ${posts} POSTs of the browser`,
      );
      agree(purchases, books());
      assert.equal(purchases.length, PURCHASES);
      for (const harm of harms) assert.ok(kills.get(harm), `nobody was killed at ${harm}`);

      calm();
      // What is still open was never ordered: with the shop's leave all of it is, once.
      const unsettled = purchases.filter(({ outcome }) => isUnknown(outcome));
      const released = new Set(unsettled.map(({ order }) => order.reference));
      for (const reference of released) await desk.release(reference);
      await askAgain(unsettled, offers.length, ask);
      agree(purchases, books(), released);
      assert.deepEqual(
        purchases.filter(({ outcome }) => isUnknown(outcome)),
        [],
      );
    });
  }

  for (const name of Object.keys(BROWSERS)) {
    it(`${name} without the gateway would buy more than once`, TIME, async (t) => {
      const who = `plain${name}`;
      const sale = { who, name, worker: plainInWorkerd, base: `/${who}` };
      const { shop, offers, books } = await open(t, sale);
      const rows = { hop: AGAIN, partner: ["plain-made"] };
      const wanted = { who, purchases: CONTROLS, ...rows, harms: [], every: Infinity };
      // PressOne knows no reference: the description shows it.
      /** @type {import("./buyers.js").Ask} */
      const ask = (order, lane, again) =>
        shop.buy({ ...order, description: order.reference, resend: again }, lane);
      const bought = await buyAll(referencesFor(wanted), offers, ask);
      const { codes } = books();
      const doubled = bought.filter(({ order }) => (codes.get(order.reference) ?? []).length > 1);
      // No script had a part in these: the browser itself sent the POST again.
      const silently = doubled.filter(({ lost, unknown }) => lost + unknown === 0);
      t.diagnostic(
        `${who}: ${CONTROLS} purchases; ${[...codes.values()].flat().length} orders; ` +
          `${doubled.length} doubled, ${silently.length} of them by the browser alone`,
      );
      assert.ok(silently.length > 0);
    });
  }
});
