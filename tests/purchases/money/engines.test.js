// At most one order for a payment, and none lost: what sells runs in each engine, against a partner that
// breaks connections in every way that HTTP/1.1 allows, and is killed at every step of its journal.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { askAgain, buyAll, isUnknown } from "./buyers.js";
import { deskAt } from "./desk.js";
import { SELLERS } from "./hosts/commands.js";
import { LATER_MS } from "./hosts/times.js";
import { useMarket } from "./market.js";
import { PARTNER, planIn, ROUNDS, referencesFor, STEPS } from "./plan.js";
import { agree, agreeRecovered, figures } from "./verdict.js";

const PURCHASES = 6 * ROUNDS * PARTNER.length;
/** The client with the partner's credentials, and one that asks a gateway, in turn. */
const WAYS = ["direct", "gateway"];
/** After how many purchases the seller is killed. */
const KILL_EVERY = 7;
const TIME = { timeout: 240_000 * ROUNDS };
/** The ways in which engines are known to send a POST again, on connections used before. */
const AGAIN = ["fin", "rst", "half", "s421"];

describe("a payment buys once, whichever engine sells", { concurrency: true }, () => {
  const market = useMarket();

  for (const [who, command] of Object.entries(SELLERS)) {
    it(who, TIME, async (t) => {
      const { server, offers, kills, books, calm } = await market.open(t, who, command);
      const desk = deskAt(server);
      /** @type {import("./buyers.js").Ask} */
      const ask = (order) => desk.buy(order);
      const wanted = { who, purchases: PURCHASES, hop: WAYS, harms: STEPS, every: KILL_EVERY };
      const purchases = await buyAll(referencesFor(wanted), offers, ask);
      await pause(LATER_MS);
      const recovered = await desk.recover();
      agreeRecovered(recovered, books());
      await askAgain(purchases, offers.length, ask);
      t.diagnostic(`${who}: ${figures(purchases, books(), kills)}; ${recovered.length} recovered`);
      agree(purchases, books());
      assert.equal(purchases.length, PURCHASES);
      for (const step of STEPS) assert.ok(kills.get(step), `nobody was killed at ${step}`);
      const { played } = books();
      for (const way of AGAIN) assert.ok(played.get(`${way} reused`), `no ${way} where it counts`);
      assert.ok([...played.keys()].some((what) => what.endsWith(" fresh")));

      calm();
      // What is still open was never ordered: with the shop's leave all of it is, once.
      const unsettled = purchases.filter(({ outcome }) => isUnknown(outcome));
      const released = new Set(unsettled.map(({ order }) => order.reference));
      for (const reference of released) if (!isDirect(reference)) await desk.release(reference);
      await askAgain(unsettled, offers.length, (order) => desk.buy({ ...order, resend: true }));
      agree(purchases, books(), released);
      assert.deepEqual(
        purchases.filter(({ outcome }) => isUnknown(outcome)),
        [],
      );
    });
  }
});

/** @param {string} reference */
const isDirect = (reference) => planIn(reference)?.hop === "direct";
