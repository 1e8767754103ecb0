// One order per payment: concurrent and repeated requests, webhooks, lost answers and closed references,
// over several isolates.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { useGateway } from "./rig.js";

/** No call takes so long, unless it waits for a request that was cancelled. */
const MAX_CALL_MS = 20_000;

/** Faults after which the answer to an order is lost. */
const LOST_ANSWERS = [
  .../** @type {const} */ (["cut-after", "half-answer", "truncated-json"]).map((kind) => ({
    kind,
  })),
  .../** @type {const} */ (["html", "redirect", "raw-answer"]).map((kind) => ({
    kind,
    after: true,
  })),
];

describe("purchases through the gateway in workerd", () => {
  const rig = useGateway();
  const esim = () => rig.sandbox().iccids.active;

  /** @param {string} name */
  async function shop(name) {
    const world = rig.world(name);
    const { id, price } = await world.offer(esim());
    return { ...world, order: { iccid: esim(), package_id: id, price } };
  }
  /** @typedef {Awaited<ReturnType<typeof shop>>} Shop */

  /** @param {{ sandbox: { ledger: { orders: any[] } } }} world */
  const ordersIn = ({ sandbox }) =>
    sandbox.ledger.orders.filter(({ description }) => String(description).startsWith("po2:"));

  /** The answer has the only order. @param {any} answer @param {Shop} world */
  function assertOnlyOrder({ status, body }, world) {
    const [order, ...more] = ordersIn(world);
    assert.equal(status, 200, JSON.stringify(body));
    assert.deepEqual(more, []);
    assert.deepEqual([body.data.state, body.data.order.code], ["done", order.code]);
  }

  /**
   * The answer that a page gets in the end: it asks while the purchase is open.
   *
   * @param {{ state: Shop["state"] }} world
   * @param {any} answer
   * @param {string} reference
   */
  async function final({ state }, answer, reference) {
    let last = answer;
    for (let n = 0; n < 300 && last.body.data?.state === "open"; n += 1) {
      await sleep(100);
      last = await state(reference, { isolate: n });
    }
    return last;
  }

  it("makes one order, and returns the page's description", async () => {
    const world = await shop("once");
    const answer = await world.buy({ ...world.order, description: "cart 7" }, "paid-ada-1");
    assertOnlyOrder(answer, world);
    const [{ description }] = ordersIn(world);
    assert.match(description, /^po2:[0-9a-f]{32}:[0-9a-f]{8}:[0-9a-f]+:paid-ada-1:cart 7$/);
    const { order } = answer.body.data;
    assert.deepEqual([order.description, order.reference], ["cart 7", "paid-ada-1"]);
    assert.ok(!("net_price" in order));
    const { created_at } = (await world.state("paid-ada-1")).body.data;
    assert.equal(typeof created_at, "number");
    assert.equal(answer.body.data.created_at, created_at);
  });

  it("answers a repeated request with the first one's outcome, in every isolate", async () => {
    const world = await shop("races");
    const requests = Array.from({ length: 24 }, (_, isolate) =>
      world.buy(world.order, "paid-ada-2", { isolate }),
    );
    for (const answer of await Promise.all(requests)) {
      assertOnlyOrder(await final(world, answer, "paid-ada-2"), world);
    }
    assertOnlyOrder(await world.buy(world.order, "paid-ada-2", { isolate: 1 }), world);
    assertOnlyOrder(await world.state("paid-ada-2", { isolate: 2 }), world);
    assert.equal(world.count("submit"), 1);
  });

  it("makes one order for each of many concurrent references", async () => {
    const world = await shop("many");
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        world.buy(world.order, `paid-ada-m${n}`, { isolate: n }),
      ),
    );
    assert.deepEqual(
      answers.map(({ status }) => status),
      Array(20).fill(200),
    );
    assert.equal(new Set(answers.map(({ body }) => body.data.order.code)).size, 20);
    assert.equal(ordersIn(world).length, 20);
    const { body } = await world.send("/purchases.json?limit=100&state=done");
    assert.equal(body.data.length, 20);
  });

  for (const fault of LOST_ANSWERS) {
    it(`finds an order whose answer was lost (${fault.kind})`, async () => {
      const world = await shop(`lost-${fault.kind}`);
      const more = fault.kind === "raw-answer" && {
        status: 202,
        json: { data: { request_id: 7 } },
      };
      world.sandbox.faults.add({ endpoint: "submit", ...fault, ...more });
      const answer = await world.buy(world.order, "paid-ada-3");
      assertOnlyOrder(answer, world);
      assert.equal(answer.body.data.order.source, "list");
    });
  }

  it("leaves a lost order open, and never sends it again", async () => {
    const world = await shop("unknown");
    world.sandbox.faults.add({ endpoint: "submit", kind: "cut-before" });
    for (let isolate = 0; isolate < 3; isolate += 1) {
      const { status, body, headers } = await world.buy(world.order, "paid-ada-4", { isolate });
      assert.deepEqual([status, body.data.state], [202, "open"]);
      assert.ok(Number(headers.get("retry-after")) >= 1);
    }
    assert.equal((await world.state("paid-ada-4", { isolate: 1 })).body.data.state, "open");
    assert.equal(world.count("submit"), 1);
    assert.equal(ordersIn(world).length, 0);
  });

  it("accepts a reference again after a refusal, from a page that knows of it", async () => {
    const world = await shop("again");
    world.sandbox.setBalance(0);
    const refused = await world.buy(world.order, "paid-ada-5");
    const { state, tries, error } = refused.body.data;
    assert.deepEqual([refused.status, state, tries, error.code], [422, "failed", 1, 11]);
    world.sandbox.setBalance(1_000);
    // A late copy of the first request.
    const copy = await world.buy(world.order, "paid-ada-5", { isolate: 1 });
    assert.deepEqual([copy.status, copy.body.data.stored], [422, true]);
    assert.equal(world.count("submit"), 1);
    const again = await world.buy({ ...world.order, tries: 1 }, "paid-ada-5", { isolate: 2 });
    assertOnlyOrder(again, world);
  });

  it("passes on how long PressOne's rate limit lasts", async () => {
    const world = await shop("limited");
    world.sandbox.faults.add({ endpoint: "submit", kind: "rate-limited", retryAfter: 420 });
    const { status, body, headers } = await world.buy(world.order, "paid-ada-12");
    assert.deepEqual([status, body.data.error.kind], [422, "rate_limited"]);
    assert.deepEqual([body.data.retry_after_ms, headers.get("retry-after")], [420_000, "420"]);
  });

  it("accepts a reference again after the shop settled it as failed", async () => {
    const world = await shop("settled");
    world.sandbox.faults.add({ endpoint: "submit", kind: "cut-before" });
    assert.equal((await world.buy(world.order, "paid-ada-10")).body.data.state, "open");
    // The entry is too young: its call may still be at work.
    const settlement = [{ reference: "paid-ada-10", outcome: "failed" }];
    await assert.rejects(world.direct("settlePurchase", settlement), { kind: "in_progress" });
    const later = { isolate: 1, aheadMs: 600_000 };
    assert.equal((await world.direct("settlePurchase", settlement, later)).state, "failed");
    const told = await world.buy(world.order, "paid-ada-10", { isolate: 2 });
    assert.deepEqual([told.body.data.state, told.body.data.tries], ["failed", 1]);
    assertOnlyOrder(await world.buy({ ...world.order, tries: 1 }, "paid-ada-10"), world);
  });

  it("refuses a used reference for another purchase", async () => {
    const world = await shop("reused");
    assert.equal((await world.buy(world.order, "paid-ada-6")).status, 200);
    for (const other of [
      { ...world.order, iccid: rig.sandbox().iccids.unlimited },
      { ...world.order, package_id: "another" },
    ]) {
      const { status, body } = await world.buy(other, "paid-ada-6");
      assert.deepEqual([status, body.code], [409, "reference_reused"]);
    }
    assert.equal(ordersIn(world).length, 1);
  });

  it("tells nothing of a reference to a shopper who has not paid it", async () => {
    const world = await shop("foreign");
    assert.equal((await world.buy(world.order, "paid-ada-7")).status, 200);
    const order = { ...world.order, iccid: rig.sandbox().iccids.digits17 };
    const answers = await Promise.all(
      ["paid-ada-7", "paid-ada-unused"].map((reference) =>
        world.buy(order, reference, { shopper: "eve" }),
      ),
    );
    for (const { status, text } of answers) {
      assert.equal(status, 402);
      assert.equal(text, answers[0]?.text);
    }
    const used = await world.state("paid-ada-7", { shopper: "eve" });
    const unused = await world.state("paid-ada-unused", { shopper: "eve" });
    assert.equal(used.text.replaceAll("-7", "-unused"), unused.text);
    assert.deepEqual((await world.send("/purchases.json", { shopper: "eve" })).body.data, []);
  });

  it("lets no shopper take a reference with a renewal", async () => {
    const world = await shop("occupied");
    const email = rig.sandbox().emails.subscriber;
    const taken = await world.renew(email, "paid-ada-11", { shopper: "mallory" });
    assert.equal(taken.status, 402);
    assertOnlyOrder(await world.buy(world.order, "paid-ada-11"), world);
    // A renewal that is no payment has a key of its own.
    assert.equal((await world.renew(email, "free-11", { shopper: "mallory" })).status, 200);
    assert.equal((await world.renew(email, "free-11")).status, 200);
    assert.equal(world.sandbox.ledger.renewals.length, 2);
  });

  it("makes one order if concurrent requests use one reference for two eSIMs", async () => {
    const world = await shop("raced");
    const { unlimited } = rig.sandbox().iccids;
    const { id, price } = await world.offer(unlimited);
    // A slow list of offers, so the requests overlap.
    world.sandbox.faults.add({ endpoint: "topups", kind: "latency", ms: 100, times: 24 });
    const other = { iccid: unlimited, package_id: id, price };
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, isolate) =>
        world.buy(isolate % 2 ? other : world.order, "paid-ada-8", { isolate }),
      ),
    );
    const refused = answers.filter(({ status }) => status === 409);
    assert.equal(refused.length, 6);
    for (const { body } of refused) assert.equal(body.code, "reference_reused");
    for (const answer of answers.filter(({ status }) => status !== 409)) {
      assertOnlyOrder(await final(world, answer, "paid-ada-8"), world);
    }
  });

  it("orders nothing without a payment, at another price, or if the package is gone", async () => {
    const world = await shop("unpaid");
    for (const reference of ["guess", "paid-eve-1"]) {
      const { status, body } = await world.buy(world.order, reference);
      assert.deepEqual([status, body.code], [402, "payment_required"]);
    }
    assert.equal(world.count("orders"), 0, "payment comes before PressOne");
    const gone = await world.buy({ ...world.order, package_id: "gone" }, "paid-ada-12");
    assert.deepEqual([gone.status, gone.body.data.error.kind], [422, "package_unavailable"]);
    const { status, body } = await world.buy(world.order, "paid-ada-13-for-a-dollar");
    assert.deepEqual([status, body.data.error.kind], [422, "price_changed"]);
    assert.deepEqual(body.data.error.prices, { paid: 1, offered: world.order.price });
    assert.equal(world.count("submit"), 0);
  });

  describe("with a webhook", () => {
    /** The same purchase by a webhook that knows the shopper by another id. @param {Shop} world */
    const webhookOf =
      ({ direct, order }) =>
      (/** @type {string} */ reference, /** @type {number} */ isolate) =>
        direct("purchase", [{ id: "customer-17" }, { ...order, reference }], { isolate });

    it("makes one order for page and webhook at once, and both get it", async () => {
      const world = await shop("webhook");
      const webhook = webhookOf(world);
      for (let n = 0; n < 10; n += 1) {
        const reference = `paid-ada-w${n}`;
        const page = async () =>
          final(world, await world.buy(world.order, reference, { isolate: n }), reference);
        const both =
          n % 2 ? [page(), webhook(reference, n + 1)] : [webhook(reference, n + 1), page()];
        const results = await Promise.all(both);
        const codes = results.map((result) => result.code ?? result.body.data.order.code);
        assert.equal(new Set(codes).size, 1, JSON.stringify(codes));
        assert.equal(ordersIn(world).length, n + 1);
      }
      // Each of them owns it.
      const own = await world.send("/purchases.json");
      assert.equal(own.body.data.length, 10);
      const { purchases } = await world.direct("purchases", [{ shopper: "customer-17" }]);
      assert.equal(purchases.length, 10);
      assert.equal(world.count("submit"), 10);
    });

    it("finishes a payment that was pending when the page asked", async () => {
      const world = await shop("pending");
      const pending = await world.buy(world.order, "pending-1");
      assert.deepEqual([pending.status, pending.body.code], [409, "payment_pending"]);
      assert.ok(Number(pending.headers.get("retry-after")) >= 1);
      assert.equal((await world.direct("purchases", [{}])).purchases.length, 0);
      const order = { ...world.order, reference: "pending-1" };
      const { code } = await world.direct("purchase", [{ id: "ada" }, order], { isolate: 1 });
      const page = await world.buy(world.order, "pending-1", { isolate: 2 });
      assertOnlyOrder(page, world);
      assert.equal(page.body.data.order.code, code);
    });

    it("gives a guest who signs in the guest's order", async () => {
      const world = await shop("guest");
      const guest = await world.buy(world.order, "paid-guest-1", { shopper: "guest" });
      assertOnlyOrder(guest, world);
      assert.equal((await world.state("paid-guest-1")).body.data.state, "none");
      assertOnlyOrder(await world.buy(world.order, "paid-guest-1", { isolate: 1 }), world);
      assertOnlyOrder(await world.state("paid-guest-1", { isolate: 2 }), world);
      assertOnlyOrder(await world.state("paid-guest-1", { shopper: "guest" }), world);
    });

    it("sends a guest's open purchase not again when the guest signs in", async () => {
      const world = await shop("guest-open");
      world.sandbox.faults.add({ endpoint: "submit", kind: "cut-before" });
      const guest = await world.buy(world.order, "paid-guest-2", { shopper: "guest" });
      assert.equal(guest.body.data.state, "open");
      assert.equal((await world.state("paid-guest-2")).body.data.state, "none");
      const ada = await world.buy(world.order, "paid-guest-2", { isolate: 1 });
      assert.equal(ada.body.data.state, "open");
      assert.equal((await world.state("paid-guest-2", { isolate: 2 })).body.data.state, "open");
      assert.equal(world.count("submit"), 1);
    });
  });

  describe("closePurchase", () => {
    it("before a purchase: the reference never buys", async () => {
      const world = await shop("closed-before");
      const closed = await world.direct("closePurchase", ["paid-ada-1"]);
      assert.equal(closed.state, "closed");
      for (const isolate of [0, 1, 2]) {
        const { status, body } = await world.buy(world.order, "paid-ada-1", { isolate });
        assert.deepEqual([status, body.data.state], [409, "closed"]);
      }
      const order = { ...world.order, reference: "paid-ada-1" };
      await assert.rejects(world.direct("purchase", [{ id: "ada" }, order]), {
        kind: "purchase_closed",
      });
      assert.equal(world.count("submit"), 0);
    });

    it("after a purchase or a failure: says what it is, or closes it", async () => {
      const world = await shop("closed-after");
      assert.equal((await world.buy(world.order, "paid-ada-1")).status, 200);
      const done = await world.direct("closePurchase", ["paid-ada-1"], { isolate: 1 });
      assert.deepEqual([done.state, done.order.code], ["done", ordersIn(world)[0].code]);
      const gone = { ...world.order, package_id: "gone" };
      assert.equal((await world.buy(gone, "paid-ada-2")).body.data.state, "failed");
      assert.equal((await world.direct("closePurchase", ["paid-ada-2"])).state, "closed");
      const late = await world.buy({ ...gone, tries: 1 }, "paid-ada-2", { isolate: 2 });
      assert.equal(late.body.data.state, "closed");
      world.sandbox.faults.add({ endpoint: "submit", kind: "cut-before" });
      assert.equal((await world.buy(world.order, "paid-ada-3")).status, 202);
      await assert.rejects(world.direct("closePurchase", ["paid-ada-3"]), { kind: "in_progress" });
      assert.equal(ordersIn(world).length, 1);
    });

    it("during a purchase: closes it unsent, or says that it is at work or done", async () => {
      const world = await shop("closed-during");
      world.sandbox.faults.add({ endpoint: "topups", kind: "latency", ms: 60, times: 30 });
      world.sandbox.faults.add({ endpoint: "submit", kind: "latency", ms: 60, times: 30 });
      const outcomes = new Set();
      for (let n = 0; n < 20; n += 1) {
        const reference = `paid-ada-d${n}`;
        const page = world.buy(world.order, reference, { isolate: n });
        await sleep(n * 25);
        const closing = world
          .direct("closePurchase", [reference], { isolate: n + 1 })
          .then(({ state }) => state)
          .catch(({ kind }) => kind);
        const { body } = await final(world, await page, reference);
        const closed = await closing;
        const bought = body.data?.state === "done";
        outcomes.add(closed);
        // A refund follows `closed` alone.
        if (closed === "closed") assert.ok(!bought, `${reference}: closed and bought`);
        else assert.ok(["done", "open", "in_progress"].includes(closed), closed);
        if (closed === "done") assert.ok(bought, reference);
        const state = (await world.state(reference)).body.data.state;
        assert.equal(state, bought ? "done" : "closed", `${reference}: ${JSON.stringify(body)}`);
      }
      const bought = (await world.send("/purchases.json?state=done&limit=100")).body.data;
      assert.equal(ordersIn(world).length, bought.length);
      assert.ok(outcomes.size > 1, [...outcomes].join());
    });
  });

  it("renews once per reference, and holds the number while a renewal is open", async () => {
    const world = rig.world("renewals");
    const email = rig.sandbox().emails.subscriber;
    const first = await Promise.all(
      [0, 1, 2].map((isolate) => world.renew(email, "paid-ada-r1", { isolate })),
    );
    for (const answer of first) {
      const { status, body } = await final(world, answer, "paid-ada-r1");
      assert.deepEqual([status, body.data.state], [200, "done"]);
    }
    assert.equal(world.sandbox.ledger.renewals.length, 1);
    assert.equal((await world.renew(email, "paid-ada-r1b")).status, 200);
    assert.equal((await world.renew(email, "paid-ada-r1")).status, 200);
    assert.equal(world.sandbox.ledger.renewals.length, 2);
    world.sandbox.faults.add({ endpoint: "renew", kind: "cut-after" });
    for (const isolate of [0, 1]) {
      const { status, body } = await world.renew(email, "paid-ada-r2", { isolate });
      assert.deepEqual([status, body.data.state], [202, "open"]);
    }
    const busy = await world.renew(email, "paid-ada-r3");
    assert.deepEqual(
      [busy.status, busy.body.code, busy.body.reference],
      [409, "number_busy", "paid-ada-r2"],
    );
    assert.equal(world.sandbox.ledger.renewals.length, 3);
    const { open } = await world.direct("recoverPurchases", []);
    assert.deepEqual(
      open.map((/** @type {any} */ { reference }) => reference),
      ["paid-ada-r2"],
    );
  });

  it("requests one token for all concurrent requests of all isolates, and once it is refused", async () => {
    const world = rig.world("shared");
    const read = (/** @type {number} */ count) =>
      Promise.all(Array.from({ length: count }, (_, isolate) => world.offer(esim(), { isolate })));
    for (const [count, tokens] of /** @type {const} */ ([
      [100, 1],
      [9, 1],
    ])) {
      for (const offer of await read(count)) assert.ok(offer.id);
      assert.equal(world.count("token"), tokens);
    }
    world.sandbox.revokeTokens();
    for (const offer of await read(30)) assert.ok(offer.id);
    assert.equal(world.count("token"), 2);
  });

  it("ends all requests if half of them are cancelled while they wait for one token", async () => {
    const world = rig.world("cancelled");
    world.sandbox.faults.add({ endpoint: "token", kind: "latency", ms: 400 });
    const startedAt = performance.now();
    const results = await Promise.allSettled(
      Array.from({ length: 40 }, (_, n) => {
        const reset = n % 2 ? {} : { reset: sleep(100 + 5 * n) };
        return world.send(`/customer/v2/sims/${esim()}/topups`, { isolate: n >> 1, ...reset });
      }),
    );
    const took = performance.now() - startedAt;
    const answers = results.flatMap((result) =>
      result.status === "fulfilled" ? result.value : [],
    );
    assert.equal(answers.length, 20);
    for (const { status, text } of answers) assert.equal(status, 200, text);
    assert.ok(took < MAX_CALL_MS, `${took} ms`);
    assert.ok((await world.offer(esim())).id);
  });

  it("finishes the purchase of a page that went away", async () => {
    const world = await shop("disconnected");
    world.sandbox.faults.add({ endpoint: "submit", kind: "latency", ms: 300 });
    const sent = async () => {
      for (let n = 0; n < 1_000 && world.count("submit") === 0; n += 1) await sleep(10);
    };
    const buying = world.buy(world.order, "paid-ada-14", { reset: sent() });
    await assert.rejects(buying, /the test has reset the connection/);
    let state = "none";
    for (let n = 0; n < 600 && state !== "done"; n += 1) {
      await sleep(50);
      state = (await world.state("paid-ada-14", { isolate: n })).body.data.state;
    }
    assert.equal(state, "done");
    assertOnlyOrder(await world.buy(world.order, "paid-ada-14", { isolate: 1 }), world);
  });

  it("requests no history that another isolate has stored", async () => {
    const world = rig.world("history");
    const path = `/customer/v2/sims/${esim()}/packages`;
    const first = await world.send(path);
    for (const isolate of [0, 1, 2]) {
      const { status, body } = await world.send(path, { isolate });
      assert.equal(status, 200);
      assert.deepEqual(body.data, first.body.data);
    }
    assert.equal(world.count("history"), 1);
  });

  it("keeps the token of the other product if the voice product refuses it", async () => {
    const world = rig.world("voice");
    const email = rig.sandbox().emails.subscriber;
    world.sandbox.faults.add({ endpoint: "voice", kind: "unauthorized", times: 1_000 });
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => world.renew(email, `paid-ada-s${n}`, { isolate: n })),
    );
    for (const { status } of answers) assert.ok(status >= 400, String(status));
    assert.ok(world.count("renew") + world.count("users") >= 1);
    assert.equal(world.count("token"), 1);
  });

  it("sends PressOne documented requests only", () => rig.assertDocumentedRequests());
});
