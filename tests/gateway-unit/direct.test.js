// The calls of the shop's own code: webhooks and timers. And the end of a gateway.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createShop, ESIM } from "./shop.js";
import { failure } from "./stand-in.js";

const ORDER = { reference: "pay-1", iccid: ESIM, package_id: "five-gb", price: 4.5 };
const never = () => assert.fail("a hook was asked");

describe("gateway.purchase", () => {
  it("makes one order with the page, which is the shopper's as well", async () => {
    const shop = createShop();
    const order = await shop.gateway.purchase({ id: "ada" }, ORDER);
    assert.equal(order.code, "2026-1");
    const page = await shop.buy("pay-1");
    assert.deepEqual([page.status, page.body.data.order.code], [200, "2026-1"]);
    const again = await shop.gateway.purchase({ id: "ada" }, ORDER);
    assert.equal(again.source, "journal");
    assert.equal(shop.orders.length, 1);
    const list = await shop.send("/customer/v2/orders");
    assert.deepEqual(
      list.body.data.map((/** @type {any} */ each) => [each.code, each.reference]),
      [["2026-1", "pay-1"]],
    );
    const other = await shop.send("/customer/v2/orders", { shopper: "eve" });
    assert.deepEqual(other.body.data, []);
    assert.deepEqual(
      shop.eventsOf("pressone.order").map((each) => each["pressone.order.outcome"]),
      ["done", "repeated", "repeated"],
    );
  });

  it("asks no hook, and a page whose webhook knows another id gets the same order", async () => {
    const shop = createShop({ authorize: never, ownsEsim: never, verifyPayment: never });
    const order = await shop.gateway.purchase({ id: 7 }, { ...ORDER, tries: 2 });
    assert.equal(order.code, "2026-1");
    const { options, ...sent } = shop.last("submitTopupOrder");
    assert.deepEqual(sent, { ...ORDER, tries: 2, shopper: "7" });
    assert.equal(typeof options.waitUntil, "function");
    const page = createShop({}, shop);
    assert.equal((await page.buy("pay-1")).body.data.order.code, "2026-1");
    assert.equal(shop.orders.length, 1);
  });

  it("rejects with the client's own error, and tells the shop of it", async () => {
    const shop = createShop();
    const error = failure("outcome_unknown", { outcome: "unknown" });
    shop.script.push(() => {
      throw error;
    });
    await assert.rejects(shop.gateway.purchase({ id: "ada" }, ORDER), (thrown) => thrown === error);
    assert.deepEqual(shop.eventsOf("pressone.order"), [
      { "pressone.order.outcome": "unknown", "pressone.reference": "pay-1" },
    ]);
    assert.deepEqual(shop.errors, [
      { error, context: { endpoint: "submitTopupOrder", reference: "pay-1" } },
    ]);
    delete shop.offers["five-gb"];
    const gone = shop.gateway.purchase({ id: "ada" }, { ...ORDER, reference: "pay-2" });
    await assert.rejects(gone, { kind: "package_unavailable", tries: 1 });
    const broken = createShop({
      partner: () => {
        throw error;
      },
    });
    await assert.rejects(
      broken.gateway.purchase({ id: "ada" }, ORDER),
      (thrown) => thrown === error,
    );
    assert.equal(broken.errors[0]?.context.hook, "partner");
  });

  it("buys again after a transient failure of the journal, and not after a refusal", async () => {
    const not = { outcome: "not_ordered" };
    /** @type {[string, object, number | null | undefined, (number | undefined)[]][]} */
    const cases = [
      ["network", { ...not, stored: true, tries: 2 }, undefined, [0, 2]],
      ["sim_recycled", { ...not, stored: true, tries: 2 }, undefined, [0]],
      ["network", { ...not, stored: true, tries: 2 }, null, [0, 2]],
      // A failure of this call, and one that the caller decides about.
      ["network", { ...not, tries: 1 }, undefined, [0]],
      ["network", { ...not, stored: true, tries: 1 }, 0, [0]],
    ];
    for (const [kind, details, tries, expected] of cases) {
      const shop = createShop();
      /** @type {unknown[]} */
      const sent = [];
      shop.partner.submitTopupOrder = async (request) => {
        sent.push(request.tries);
        if (sent.length > 1) return /** @type {any} */ ({ code: "2026-1", source: "answer" });
        throw failure(kind, details);
      };
      const bought = shop.gateway.purchase(
        { id: "ada" },
        /** @type {any} */ ({ ...ORDER, ...(tries !== undefined && { tries }) }),
      );
      if (expected.length > 1) assert.equal((await bought).code, "2026-1");
      else await assert.rejects(bought, { kind });
      assert.deepEqual(sent, expected, kind);
    }
  });

  it("ends after some calls that all meet a new failure", async () => {
    const shop = createShop();
    let tries = 0;
    shop.partner.submitTopupOrder = async () => {
      tries += 1;
      throw failure("network", { outcome: "not_ordered", stored: true, tries });
    };
    await assert.rejects(shop.gateway.purchase({ id: "ada" }, ORDER), { kind: "network" });
    assert.equal(tries, 5);
  });

  it("gives the client empty text for a shopper and a reference that are missing", async () => {
    const shop = createShop();
    /** @type {any} */
    const { reference, ...unnamed } = ORDER;
    const refused = { kind: "invalid_argument", path: "reference" };
    await assert.rejects(shop.gateway.purchase({ id: "ada" }, unnamed), refused);
    const renewal = /** @type {any} */ ({ email: "a@b" });
    await assert.rejects(shop.gateway.renew({ id: "ada" }, renewal), refused);
    const unknown = { kind: "invalid_argument", path: "shopper" };
    await assert.rejects(shop.gateway.purchase({ id: "" }, ORDER), unknown);
    await assert.rejects(shop.gateway.purchase(/** @type {any} */ (null), ORDER), unknown);
    assert.deepEqual(shop.eventsOf("pressone.order"), [], "nothing reached the journal");
    assert.equal(shop.orders.length, 0);
  });
});

