// Hooks, the store and the partner client fail or hang: the page learns nothing, and the shop learns why.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createShop, ESIM } from "./shop.js";
import { createStandIn, failure } from "./stand-in.js";

const TOPUPS = `/customer/v2/sims/${ESIM}/topups`;

/** Lets the promises go on until a time limit is set, and then lets the time pass. */
async function pass(/** @type {any} */ t, /** @type {number} */ ms) {
  for (let tick = 0; tick < 50; tick += 1) await new Promise(setImmediate);
  t.mock.timers.tick(ms);
  for (let tick = 0; tick < 50; tick += 1) await new Promise(setImmediate);
}

describe("hooks", () => {
  it("that throw or reject order nothing, and onError gets the real cause", async () => {
    const thrown = new Error("the database is at 10.0.0.7");
    for (const hook of ["authorize", "ownsEsim", "verifyPayment", "confirmOffer"]) {
      for (const fails of [
        () => {
          throw thrown;
        },
        () => Promise.reject(thrown),
      ]) {
        const shop = createShop({ [hook]: fails });
        const { status, text } = await shop.buy("pay-1");
        assert.equal(status, 503, hook);
        assert.doesNotMatch(text, /10\.0|database/);
        assert.equal(shop.orders.length, 0);
        assert.equal(shop.errors.length, 1, hook);
        assert.equal(shop.errors[0]?.error, thrown);
        const { hook: named, endpoint, reference } = shop.errors[0]?.context ?? {};
        assert.deepEqual([named, endpoint], [hook, "purchase"]);
        assert.equal(reference, hook === "authorize" ? undefined : "pay-1");
        const [event] = shop.eventsOf("pressone.gateway.error");
        assert.deepEqual([event["error.type"], event["pressone.hook"]], ["Error", hook]);
      }
    }
    const renewal = createShop({ ownsNumber: () => Promise.reject(thrown) });
    assert.equal((await renewal.renew("pay-1")).status, 503);
    assert.equal(renewal.errors[0]?.context.hook, "ownsNumber");
  });

  it("that hang are given up after hookTimeoutMs", async () => {
    for (const hook of ["authorize", "ownsEsim", "verifyPayment", "confirmOffer"]) {
      const shop = createShop({ [hook]: () => new Promise(() => {}), hookTimeoutMs: 20 });
      assert.equal((await shop.buy("pay-1")).status, 503, hook);
      assert.equal(shop.errors[0]?.error.name, "TimeLimitError");
      assert.equal(shop.errors[0]?.context.hook, hook);
      assert.equal(shop.orders.length, 0);
    }
  });

  it("that throw an error like the package's own are still hooks", async () => {
    for (const error of [
      Object.assign(new Error("users.secret_column"), { kind: "validation" }),
      Object.assign(new Error("x"), { kind: "invalid_argument", path: "users.secret_column" }),
      Object.assign(new Error("x"), { kind: "price_changed", outcome: "not_ordered" }),
      failure("not_found"),
      failure("invalid_argument", { path: "users.secret_column" }),
    ]) {
      const shop = createShop({
        verifyPayment: () => {
          throw error;
        },
      });
      const { status, text } = await shop.buy("pay-1");
      assert.equal(status, 503, error.message);
      assert.doesNotMatch(text, /secret_column/);
      assert.equal(shop.errors[0]?.error, error);
    }
    // Nor is an error of the store, which is the shop's code as well.
    const standIn = createStandIn();
    standIn.partner.store.increment = async () => {
      throw Object.assign(new Error("x"), { kind: "validation", fields: { secret_column: ["x"] } });
    };
    const { status, text } = await createShop({}, standIn).buy("pay-1");
    assert.equal(status, 503);
    assert.doesNotMatch(text, /secret_column/);
  });
});

describe("a body that is gone", () => {
  it("because a hook has read it is a clear error of the shop", async () => {
    const authorize = async (/** @type {Request} */ request) => {
      await request.text();
      return { id: "ada" };
    };
    const shop = createShop({ authorize });
    const { status, body } = await shop.buy("pay-1");
    assert.equal(status, 500);
    assert.match(body.reason, /read before the gateway/);
    assert.equal(shop.errors[0]?.error.name, "BodyUnavailableError");
  });
});

