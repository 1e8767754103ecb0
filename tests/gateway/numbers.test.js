// Numbers through the gateway in workerd: their list, their claims, and the shopper who may renew them.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { useGateway } from "./rig.js";

const NUMBERS = "/numbers.json";

describe("the list of numbers", () => {
  const rig = useGateway({ isolates: 2 });

  /** The query of the last request for the list that PressOne received. @param {ReturnType<typeof rig.world>} world */
  const lastQuery = ({ sandbox }) =>
    sandbox.requests.findLast(({ endpoint }) => endpoint === "numbers")?.query;

  it("goes on with the shop's own query, in each isolate", async () => {
    const world = rig.world("pages");
    const first = await world.send(`${NUMBERS}?filter=US`);
    assert.deepEqual([first.status, first.body.data.length, first.body.meta.total], [200, 5, 8]);
    assert.deepEqual(Object.keys(first.body.data[0]), ["number"]);
    const { next } = first.body.meta;
    assert.doesNotMatch(next, /page|country|US/);
    const second = await world.send(`${NUMBERS}?filter=US&after=${next}`, { isolate: 1 });
    assert.deepEqual([second.status, second.body.data.length], [200, 3]);
    assert.equal(second.body.meta.next, null);
    assert.deepEqual(Object.fromEntries(new URLSearchParams(lastQuery(world))), {
      ...{ country: "US", page_size: "5", page: "2" },
    });
    const both = [...first.body.data, ...second.body.data].map(({ number }) => number);
    assert.equal(new Set(both).size, 8);
  });

  it("takes no cursor that a page made, changed, or took from another shopper or query", async () => {
    const world = rig.world("cursors");
    const { next } = (await world.send(`${NUMBERS}?filter=US`)).body.meta;
    const sent = world.count("numbers");
    const [iv, rest] = next.split(".");
    const changed = `${rest.slice(0, 8)}${rest[8] === "A" ? "B" : "A"}${rest.slice(9)}`;
    for (const after of [
      ...["country=GB", "page=2", "page=1&country=GB", "?page=2", "/customer/v2/balance"],
      ...["https://evil.example/?page=2", "//evil.example", "../../customer/v2/balance"],
      ...[`${iv}.${changed}`, `${rest.slice(0, 16)}.${rest}`, `${next}AAAA`, `${next}&page=9`],
    ]) {
      const path = `${NUMBERS}?filter=US&after=${encodeURIComponent(after)}`;
      const { status, body } = await world.send(path);
      assert.deepEqual([status, Object.keys(body.data)], [422, ["after"]], after);
    }
    const foreign = await world.send(`${NUMBERS}?filter=US&after=${next}`, { shopper: "eve" });
    const other = await world.send(`${NUMBERS}?filter=GB&after=${next}`);
    assert.deepEqual([foreign.status, other.status], [422, 422]);
    // Another shop with the same secret.
    const elsewhere = await rig.world("elsewhere").send(`${NUMBERS}?filter=US&after=${next}`);
    assert.equal(elsewhere.status, 422);
    assert.equal(world.count("numbers"), sent, "PressOne was not asked");
    assert.equal((await world.send(`${NUMBERS}?filter=US&after=${next}`)).status, 200);
  });

  it("is not for everyone", async () => {
    const world = rig.world("closed");
    assert.equal((await world.send(NUMBERS, { shopper: null })).status, 401);
    assert.equal((await world.send(NUMBERS, { shopper: "mallory" })).status, 403);
    assert.equal(world.sandbox.requests.length, 0);
  });
});

