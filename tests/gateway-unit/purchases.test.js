// The steps of a purchase, and the answer to each outcome.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createShop, ESIM } from "./shop.js";
import { digestOf, failure } from "./stand-in.js";

describe("a purchase of a top-up", () => {
  it("is ordered once, and a repeated request is answered from the journal", async () => {
    const shop = createShop();
    const first = await shop.buy("pay-1", { description: "cart 7", price: 4.5 });
    assert.equal(first.status, 200);
    assert.equal(first.body.meta.gateway, 1);
    const { data } = first.body;
    assert.deepEqual([data.reference, data.kind, data.state], ["pay-1", "topup", "done"]);
    assert.deepEqual(
      [data.order.code, data.order.iccid, data.order.description, data.order.reference],
      ["2026-1", ESIM, "cart 7", "pay-1"],
    );
    assert.equal(data.order.net_price, undefined);
    const again = await shop.buy("pay-1");
    assert.equal(again.status, 200);
    assert.equal(again.body.data.order.code, "2026-1");
    assert.equal(shop.count("submitTopupOrder"), 1);
    assert.deepEqual(
      shop.eventsOf("pressone.order").map((each) => each["pressone.order.outcome"]),
      ["done", "repeated"],
    );
  });

  it("asks the journal first, then the hooks in their order, and then the client", async () => {
    /** @type {any[]} */
    const asked = [];
    const shop = createShop({
      ownsEsim: (/** @type {any} */ { id }, /** @type {string} */ iccid) =>
        asked.push(id, iccid) > 0,
      verifyPayment: (/** @type {any} */ { id }, /** @type {any} */ order) => {
        asked.push(
          id,
          order,
          shop.calls.map(([method]) => method),
        );
        return true;
      },
    });
    await shop.buy("pay-1", { description: "cart 7", price: 4.5 });
    const order = {
      ...{ reference: "pay-1", iccid: ESIM, package_id: "five-gb" },
      ...{ description: "cart 7", price: 4.5 },
    };
    const judged = { kind: "topup", quantity: 1, ...order };
    assert.deepEqual(asked, ["ada", ESIM, "ada", judged, ["getPurchase"]]);
    const { options, ...sent } = shop.last("submitTopupOrder");
    assert.deepEqual(sent, { ...order, shopper: "ada", tries: 0 });
    assert.equal(typeof options.waitUntil, "function");
  });

  it("asks no hook once the journal has the purchase of this shopper", async () => {
    let asked = 0;
    const ask = () => {
      asked += 1;
      return true;
    };
    const shop = createShop({ ownsEsim: ask, verifyPayment: ask });
    await shop.buy("pay-1");
    assert.equal(asked, 2);
    assert.equal((await shop.buy("pay-1")).status, 200);
    shop.script.push(() => {
      throw failure("outcome_unknown", { outcome: "unknown" });
    });
    assert.equal((await shop.buy("pay-2")).status, 202);
    assert.equal((await shop.buy("pay-2")).status, 202);
    assert.equal(asked, 4);
    assert.equal(shop.count("submitTopupOrder"), 2);
  });

  it("goes to the hooks and the client for another package of an own reference", async () => {
    const shop = createShop();
    await shop.buy("pay-1");
    const other = await shop.buy("pay-1", { package_id: "ten-gb" });
    assert.deepEqual([other.status, other.body.code], [409, "reference_reused"]);
    const renewal = await shop.renew("pay-1");
    assert.deepEqual([renewal.status, renewal.body.code], [409, "reference_reused"]);
    assert.equal(shop.orders.length, 1);
  });

  it("passes the price that was paid, not the page's, and names both if it changed", async () => {
    const shop = createShop({ verifyPayment: () => ({ paid: true, price: 450 }) });
    const { status, body } = await shop.buy("pay-1", { price: 4.5 });
    assert.equal(shop.last("submitTopupOrder").price, 450);
    assert.equal(status, 422);
    assert.equal(body.data.state, "failed");
    assert.deepEqual(body.data.error.prices, { paid: 450, offered: 4.5 });
    assert.equal(
      body.data.error.reason,
      "The price is 4.50 US dollars now. 450.00 US dollars was paid. Nothing was ordered.",
    );
    assert.equal(shop.orders.length, 0);
  });

  it("answers a payment that is not confirmed yet with payment_pending, and writes nothing", async () => {
    let verdict = /** @type {any} */ ("pending");
    const shop = createShop({ verifyPayment: () => verdict });
    const pending = await shop.buy("pay-1");
    assert.deepEqual([pending.status, pending.body.code], [409, "payment_pending"]);
    assert.match(pending.headers.get("retry-after") ?? "", /^[1-9]\d?$/);
    assert.equal(pending.body.data, undefined);
    for (verdict of [false, null, undefined, { paid: false }]) {
      const { status, body } = await shop.buy("pay-1");
      assert.deepEqual([status, body.code], [402, "payment_required"]);
    }
    assert.equal(shop.count("submitTopupOrder"), 0);
    assert.equal(shop.entries.size, 0);
    verdict = true;
    assert.equal((await shop.buy("pay-1")).status, 200);
  });

  it("orders nothing if verifyPayment returns what it must not, and says so to the shop", async () => {
    for (const verdict of [1, "true", {}, [], { paid: true }, { paid: true, price: "4.5" }, "no"]) {
      const shop = createShop({ verifyPayment: () => verdict });
      assert.equal((await shop.buy("pay-1")).status, 503, JSON.stringify(verdict));
      assert.match(shop.errors[0]?.error.message ?? "", /verifyPayment must return/);
      assert.equal(shop.errors[0]?.context.hook, "verifyPayment");
      assert.equal(shop.count("submitTopupOrder"), 0);
    }
  });

  it("takes only true for ownership", async () => {
    for (const answer of [false, null, undefined, 1, "true", {}]) {
      const shop = createShop({ ownsEsim: () => answer, ownsNumber: () => answer });
      assert.equal((await shop.buy("pay-1")).status, 403);
      assert.equal((await shop.renew("pay-1")).status, 403);
      assert.equal(shop.count("submitTopupOrder") + shop.count("renewNumber"), 0);
    }
  });

  it("answers a stored failure until the sender knows of it", async () => {
    const shop = createShop();
    delete shop.offers["five-gb"];
    const first = await shop.buy("pay-1");
    assert.equal(first.status, 422);
    assert.deepEqual(
      [first.body.data.state, first.body.data.tries, first.body.data.stored],
      ["failed", 1, undefined],
    );
    assert.deepEqual(
      [first.body.data.error.kind, first.body.data.error.code],
      ["package_unavailable", 34],
    );
    shop.offers["five-gb"] = 4.5;
    const late = await shop.buy("pay-1", { tries: 0 });
    assert.deepEqual([late.status, late.body.data.tries, late.body.data.stored], [422, 1, true]);
    assert.equal(shop.orders.length, 0);
    const retried = await shop.buy("pay-1", { tries: 1 });
    assert.equal(retried.status, 200);
    assert.equal(shop.last("submitTopupOrder").tries, 1);
    assert.equal(shop.orders.length, 1);
  });

  it("asks the payment hook again for a new try", async () => {
    let paid = true;
    const shop = createShop({ verifyPayment: () => paid });
    delete shop.offers["five-gb"];
    assert.equal((await shop.buy("pay-1")).status, 422);
    paid = false;
    assert.equal((await shop.buy("pay-1", { tries: 1 })).status, 402);
  });

  it("answers an unknown outcome with the open purchase, and with the order once it is known", async () => {
    const shop = createShop();
    shop.script.push(() => {
      throw failure("outcome_unknown", { outcome: "unknown", retryAfterMs: 2_500 });
    });
    const lost = await shop.buy("pay-1");
    assert.equal(lost.status, 202);
    assert.deepEqual([lost.body.data.state, lost.body.data.reference], ["open", "pay-1"]);
    assert.equal(lost.headers.get("retry-after"), "2");
    const entry = shop.entries.get("pay-1");
    assert.ok(entry);
    Object.assign(entry, { state: "done", order: { id: 9, code: "found", iccid: ESIM } });
    const found = await shop.buy("pay-1");
    assert.deepEqual([found.status, found.body.data.order.code], [200, "found"]);
    assert.equal(shop.count("submitTopupOrder"), 1);
  });

  it("answers an unexpected error after the request may have left as unknown", async () => {
    const shop = createShop();
    const { submitTopupOrder } = shop.partner;
    const thrown = new TypeError("unexpected");
    shop.partner.submitTopupOrder = async (request, options) => {
      await submitTopupOrder(request, options);
      throw thrown;
    };
    // The journal knows better than the error.
    const known = await shop.buy("pay-1");
    assert.deepEqual([known.status, known.body.data.state], [200, "done"]);
    assert.equal(shop.errors[0]?.error, thrown);
    assert.deepEqual(shop.errors[0]?.context, { endpoint: "purchase", reference: "pay-1" });
    shop.partner.submitTopupOrder = async () => {
      throw thrown;
    };
    const unknown = await shop.buy("pay-2");
    assert.deepEqual([unknown.status, unknown.body.data.state], [202, "open"]);
  });

  it("tells an order that cannot be written as JSON as open, never as not done", async () => {
    const shop = createShop({ expose: { order: ["deep"] } });
    /** @type {any} */
    const deep = {};
    deep.deep = deep;
    shop.script.push(() => ({ id: 1, code: "c", iccid: ESIM, package_id: "five-gb", deep }));
    const { status, body } = await shop.buy("pay-1");
    assert.deepEqual([status, body.data.state], [202, "open"]);
    assert.equal(shop.errors.length, 1);
  });

  it("takes an earlier try's failure for no answer to this one", async () => {
    const shop = createShop();
    delete shop.offers["five-gb"];
    await shop.buy("pay-1");
    shop.partner.submitTopupOrder = async () => {
      throw new Error("the connection to the store broke");
    };
    const { status, body } = await shop.buy("pay-1", { tries: 1 });
    assert.deepEqual([status, body.data.state], [202, "open"]);
  });

  it("answers each error of the client with its status and state", async () => {
    const not = { outcome: "not_ordered" };
    /** @type {[any, number, string | undefined, any][]} */
    const cases = [
      [failure("in_progress", { retryAfterMs: 4_000 }), 409, undefined, "in_progress"],
      [failure("purchase_closed", { ...not, tries: 2 }), 409, "closed", undefined],
      [failure("reference_reused", not), 409, undefined, "reference_reused"],
      [failure("number_busy", { ...not, reference: "other" }), 409, undefined, "number_busy"],
      [failure("payment_required", not), 402, undefined, "payment_required"],
      [failure("payment_pending", not), 409, undefined, "payment_pending"],
      [failure("insufficient_balance", { ...not, code: 11, tries: 1 }), 422, "failed", undefined],
      [failure("sim_recycled", { ...not, code: 73, tries: 1 }), 422, "failed", undefined],
      [failure("server", { ...not, code: 13, tries: 1 }), 422, "failed", undefined],
      [failure("server", not), 503, undefined, undefined],
      [failure("authentication", not), 503, undefined, undefined],
      [failure("network", not), 503, undefined, undefined],
      [failure("timeout", not), 503, undefined, undefined],
      [failure("storage", not), 503, undefined, undefined],
      [failure("storage"), 503, undefined, undefined],
      [failure("configuration"), 503, undefined, undefined],
      [failure("rate_limited", { ...not, retryAfterMs: 9_000 }), 429, undefined, undefined],
      [failure("invalid_argument", { path: "order.iccid" }), 422, undefined, undefined],
      // This call sent nothing. An earlier one may have.
      [failure("storage", { outcome: "unknown" }), 503, undefined, undefined],
      [failure("timeout", { outcome: "unknown" }), 503, undefined, undefined],
      [failure("rate_limited", { outcome: "unknown" }), 429, undefined, undefined],
      [failure("in_progress", { outcome: "unknown" }), 409, undefined, "in_progress"],
      [failure("outcome_unknown"), 202, "open", undefined],
    ];
    for (const [error, expected, state, code] of cases) {
      const shop = createShop();
      shop.partner.submitTopupOrder = async () => {
        throw error;
      };
      const { status, body, headers } = await shop.buy("pay-1");
      const name = `${error.kind} ${error.outcome}`;
      assert.deepEqual([status, body.data?.state, body.code], [expected, state, code], name);
      assert.equal(body.meta.gateway, 1, name);
      if (error.retryAfterMs) {
        assert.equal(headers.get("retry-after"), String(error.retryAfterMs / 1000), name);
      }
    }
  });

  it("says how long to wait after PressOne's rate limit, to the request that failed", async () => {
    const shop = createShop();
    const limited = (/** @type {object} */ details) => () => {
      throw failure("rate_limited", { status: 429, ...details });
    };
    shop.script.push(limited({ retryAfterMs: 420_000 }), limited({}));
    const failed = await shop.buy("pay-1");
    const { state, error, retry_after_ms } = failed.body.data;
    assert.deepEqual([failed.status, state, error.kind], [422, "failed", "rate_limited"]);
    assert.deepEqual([retry_after_ms, failed.headers.get("retry-after")], [420_000, "420"]);
    // The wait is over some day. The journal does not know when.
    const stored = await shop.buy("pay-1");
    assert.equal(stored.body.data.stored, true);
    const unlimited = await shop.buy("pay-1", { tries: 1 });
    for (const { body, headers } of [stored, unlimited]) {
      assert.equal(body.data.error.kind, "rate_limited");
      assert.deepEqual([body.data.retry_after_ms, headers.get("retry-after")], [undefined, null]);
    }
  });

  it("asks confirmOffer with the current offer, and orders nothing unless it returns true", async () => {
    /** @type {any[]} */
    const asked = [];
    let answer = /** @type {any} */ (true);
    const shop = createShop({
      confirmOffer: (
        /** @type {any} */ { id },
        /** @type {any} */ order,
        /** @type {any} */ offer,
      ) => {
        asked.push([id, order.reference, offer.price]);
        if (answer instanceof Error) throw answer;
        return answer;
      },
    });
    assert.equal((await shop.buy("pay-1")).status, 200);
    assert.deepEqual(asked, [["ada", "pay-1", 4.5]]);
    answer = "yes";
    const refused = await shop.buy("pay-2");
    assert.deepEqual([refused.status, refused.body.code], [422, "offer_refused"]);
    assert.equal(shop.errors.length, 0);
    answer = new Error("the database is at 10.0.0.7");
    const broken = await shop.buy("pay-3");
    assert.equal(broken.status, 503);
    assert.doesNotMatch(broken.text, /10\.0/);
    assert.deepEqual(shop.errors[0]?.context, {
      ...{ hook: "confirmOffer", endpoint: "purchase", reference: "pay-3" },
    });
    assert.equal(shop.orders.length, 1);
  });
});