describe("the shopper's id", () => {
  it("may be a number", async () => {
    for (const [id, text] of /** @type {[any, string][]} */ ([
      [7, "7"],
      [0, "0"],
      [7n, "7"],
      ["7", "7"],
    ])) {
      const shop = createShop({ authorize: () => ({ id }) });
      assert.equal((await shop.buy("pay-1")).status, 200);
      assert.equal(shop.last("submitTopupOrder").shopper, text);
    }
  });

  it("of another form is the shop's error, and no session is a 401", async () => {
    for (const identity of [
      ...[{}, { id: "" }, { id: null }, { id: 1.5 }, { id: 2 ** 53 }, { id: Number.NaN }],
      ...[{ id: ["ada"] }, { id: "\ud800" }, true, "ada", [], () => {}],
    ]) {
      const shop = createShop({ authorize: () => identity });
      assert.equal((await shop.send(TOPUPS)).status, 503, JSON.stringify(identity));
      assert.match(shop.errors[0]?.error.message ?? "", /an identity needs an id/);
      assert.equal(shop.errors[0]?.context.hook, "authorize");
    }
    for (const identity of [null, undefined, false]) {
      const shop = createShop({ authorize: () => identity });
      assert.equal((await shop.send(TOPUPS)).status, 401);
      assert.equal(shop.errors.length, 0);
    }
  });
});

describe("listeners", () => {
  it("that throw or reject do not end the request or the process", async () => {
    /** @type {unknown[]} */
    const rejections = [];
    const listener = (/** @type {unknown} */ reason) => rejections.push(reason);
    process.on("unhandledRejection", listener);
    try {
      for (const fails of [
        async () => {
          throw new Error("the log is full");
        },
        () => {
          throw new Error("the log is full");
        },
        () => Promise.reject(new Error("the log is full")),
        () => ({
          // biome-ignore lint/suspicious/noThenProperty: a thenable that throws is what is tried.
          get then() {
            throw new Error("the log is full");
          },
        }),
      ]) {
        const shop = createShop({
          ...{ onEvent: fails, onError: fails },
          ownsEsim: () => {
            throw new Error("down");
          },
        });
        assert.equal((await shop.buy("pay-1")).status, 503);
        assert.equal((await shop.send("/nowhere")).status, 404);
      }
      await new Promise((resolve) => setTimeout(resolve, 10));
      assert.deepEqual(rejections, []);
    } finally {
      process.off("unhandledRejection", listener);
    }
  });
});

