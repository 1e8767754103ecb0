// One order per payment in each engine. The partner breaks connections in every way that HTTP/1.1 has,
// and the seller is killed at every point around the journal's writes.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { useFixture } from "./fixture.js";
import { PARTNER_FAULTS, ROUNDS, SELLER_KILL_POINTS } from "./purchase-plan.js";
import { sell, settleAndRepeat } from "./sale.js";
import { ENGINES } from "./seller/engines.js";
import { createSellerClient } from "./seller-client.js";

/** Each fault occurs twice with each front, because not every POST meets a reused connection. */
const PURCHASES = 6 * ROUNDS * PARTNER_FAULTS.length;
/** The client with the partner's credentials, and a page's client that uses the gateway. */
const FRONTS = ["direct", "gateway"];
/** Odd, so each kill point occurs with each front. */
const KILL_EVERY = 11;
const OPTIONS = { timeout: 600_000 * ROUNDS };
/** Faults after which engines are known to send a POST again, if the connection was used before. */
const RESEND_FAULTS = ["fin", "rst", "cut-head", "http421"];

describe("a payment buys once in each engine", { concurrency: true }, () => {
  const fixture = useFixture();

  for (const [engine, command] of Object.entries(ENGINES)) {
    it(engine, OPTIONS, async (t) => {
      const { server, ...seller } = await fixture.openSeller(t, engine, command);
      const client = createSellerClient(server);
      const sale = {
        ...seller,
        plan: {
          group: engine,
          purchases: PURCHASES,
          fronts: FRONTS,
          killPoints: SELLER_KILL_POINTS,
          killEvery: KILL_EVERY,
        },
        ask: client.buy,
        recover: client.recover,
        report: (/** @type {string} */ summary) => t.diagnostic(`${engine}: ${summary}`),
        settleAsFailed: client.settleAsFailed,
      };
      const purchases = await sell(sale);
      assertConnections(seller.records().injected);

      fixture.killer.disable(engine);
      await settleAndRepeat(purchases, sale);
    });
  }
});

/**
 * Faults met fresh connections, and reused ones if it matters.
 *
 * @param {ReadonlyMap<string, number>} injected
 */
function assertConnections(injected) {
  for (const fault of RESEND_FAULTS) {
    assert.ok(injected.get(`${fault} reused`), `${fault} never met a reused connection`);
  }
  assert.ok(
    [...injected.keys()].some((what) => what.endsWith(" fresh")),
    "no fault met a fresh connection",
  );
}
