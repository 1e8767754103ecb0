// Renewals: one per reference, one open per number, and no list to look in.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { advance, createShop, failureOf, MINUTE_MS } from "./shop.js";

/** @param {Record<string, unknown>} [client] */
async function createVoiceShop(client) {
  const shop = await createShop({ client });
  const email = shop.sandbox.emails.subscriber;
  return {
    ...shop,
    email,
    renew: (/** @type {string} */ reference, /** @type {object} */ further = {}) =>
      shop.client.renewNumber({ email, reference, ...further }),
    renewals: () => shop.sandbox.ledger.renewals.length,
  };
}

describe("a renewal", () => {
  it("is carried out once per reference", async () => {
    const shop = await createVoiceShop();
    await Promise.all([shop.renew("rn-1"), shop.renew("rn-1")]);
    assert.equal((await shop.renew("rn-1")).source, "journal");
    assert.equal(shop.renewals(), 1);
    await shop.renew("rn-2");
    assert.equal(shop.renewals(), 2);
  });

  it("that is open blocks other renewals of the number, and is named", async () => {
    const shop = await createVoiceShop();
    shop.sandbox.faults.add({ endpoint: "renew", kind: "cut-after" });
    const lost = await failureOf(shop.renew("rn-1"));
    assert.deepEqual([lost.kind, lost.outcome], ["outcome_unknown", "unknown"]);
    const busy = await failureOf(shop.renew("rn-2"));
    assert.deepEqual(
      [busy.kind, busy.outcome, busy.reference],
      ["number_busy", "not_ordered", "rn-1"],
    );
    assert.equal((await failureOf(shop.renew("rn-1"))).kind, "outcome_unknown");
    assert.equal(shop.renewals(), 1);
    advance(10 * MINUTE_MS);
    await shop.client.settlePurchase({ reference: "rn-1", outcome: "failed" });
    await shop.renew("rn-2");
    assert.equal(shop.renewals(), 2);
  });

  it("that is lost is reported with the number's state before and after", async () => {
    const shop = await createVoiceShop();
    shop.sandbox.faults.add({ endpoint: "renew", kind: "cut-after" });
    await failureOf(shop.renew("rn-1"));
    advance(MINUTE_MS);
    const { open } = await shop.client.recoverPurchases();
    const [found] = /** @type {any[]} */ (open);
    const end = (/** @type {any} */ users) => users.results[0].subscription.current_period_end;
    assert.notEqual(end(found.before), end(found.after));
  });

  it("that is lost is settled by the shop's judgeRenewal alone", async () => {
    for (const verdict of ["done", "failed", undefined, "odd"]) {
      const shop = await createVoiceShop({ judgeRenewal: () => verdict });
      shop.sandbox.faults.add({ endpoint: "renew", kind: "cut-after" });
      await shop.renew("rn-1").catch(() => {});
      const { state } = await shop.client.getPurchase("rn-1");
      const expected = verdict === "done" || verdict === "failed" ? verdict : "open";
      assert.equal(state, expected, String(verdict));
    }
  });

  it("is judged by what the voice product said before and says now", async () => {
    /** @type {any[]} */
    const asked = [];
    const judgeRenewal = (/** @type {any[]} */ ...states) => {
      asked.push(states.map((users) => users.results[0].subscription.current_period_end));
    };
    const shop = await createVoiceShop({ judgeRenewal });
    shop.sandbox.faults.add({ endpoint: "renew", kind: "cut-after" });
    await failureOf(shop.renew("rn-1"));
    assert.equal(asked.length, 1);
    assert.equal(asked[0].length, 2);
    assert.notEqual(asked[0][0], asked[0][1]);
  });

  it("that is no payment has a key of its shopper", async () => {
    const shop = await createVoiceShop();
    await shop.renew("rn-1", { shopper: "eve", unpaid: true });
    assert.equal((await shop.client.getPurchase("rn-1")).state, "none");
    const own = { reference: "rn-1", shopper: "eve", unpaid: true };
    assert.equal((await shop.client.getPurchase(own)).state, "done");
    // The payment with the same reference is free.
    await shop.buy("rn-1");
    assert.equal(shop.orders(), 1);
  });

  it("does not need the user list", async () => {
    const shop = await createVoiceShop();
    shop.sandbox.faults.add({ endpoint: "users", kind: "cut-before", times: "always" });
    await shop.renew("rn-1");
    assert.equal(shop.renewals(), 1);
  });

  it("waits 5 s for a user list that hangs", { timeout: 60_000 }, async (t) => {
    const shop = await createVoiceShop({ timeoutMs: 20_000 });
    shop.sandbox.faults.add({ endpoint: "users", kind: "hang", times: "always" });
    t.mock.timers.enable({ apis: ["setTimeout"] });
    const renewing = shop.renew("rn-1");
    while (shop.requests("users").length === 0) await new Promise(setImmediate);
    assert.equal(shop.renewals(), 0);
    t.mock.timers.tick(5_000);
    await renewing;
    assert.equal(shop.renewals(), 1);
  });

  it("with an answer that says no is not done", async () => {
    const shop = await createVoiceShop();
    shop.sandbox.faults.add({
      endpoint: "renew",
      kind: "raw-answer",
      json: { success: false, message: "no" },
    });
    const error = await failureOf(shop.renew("rn-1"));
    assert.equal(error.outcome, "not_ordered");
    assert.equal((await shop.client.getPurchase("rn-1")).state, "failed");
  });
});
