// The time of a purchase's first try, in the answers to writes. The journal has it.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createShop } from "./shop.js";
import { failure } from "./stand-in.js";

const CREATED_AT = 1_790_000_000_000;
const LATER_MS = 60_000;
/** The longest time for a question to the store. */
const STORE_LIMIT_MS = 5_000;

const fail = () => {
  throw failure("insufficient_balance", { code: 11 });
};
const loseAnswer = () => {
  throw failure("outcome_unknown", { outcome: "unknown" });
};

/** Sets the clock for the test. @param {import("node:test").TestContext} t */
function setClock(t) {
  t.mock.timers.enable({ apis: ["Date"], now: CREATED_AT });
  return { later: () => t.mock.timers.tick(LATER_MS) };
}

/** @param {{ body: any }} answer @param {string} state */
function assertCreated({ body }, state) {
  assert.deepEqual([body.data.state, body.data.created_at], [state, CREATED_AT]);
}

describe("created_at", () => {
  it("is the journal's in the answer to an order and to a renewal", async (t) => {
    const clock = setClock(t);
    const shop = createShop({ verifyRenewal: () => "unpaid" });
    const [bought, renewed] = [await shop.buy("pay-1"), await shop.renew("cart-1")];
    assertCreated(bought, "done");
    assertCreated(renewed, "done");
    clock.later();
    assertCreated(await shop.buy("pay-1"), "done");
    assertCreated(await shop.state("pay-1"), "done");
  });

  it("is that of the first try after a failure", async (t) => {
    const clock = setClock(t);
    const shop = createShop();
    shop.script.push(fail, fail);
    assertCreated(await shop.buy("pay-1"), "failed");
    clock.later();
    assertCreated(await shop.buy("pay-1", { tries: 1 }), "failed");
    assertCreated(await shop.buy("pay-1", { tries: 2 }), "done");
  });

  it("is that of the first try if the outcome is not known", async (t) => {
    const clock = setClock(t);
    const shop = createShop();
    shop.script.push(loseAnswer, fail);
    assertCreated(await shop.buy("pay-1"), "open");
    // The journal has the failure of an earlier try, and this try's answer is lost before it has more.
    assertCreated(await shop.buy("pay-2"), "failed");
    clock.later();
    shop.partner.submitTopupOrder = async () => loseAnswer();
    assertCreated(await shop.buy("pay-2", { tries: 1 }), "open");
  });

  it("is that of the first try if the reference is closed while the call is on its way", async (t) => {
    const clock = setClock(t);
    const shop = createShop();
    shop.script.push(fail);
    await shop.buy("pay-1");
    clock.later();
    const { submitTopupOrder } = shop.partner;
    shop.partner.submitTopupOrder = async (request, options) => {
      const entry = shop.entries.get("pay-1");
      if (entry) entry.state = "closed";
      return submitTopupOrder(request, options);
    };
    assertCreated(await shop.buy("pay-1", { tries: 1 }), "closed");
  });

  it("is null if the journal cannot be read after the call", async (t) => {
    const hang = () => new Promise(() => {});
    const reject = () => Promise.reject(failure("storage"));
    for (const readFails of [reject, hang]) {
      const shop = createShop();
      const { submitTopupOrder } = shop.partner;
      shop.partner.submitTopupOrder = async (request, options) => {
        const made = await submitTopupOrder(request, options);
        shop.partner.getPurchase = readFails;
        return made;
      };
      t.mock.timers.enable({ apis: ["setTimeout"] });
      const buying = shop.buy("pay-1");
      for (let tick = 0; tick < 50; tick += 1) await new Promise(setImmediate);
      t.mock.timers.tick(STORE_LIMIT_MS);
      const { status, body } = await buying;
      t.mock.timers.reset();
      assert.deepEqual([status, body.data.state, body.data.created_at], [200, "done", null]);
      assert.deepEqual(shop.errors, [], "the order is not affected");
    }
  });
});