describe("another shopper's reference", () => {
  it("is not taken before the payment hook said yes to this shopper", async () => {
    const owners = { "pay-ada": "ada" };
    const shop = createShop({
      verifyPayment: (/** @type {any} */ { id }, /** @type {any} */ { reference }) =>
        /** @type {any} */ (owners)[reference] === id,
      verifyRenewal: () => "unpaid",
    });
    assert.equal((await shop.renew("pay-ada", {}, { shopper: "eve" })).status, 200);
    assert.equal((await shop.buy("pay-ada", {}, { shopper: "eve" })).status, 402);
    assert.equal((await shop.buy("pay-ada")).status, 200);
    assert.equal(shop.last("renewNumber").unpaid, true);
  });

  it("answers alike whether it is used or not", async () => {
    const shop = createShop({
      verifyPayment: (/** @type {any} */ { id }) => id === "ada",
      verifyRenewal: (/** @type {any} */ { id }) => id === "ada",
    });
    await shop.buy("used-topup");
    await shop.renew("used-renewal");
    const eve = { shopper: "eve" };
    /** @type {string[]} */
    const answers = [];
    for (const reference of ["used-topup", "used-renewal", "unused"]) {
      for (const { status, text, headers } of [
        await shop.buy(reference, {}, eve),
        await shop.renew(reference, {}, eve),
      ]) {
        answers.push(JSON.stringify([status, text, [...headers]]));
      }
      const state = await shop.state(reference, eve);
      assert.equal(state.body.data.state, "none");
    }
    assert.equal(new Set(answers).size, 1, answers.join("\n"));
  });

  it("gives a further owner whom the hook says yes to the same order", async () => {
    const shop = createShop();
    const guest = await shop.buy("pay-1", {}, { shopper: "guest-7" });
    const member = await shop.buy("pay-1", {}, { shopper: "ada" });
    assert.equal(member.status, 200);
    assert.equal(member.body.data.order.code, guest.body.data.order.code);
    assert.equal((await shop.state("pay-1")).body.data.state, "done");
    assert.equal(shop.orders.length, 1);
  });

  it("costs PressOne nothing before the payment hook said yes", async () => {
    const shop = createShop({ verifyPayment: () => false });
    for (const reference of ["_", "____", "%", "__%__"]) {
      assert.equal((await shop.buy(reference)).status, 402);
    }
    assert.deepEqual([...new Set(shop.calls.map(([method]) => method))], ["getPurchase"]);
  });
});