describe("claims through the gateway in workerd", () => {
  const rig = useGateway();

  /** A world with the numbers that can be claimed. @param {string} name */
  async function shop(name) {
    const world = rig.world(name);
    const { body } = await world.send(NUMBERS);
    return { ...world, numbers: body.data.map((/** @type {any} */ row) => String(row.number)) };
  }

  /** @param {any} answer */
  const brief = ({ status, body }) => [status, body.code ?? body.data.state];

  it("make a number renewable by its shopper alone", async () => {
    const world = await shop("owners");
    const [number] = world.numbers;
    const email = "ada@numbers.example";
    const renew = (/** @type {string} */ shopper, /** @type {any} */ more) =>
      world.renew(email, `paid-${shopper}-r1`, { shopper, ...more });
    assert.equal((await renew("ada", {})).status, 403, "before the claim");
    const claimed = await world.claim(number, email, "paid-ada-1");
    assert.deepEqual(brief(claimed), [200, "done"]);
    assert.doesNotMatch(claimed.text, /"mobile"/);
    for (const shopper of ["eve", "mallory", "guest"]) {
      const { status } = await renew(shopper, { isolate: 1 });
      assert.equal(status, 403, shopper);
    }
    assert.equal(world.sandbox.ledger.renewals.length, 0);
    assert.deepEqual(brief(await renew("ada", { isolate: 2 })), [200, "done"]);
    assert.equal(world.sandbox.ledger.renewals.length, 1);
    const { data } = (await world.send("/purchases.json?kind=claim")).body;
    assert.deepEqual([data.length, data[0].claimed_number], [1, number]);
  });

  it("that failed make no shopper an owner", async () => {
    const world = await shop("refused");
    const [number] = world.numbers;
    await world.claim(number, "ada@numbers.example", "paid-ada-1");
    const email = "eve@numbers.example";
    const eve = { shopper: "eve" };
    const { status, body } = await world.claim(number, email, "paid-eve-1", eve);
    assert.deepEqual(
      [status, body.data.state, body.data.error.kind],
      [422, "failed", "validation"],
    );
    assert.equal((await world.renew(email, "paid-eve-r1", eve)).status, 403);
    const unpaid = await world.claim(world.numbers[1], email, "paid-ada-2", eve);
    assert.deepEqual(brief(unpaid), [402, "payment_required"]);
    // The address of another shopper.
    const taken = await world.claim(world.numbers[1], "ada@numbers.example", "paid-eve-2", eve);
    assert.equal(taken.status, 402);
    assert.equal(world.sandbox.ledger.claims.length, 1);
  });

  it("of one reference are sent once, from all isolates and a webhook", async () => {
    const world = await shop("once");
    const [number] = world.numbers;
    const email = "ada@numbers.example";
    world.sandbox.faults.add({ endpoint: "claim", kind: "latency", ms: 150 });
    const webhook = world.direct("claim", [
      { id: "ada" },
      { reference: "paid-ada-1", number, email },
    ]);
    const pages = Array.from({ length: 11 }, (_, isolate) =>
      world.claim(number, email, "paid-ada-1", { isolate }),
    );
    for (const answer of await Promise.all(pages)) {
      const state = answer.body.code ?? answer.body.data.state;
      assert.ok(["done", "open", "in_progress"].includes(state), answer.text);
    }
    assert.equal((await webhook).success, true);
    assert.equal((await world.state("paid-ada-1")).body.data.state, "done");
    assert.deepEqual([world.count("claim"), world.sandbox.ledger.claims.length], [1, 1]);
  });

  /**
   * The answers to claims of one number by two shoppers at once.
   *
   * @param {Awaited<ReturnType<typeof shop>>} world
   * @param {number} [round] chooses the isolates
   */
  function race(world, round = 0) {
    const [number = ""] = world.numbers;
    return Promise.all(
      ["ada", "eve"].map((shopper, index) => {
        const more = { shopper, isolate: index + round };
        const email = `${shopper}@numbers.example`;
        return world.claim(number, email, `paid-${shopper}-1`, more);
      }),
    );
  }

  it("of one number by two shoppers at once wait for each other, and one shopper gets it", async () => {
    for (const round of [0, 1, 2]) {
      const world = await shop(`raced-${round}`);
      world.sandbox.faults.add({ endpoint: "claim", kind: "latency", ms: 400, times: 2 });
      const answers = await race(world, round);
      assert.deepEqual(answers.map(brief).map(String).sort(), ["200,done", "422,failed"]);
      assert.equal(world.sandbox.ledger.claims.length, 1);
      const times = world.sandbox.requests
        .filter(({ endpoint }) => endpoint === "claim")
        .map(({ at }) => at);
      assert.equal(times.length, 2);
      assert.ok(Number(times[1]) - Number(times[0]) >= 400, "the claims did not overlap");
      const renewals = [];
      for (const shopper of ["ada", "eve"]) {
        const email = `${shopper}@numbers.example`;
        renewals.push((await world.renew(email, `paid-${shopper}-r`, { shopper })).status);
      }
      assert.deepEqual(
        renewals,
        answers.map(({ status }) => (status === 200 ? 200 : 403)),
      );
    }
  });

  it("of one number by two shoppers at once: the second is refused while the first is open", async () => {
    const world = await shop("raced-lost");
    world.sandbox.faults.add({ endpoint: "claim", kind: "cut-after" });
    const answers = await race(world);
    assert.deepEqual(answers.map(brief).map(String).sort(), ["202,open", "409,number_busy"]);
    const loser = answers.find(({ status }) => status === 409);
    assert.equal(loser.body.reference, undefined, "the other shopper's reference is not told");
    assert.equal(world.count("claim"), 1);
    for (const shopper of ["ada", "eve"]) {
      const email = `${shopper}@numbers.example`;
      assert.equal((await world.renew(email, `paid-${shopper}-r`, { shopper })).status, 403);
    }
  });

  it("with a lost answer hold their number until a person settles them", async () => {
    const world = await shop("lost");
    const [number, other] = world.numbers;
    world.sandbox.faults.add({ endpoint: "claim", kind: "cut-before" });
    const lost = await world.claim(number, "ada@numbers.example", "paid-ada-1");
    assert.deepEqual(brief(lost), [202, "open"]);
    const own = await world.claim(number, "ada@numbers.example", "paid-ada-2", { isolate: 1 });
    assert.deepEqual([...brief(own), own.body.reference], [409, "number_busy", "paid-ada-1"]);
    const eve = { shopper: "eve", isolate: 2 };
    const busy = await world.claim(number, "eve@numbers.example", "paid-eve-1", eve);
    assert.deepEqual([...brief(busy), busy.body.reference], [409, "number_busy", undefined]);
    const free = await world.claim(other, "eve@numbers.example", "paid-eve-2", eve);
    assert.deepEqual(brief(free), [200, "done"]);
    const settlement = [{ reference: "paid-ada-1", outcome: "failed" }];
    await world.direct("settlePurchase", settlement, { aheadMs: 600_000 });
    const again = await world.claim(number, "eve@numbers.example", "paid-eve-3", eve);
    // Eve has a number already, which PressOne refuses. The number is free again.
    assert.deepEqual(brief(again), [422, "failed"]);
    assert.equal(world.sandbox.ledger.claims.length, 1);
  });

  it("send PressOne documented requests only", () => rig.assertDocumentedRequests());
});