describe("the partner client", () => {
  it("is made at the first request, and again only after it failed", async () => {
    const standIn = createStandIn();
    let made = 0;
    const partner = async () => {
      made += 1;
      if (made === 1) throw new Error("the module could not be loaded");
      return standIn.partner;
    };
    const shop = createShop({ partner }, standIn);
    assert.equal(made, 0);
    assert.equal((await shop.buy("pay-1")).status, 503);
    assert.deepEqual(shop.errors[0]?.context, { hook: "partner", endpoint: "purchase" });
    assert.match(shop.errors[0]?.error.message, /could not be loaded/);
    await Promise.all([shop.buy("pay-1"), shop.send(TOPUPS), shop.send(TOPUPS)]);
    assert.equal(made, 2);
  });

  it("that never comes is waited for once, and made anew for the next request", async () => {
    const standIn = createStandIn();
    let made = 0;
    const partner = () => {
      made += 1;
      return made === 1 ? new Promise(() => {}) : standIn.partner;
    };
    const shop = createShop({ partner, hookTimeoutMs: 30 }, standIn);
    const [first, second] = await Promise.all([shop.send(TOPUPS), shop.send(TOPUPS)]);
    assert.equal(first.status, 503);
    assert.equal(second.status, 200, "a waiter makes its own client");
    assert.equal((await shop.send(TOPUPS)).status, 200);
    assert.equal(made, 2);
  });

  it("without a store, or of another shape, is a clear error", async () => {
    const standIn = createStandIn();
    const { store, ...noStore } = standIn.partner;
    for (const [value, message] of /** @type {[any, RegExp][]} */ ([
      [noStore, /no store; create it with the options store and secret/],
      [{}, /no method getPackages/],
      [null, /not a partner client/],
    ])) {
      const shop = createShop({ partner: () => value }, standIn);
      assert.equal((await shop.send(TOPUPS)).status, 503);
      assert.match(shop.errors[0]?.error.message, message);
    }
  });

  it("whose store hangs or fails is given up after 5 s, with an event", async (t) => {
    t.mock.timers.enable({ apis: ["setTimeout"] });
    const standIn = createStandIn();
    standIn.partner.store.increment = () => new Promise(() => {});
    const shop = createShop({}, standIn);
    const hanging = shop.buy("pay-1");
    await pass(t, 5_000);
    const { status, body } = await hanging;
    assert.deepEqual([status, body.data], [503, undefined]);
    assert.equal(shop.errors[0]?.error.name, "TimeLimitError");
    assert.equal(shop.eventsOf("pressone.gateway.error")[0]["error.type"], "TimeLimitError");
    const broken = createStandIn();
    broken.partner.store.increment = () => Promise.reject(new Error("ECONNREFUSED 10.0.0.7"));
    const down = createShop({}, broken);
    assert.equal((await down.buy("pay-1")).status, 503);
    assert.match(down.errors[0]?.error.message, /ECONNREFUSED/);
  });

  it("that hangs is given up: 503 for reads and the journal, open for a write", async (t) => {
    t.mock.timers.enable({ apis: ["setTimeout"] });
    /** @type {[string, (shop: any) => Promise<any>, number, number][]} */
    const cases = [
      ["shopperDigests", (shop) => shop.send(TOPUPS), 15_000, 503],
      ["getTopupPackages", (shop) => shop.send(TOPUPS), 60_000, 503],
      ["getPurchase", (shop) => shop.buy("pay-1"), 15_000, 503],
      ["purchases", (shop) => shop.send("/purchases.json"), 15_000, 503],
      ["submitTopupOrder", (shop) => shop.buy("pay-1"), 60_000, 202],
      ["renewNumber", (shop) => shop.renew("pay-1"), 60_000, 202],
    ];
    for (const [method, ask, ms, expected] of cases) {
      const standIn = createStandIn();
      /** @type {any} */ (standIn.partner)[method] = () => new Promise(() => {});
      const shop = createShop({}, standIn);
      const asked = ask(shop);
      await pass(t, ms);
      const { status, body } = await asked;
      assert.equal(status, expected, method);
      assert.equal(body.data?.state, expected === 202 ? "open" : undefined);
      assert.equal(shop.errors.length, 1, method);
      assert.equal(shop.eventsOf("pressone.gateway.error").length, 1);
    }
  });

  it("reports errors that are the shop's to mend, with their cause", async () => {
    for (const kind of [
      ...["authentication", "configuration", "permission", "server", "storage", "network"],
      ...["timeout", "decode", "insufficient_balance"],
    ]) {
      const standIn = createStandIn();
      const error = failure(kind, { outcome: "not_ordered", reason: "partner 77, 10.0.0.7" });
      standIn.partner.getTopupPackages = () => Promise.reject(error);
      standIn.partner.submitTopupOrder = () => Promise.reject(error);
      const shop = createShop({}, standIn);
      const read = await shop.send(TOPUPS);
      assert.equal(read.status, kind === "permission" ? 403 : 503, kind);
      const write = await shop.buy("pay-1");
      assert.equal(write.status, kind === "insufficient_balance" ? 422 : 503, kind);
      assert.doesNotMatch(read.text + write.text, /partner 77|10\.0/);
      assert.deepEqual(
        shop.errors.map(({ error: cause, context }) => [cause === error, context]),
        [
          [true, { endpoint: "getTopupPackages" }],
          [true, { endpoint: "purchase", reference: "pay-1" }],
        ],
      );
      const [event] = shop.eventsOf("pressone.gateway.error");
      assert.equal(event["error.type"], kind);
    }
    const standIn = createStandIn();
    standIn.partner.getTopupPackages = () => Promise.reject(failure("not_found"));
    const shop = createShop({}, standIn);
    assert.equal((await shop.send(TOPUPS)).status, 403);
    assert.equal(shop.errors.length, 0, "a shopper's mistake is no error of the shop");
  });

  it("passes on no field, code, kind or text that PressOne made up", async () => {
    const token = "eyJhbGciOiJIUzI1NiJ9";
    for (const details of [
      { kind: "validation", fields: { [token]: ["x"], iccid: [token], [`a.${token}`]: [token] } },
      { kind: "validation", code: token, reason: token },
      { kind: "server", code: 99_999, reason: token },
      { kind: token, reason: token },
      { kind: "invalid_argument", path: `data.${token}` },
      { kind: "price_changed", prices: { paid: token, offered: 5 } },
      { kind: "price_changed", prices: { paid: Number.NaN, offered: 5 } },
      { kind: "rate_limited", reason: token, fields: { [token]: [token] } },
      { kind: "package_unavailable", code: "constructor", reason: token },
    ]) {
      for (const tries of [0, 1]) {
        const { kind, ...rest } = details;
        const error = failure(kind, { ...rest, outcome: "not_ordered", tries });
        const standIn = createStandIn();
        standIn.partner.getTopupPackages = () => Promise.reject(error);
        standIn.partner.submitTopupOrder = () => Promise.reject(error);
        const shop = createShop({}, standIn);
        const [read, write] = [await shop.send(TOPUPS), await shop.buy("pay-1")];
        assert.ok(read.status >= 400 && write.status >= 400);
        for (const { text } of [read, write]) {
          assert.ok(!text.includes(token) && !text.includes("99999"), text);
          assert.ok(!text.includes("constructor"), text);
        }
        assert.ok(!JSON.stringify(shop.events.map(({ name }) => name)).includes(token));
      }
    }
    const standIn = createStandIn();
    const error = failure("validation", { fields: { iccid: ["x"], sql_table: ["y"] } });
    standIn.partner.getTopupPackages = () => Promise.reject(error);
    const { status, body } = await createShop({}, standIn).send(TOPUPS);
    assert.deepEqual([status, body.data], [422, { iccid: "is not valid" }]);
  });

  it("whose answer cannot be written as JSON is 503, not a broken connection", async () => {
    /** @type {any} */
    const circular = {};
    circular.voice = circular;
    const standIn = createStandIn();
    standIn.partner.getTopupPackages = async () => [{ id: "a", voice: circular }];
    const shop = createShop({}, standIn);
    assert.equal((await shop.send(TOPUPS)).status, 503);
    assert.equal(shop.errors.length, 1);
  });
});