describe("a renewal", () => {
  it("is tied to its payment by verifyRenewal, and repeated from the journal", async () => {
    /** @type {any[]} */
    const asked = [];
    const shop = createShop({
      verifyRenewal: (/** @type {any} */ { id }, /** @type {any} */ renewal) => {
        asked.push([id, renewal]);
        return true;
      },
    });
    const first = await shop.renew("pay-1");
    assert.equal(first.status, 200);
    const { renewal } = first.body.data;
    assert.deepEqual([renewal.success, renewal.message], [true, "The number was renewed."]);
    assert.equal((await shop.renew("pay-1")).status, 200);
    assert.deepEqual(asked, [["ada", { reference: "pay-1", email: "ada@shop.example" }]]);
    assert.equal(shop.count("renewNumber"), 1);
    assert.equal(shop.last("renewNumber").unpaid, undefined);
  });

  it("without a payment has a key of its own, which is asked as well", async () => {
    const shop = createShop({ verifyRenewal: () => "unpaid" });
    assert.equal((await shop.buy("name")).status, 200);
    assert.equal((await shop.renew("name")).status, 200);
    assert.equal((await shop.renew("name")).status, 200);
    assert.equal(shop.count("renewNumber"), 1);
    assert.equal((await shop.renew("name", {}, { shopper: "eve" })).status, 200);
    assert.equal(shop.count("renewNumber"), 2);
    const unpaid = await shop.state("name", { query: "?kind=renewal" });
    assert.deepEqual([unpaid.body.data.kind, unpaid.body.data.state], ["renewal", "done"]);
    assert.equal((await shop.state("name")).body.data.kind, "topup");
  });

  it("is refused or delayed as its payment is", async () => {
    let verdict = /** @type {any} */ (false);
    const shop = createShop({ verifyRenewal: () => verdict });
    assert.equal((await shop.renew("pay-1")).status, 402);
    verdict = "pending";
    assert.equal((await shop.renew("pay-1")).body.code, "payment_pending");
    verdict = "yes";
    assert.equal((await shop.renew("pay-1")).status, 503);
    assert.equal(shop.count("renewNumber"), 0);
  });

  it("of a number that has an open one names that one to its own shopper only", async () => {
    const shop = createShop();
    shop.script.push(() => {
      throw failure("outcome_unknown", { outcome: "unknown" });
    });
    assert.equal((await shop.renew("first")).status, 202);
    shop.partner.renewNumber = async () => {
      throw failure("number_busy", { outcome: "not_ordered", reference: "first" });
    };
    const own = await shop.renew("second");
    assert.deepEqual(
      [own.status, own.body.code, own.body.reference],
      [409, "number_busy", "first"],
    );
    const other = await shop.renew("third", {}, { shopper: "eve" });
    assert.equal(other.body.reference, undefined);
    const reported = shop.eventsOf("pressone.renewal").at(-1);
    assert.equal(reported["pressone.reference"], "first");
  });
});