describe("gateway.renew", () => {
  it("renews once with the page", async () => {
    const shop = createShop({ verifyRenewal: () => true });
    const renewal = { reference: "pay-1", email: "ada@shop.example" };
    assert.equal((await shop.gateway.renew({ id: "ada" }, renewal)).success, true);
    assert.equal((await shop.renew("pay-1")).status, 200);
    assert.equal(shop.count("renewNumber"), 1);
    await shop.gateway.renew({ id: "ada" }, { ...renewal, unpaid: true });
    assert.equal(shop.last("renewNumber").unpaid, true);
    assert.equal(shop.eventsOf("pressone.renewal").length, 3);
  });
});

describe("gateway.closePurchase", () => {
  it("closes a reference, and the page is told so", async () => {
    const shop = createShop();
    const closed = await shop.gateway.closePurchase("pay-1");
    assert.equal(closed.state, "closed");
    const page = await shop.buy("pay-1");
    assert.deepEqual([page.status, page.body.data?.state], [409, "closed"]);
    assert.equal(shop.orders.length, 0);
    await shop.buy("pay-2");
    assert.equal((await shop.gateway.closePurchase({ reference: "pay-2" })).state, "done");
  });
});

describe("gateway.close", () => {
  it("finishes what has begun, and refuses new purchases without a state", async () => {
    /** @type {(value?: unknown) => void} */
    let release = () => {};
    const gate = new Promise((resolve) => {
      release = resolve;
    });
    /** @type {(value?: unknown) => void} */
    let finish = () => {};
    const background = new Promise((resolve) => {
      finish = resolve;
    });
    const shop = createShop();
    const { submitTopupOrder } = shop.partner;
    shop.partner.submitTopupOrder = async (request, options) => {
      options.waitUntil(background);
      await gate;
      return submitTopupOrder(request, options);
    };
    const begun = shop.buy("pay-1");
    const direct = shop.gateway.purchase({ id: "ada" }, { ...ORDER, reference: "pay-2" });
    await new Promise(setImmediate);
    let closed = false;
    const closing = shop.gateway.close().then(() => {
      closed = true;
    });
    const refused = await shop.buy("pay-3");
    assert.deepEqual([refused.status, refused.body.data], [503, undefined]);
    await assert.rejects(shop.gateway.purchase({ id: "ada" }, ORDER), /gateway is closed/);
    assert.equal(closed, false);
    release();
    assert.equal((await begun).status, 200);
    assert.equal((await direct).reference, "pay-2");
    await new Promise(setImmediate);
    assert.equal(closed, false, "the client still works in the background");
    finish();
    await closing;
    assert.equal(shop.orders.length, 2);
    assert.equal((await shop.send("/purchases.json")).status, 200, "reads are still served");
  });

  it("is not held up by failures", async () => {
    const shop = createShop();
    shop.script.push(() => {
      throw failure("outcome_unknown", { outcome: "unknown" });
    });
    const lost = shop.buy("pay-1");
    await new Promise(setImmediate);
    await shop.gateway.close();
    assert.equal((await lost).status, 202);
  });
});

describe("context.waitUntil", () => {
  it("receives the request's work, and the client's", async () => {
    /** @type {Promise<unknown>[]} */
    const works = [];
    const context = {
      waitUntil(/** @type {Promise<unknown>} */ work) {
        assert.equal(this, context);
        works.push(work);
      },
    };
    const shop = createShop();
    const { submitTopupOrder } = shop.partner;
    shop.partner.submitTopupOrder = async (request, options) => {
      options.waitUntil(Promise.reject(new Error("in the background")));
      return submitTopupOrder(request, options);
    };
    assert.equal((await shop.buy("pay-1", {}, { context })).status, 200);
    assert.equal(works.length, 3);
    await Promise.all(works);
  });

  it("that throws does not end the request", async () => {
    const context = {
      waitUntil() {
        throw new Error("outside a request");
      },
    };
    const shop = createShop();
    assert.equal((await shop.buy("pay-1", {}, { context })).status, 200);
    assert.match(shop.errors[0]?.error.message, /outside a request/);
  });
});
