// One order per payment: concurrent and repeated requests and lost answers, over several isolates.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { useGateway } from "./rig.js";

describe("purchases through the gateway in workerd", () => {
  const rig = useGateway();
  const esim = () => rig.sandbox().iccids.active;

  /** @param {string} name */
  async function shop(name) {
    const world = rig.world(name);
    const { id: package_id } = await world.offer(esim());
    return { ...world, order: { iccid: esim(), package_id } };
  }
  /** @param {{ sandbox: { ledger: { orders: any[] } } }} world */
  const ordersIn = ({ sandbox }) =>
    sandbox.ledger.orders.filter(({ description }) => String(description).startsWith("po1:"));

  it("makes one order, and returns the page's description", async () => {
    const world = await shop("once");
    const { status, body } = await world.buy(
      { ...world.order, description: "cart 7" },
      "paid-ada-1",
    );
    assert.equal(status, 200, JSON.stringify(body));
    const [order, ...more] = ordersIn(world);
    assert.deepEqual(more, []);
    assert.match(order.description, /^po1:[0-9a-f]{24}:paid-ada-1:cart 7$/);
    assert.equal(body.data.code, order.code);
    assert.equal(body.data.description, "po1::paid-ada-1:cart 7");
    assert.ok(!("net_price" in body.data));
  });

  it("answers a repeated request with the first one's outcome, in every isolate", async () => {
    const world = await shop("races");
    const requests = Array.from({ length: 24 }, (_, isolate) =>
      world.buy(world.order, "paid-ada-2", { isolate }),
    );
    const answers = await Promise.all(requests);
    for (const { status, body } of answers) {
      assert.equal(status, 200);
      assert.deepEqual(body, answers[0]?.body);
    }
    assert.equal(ordersIn(world).length, 1);
    const later = await world.buy(world.order, "paid-ada-2", { isolate: 1 });
    assert.deepEqual(later.body, answers[0]?.body);
    assert.equal(ordersIn(world).length, 1);
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
    assert.equal(new Set(answers.map(({ body }) => body.data.code)).size, 20);
    assert.equal(ordersIn(world).length, 20);
  });

  for (const kind of ["cut-after", "half-answer", "truncated-json", "html", "redirect"]) {
    it(`finds an order whose answer was lost (${kind})`, async () => {
      const world = await shop(`lost-${kind}`);
      const after = kind === "html" || kind === "redirect";
      world.sandbox.faults.add({ endpoint: "submit", kind, ...(after && { after: true }) });
      const { status, body } = await world.buy(world.order, "paid-ada-3");
      assert.equal(status, 200);
      assert.equal(ordersIn(world).length, 1);
      assert.equal(body.data.code, ordersIn(world)[0].code);
    });
  }

  it("answers outcome_unknown, and never sends again, if the lost order is not found", async () => {
    const world = await shop("unknown");
    world.sandbox.faults.add({ endpoint: "submit", kind: "cut-before" });
    for (let isolate = 0; isolate < 3; isolate += 1) {
      const { status } = await world.buy(world.order, "paid-ada-4", { isolate });
      assert.equal(status, 502);
    }
    const sent = world.sandbox.requests.filter(({ endpoint }) => endpoint === "submit");
    assert.equal(sent.length, 1);
    assert.equal(ordersIn(world).length, 0);
  });

  it("accepts a reference again after a definite refusal", async () => {
    const world = await shop("again");
    world.sandbox.setBalance(0);
    const refused = await world.buy(world.order, "paid-ada-5");
    assert.equal(refused.status, 422);
    assert.equal(refused.body.code, 11);
    world.sandbox.setBalance(1_000);
    assert.equal((await world.buy(world.order, "paid-ada-5")).status, 200);
    assert.equal(ordersIn(world).length, 1);
  });

  it("refuses a used reference for another purchase and for another shopper", async () => {
    const world = await shop("reused");
    assert.equal((await world.buy(world.order, "paid-ada-6")).status, 200);
    const other = { ...world.order, iccid: rig.sandbox().iccids.unlimited };
    const answers = [
      await world.buy(other, "paid-ada-6"),
      await world.buy({ ...world.order, package_id: "another" }, "paid-ada-6"),
      await world.buy({ ...world.order, iccid: rig.sandbox().iccids.digits17 }, "paid-ada-6", {
        shopper: "eve",
      }),
    ];
    for (const { status, body } of answers) {
      assert.equal(status, 409);
      assert.equal(body.code, "reference_reused");
    }
    assert.equal(ordersIn(world).length, 1);
  });

  it("makes one order if concurrent requests use one reference for two eSIMs", async () => {
    const world = await shop("raced");
    const { unlimited } = rig.sandbox().iccids;
    const { id } = await world.offer(unlimited);
    // A slow list of offers, so the requests overlap.
    world.sandbox.faults.add({ endpoint: "topups", kind: "latency", ms: 100, times: 24 });
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, isolate) => {
        const other = { iccid: unlimited, package_id: id };
        return world.buy(isolate % 2 ? other : world.order, "paid-ada-8", { isolate });
      }),
    );
    const statuses = answers.map(({ status }) => status).sort();
    assert.deepEqual(statuses, [...Array(6).fill(200), ...Array(6).fill(409)]);
    assert.equal(ordersIn(world).length, 1);
  });

  it("orders nothing without a payment, nor for a package that is not on offer", async () => {
    const world = await shop("unpaid");
    assert.equal((await world.buy(world.order, "guess")).status, 422);
    assert.equal((await world.buy(world.order, "paid-eve-1")).status, 422);
    const gone = await world.buy({ ...world.order, package_id: "gone" }, "paid-ada-7");
    assert.equal(gone.body.code, 34);
    assert.equal(world.sandbox.requests.filter(({ endpoint }) => endpoint === "submit").length, 0);
  });

  it("renews once per reference, and holds the number while a renewal is open", async () => {
    const world = rig.world("renewals");
    const email = rig.sandbox().emails.subscriber;
    const first = await Promise.all(
      [0, 1, 2].map((isolate) => world.renew(email, "r1", { isolate })),
    );
    for (const { status, body } of first) {
      assert.equal(status, 200);
      assert.deepEqual(body, first[0]?.body);
    }
    assert.equal(world.sandbox.ledger.renewals.length, 1);
    assert.equal((await world.renew(email, "r1b")).status, 200);
    const repeated = await world.renew(email, "r1");
    assert.deepEqual(repeated.body, first[0]?.body);
    assert.equal(world.sandbox.ledger.renewals.length, 2);
    world.sandbox.faults.add({ endpoint: "renew", kind: "cut-after" });
    for (const reference of ["r2", "r2", "r3"]) {
      assert.equal((await world.renew(email, reference)).status, 502);
    }
    assert.equal(world.sandbox.ledger.renewals.length, 3);
  });

  it("requests one token and one history for all concurrent requests", async () => {
    const world = rig.world("shared");
    const path = `/customer/v2/sims/${esim()}/packages`;
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, isolate) => world.send(path, { isolate })),
    );
    for (const { status, body } of answers) {
      assert.equal(status, 200);
      assert.deepEqual(body, answers[0]?.body);
    }
    const requestsTo = (/** @type {string} */ endpoint) =>
      world.sandbox.requests.filter((request) => request.endpoint === endpoint).length;
    assert.deepEqual([requestsTo("token"), requestsTo("history")], [1, 1]);
    world.sandbox.revokeTokens();
    const topups = await Promise.all(
      Array.from({ length: 9 }, (_, isolate) =>
        world.send(`/customer/v2/sims/${esim()}/topups`, { isolate }),
      ),
    );
    for (const { status } of topups) assert.equal(status, 200);
    assert.equal(requestsTo("token"), 2);
  });

  it("sends PressOne documented requests only", () => rig.assertDocumentedRequests());
});