describe("the answers to questions about purchases", () => {
  it("have the state of the shopper's own references only", async () => {
    const shop = createShop();
    await shop.buy("pay/1?=");
    const own = await shop.state("pay/1?=");
    assert.equal(own.status, 200);
    assert.deepEqual([own.body.data.state, own.body.data.order.code], ["done", "2026-1"]);
    assert.equal(own.headers.get("cache-control"), "private, no-store");
    assert.equal(own.headers.get("vary"), "Cookie, Authorization");
    const other = await shop.state("pay/1?=", { shopper: "eve" });
    const { kind, ...none } = other.body.data;
    assert.deepEqual(none, {
      ...{ reference: "pay/1?=", state: "none", tries: 0, created_at: null },
    });
    assert.equal(kind, null);
    assert.equal((await shop.state("pay-1", { shopper: null })).status, 401);
  });

  it("name what was bought, and since when it is open", async () => {
    const shop = createShop();
    await shop.buy("pay-1");
    const done = (await shop.state("pay-1")).body.data;
    assert.deepEqual([done.iccid, done.package_id, done.open_since], [ESIM, "five-gb", undefined]);
    shop.script.push(() => {
      throw failure("outcome_unknown", { outcome: "unknown" });
    });
    await shop.buy("pay-2");
    const [, open] = (await shop.send("/purchases.json")).body.data;
    assert.deepEqual([open.reference, open.state, open.iccid], ["pay-2", "open", ESIM]);
    assert.equal(typeof open.open_since, "number");
  });

  it("show a failure in words of the gateway's own", async () => {
    const shop = createShop();
    shop.script.push(() => {
      throw failure("server", { code: 53, reason: "Insufficient credit of partner 77" });
    });
    await shop.buy("pay-1");
    const { data } = (await shop.state("pay-1")).body;
    assert.deepEqual(data.error, {
      ...{ kind: "server", code: 53, reason: "The order could not be made. Nothing was ordered." },
    });
    assert.equal(data.stored, undefined);
  });

  it("let the client look for an open purchase in the background", async () => {
    const shop = createShop();
    const { getPurchase } = shop.partner;
    /** @type {Promise<unknown>[]} */
    const works = [];
    const context = { waitUntil: (/** @type {Promise<unknown>} */ work) => works.push(work) };
    shop.partner.getPurchase = async (key, /** @type {any} */ options) => {
      options.waitUntil(Promise.reject(new Error("the list cannot be read")));
      return getPurchase(key);
    };
    assert.equal((await shop.state("pay-1", { context })).status, 200);
    assert.equal(works.length, 3, "the request, and one look for each key");
    await Promise.all(works);
  });

  it("list the shopper's purchases in pages", async () => {
    const shop = createShop();
    for (const reference of ["a", "b", "c"]) await shop.buy(reference);
    await shop.buy("x", {}, { shopper: "eve" });
    const first = await shop.send("/purchases.json?limit=2");
    assert.deepEqual(
      first.body.data.map((/** @type {any} */ each) => each.reference),
      ["a", "b"],
    );
    const { next } = first.body.meta;
    assert.equal(next, "s/0/2", "without the digest of the shopper");
    const second = await shop.send(`/purchases.json?limit=2&after=${next}&kind=topup&state=done`);
    assert.deepEqual(
      second.body.data.map((/** @type {any} */ each) => each.reference),
      ["c"],
    );
    assert.deepEqual(second.body.meta, { gateway: 1, message: "success", next: null });
    assert.deepEqual(shop.last("purchases"), {
      ...{
        limit: 2,
        after: `s/${digestOf("ada")}/2`,
        kind: "topup",
        state: "done",
        shopper: "ada",
      },
    });
    const earlier = createShop();
    const [, digest] = earlier.partner.shopperDigests("ada");
    earlier.partner.purchases = async () => ({ purchases: [], next: `s/${digest}/7` });
    assert.equal((await earlier.send("/purchases.json")).body.meta.next, "s/1/7");
    for (const query of [
      "limit=0",
      "limit=101",
      "limit=x",
      "state=none",
      "kind=x",
      "shopper=eve",
      "after=%00",
      "after=s/2/2",
      `after=s/${digestOf("eve")}/2`,
      "after=2",
    ]) {
      assert.equal((await shop.send(`/purchases.json?${query}`)).status, 422, query);
    }
    assert.equal((await shop.send("/purchases.json?limit=1&limit=2")).status, 422);
  });
});