describe("the rate limit", () => {
  it("counts per shopper, by the digest, in the client's store", async () => {
    const shop = createShop({ limit: { requests: 2, windowMs: 30_000 } });
    for (const expected of [200, 200, 429, 429]) {
      assert.equal((await shop.send(TOPUPS)).status, expected);
    }
    const refused = await shop.buy("pay-1");
    assert.equal(refused.status, 429);
    const wait = Number(refused.headers.get("retry-after"));
    assert.ok(wait >= 1 && wait <= 30, String(wait));
    assert.equal((await shop.send(TOPUPS, { shopper: "eve" })).status, 200);
  });

  it("costs one increment of the store for each request, and no other call", async () => {
    const standIn = createStandIn();
    const { store } = standIn.partner;
    /** @type {PropertyKey[]} */
    const calls = [];
    const partner = /** @type {any} */ (standIn.partner);
    partner.store = new Proxy(store, {
      get(target, method) {
        calls.push(method);
        return Reflect.get(target, method);
      },
    });
    const shop = createShop({}, standIn);
    // The gateway looks whether the store has the method.
    await shop.send(TOPUPS);
    for (const request of [
      () => shop.send(TOPUPS),
      () => shop.buy("pay-1"),
      () => shop.buy("pay-1"),
    ]) {
      calls.length = 0;
      assert.equal((await request()).status, 200);
      assert.deepEqual(calls, ["increment"]);
    }
  });
});
