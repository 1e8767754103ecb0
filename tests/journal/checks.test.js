// The checks of eSIMs, numbers and balance over a stand-in of the partner client, and over the sandbox.
import assert from "node:assert/strict";
import { after, describe, it, mock } from "node:test";
import { createChecks } from "../../pkg/checks/index.js";
import { memoryStore } from "../../pkg/stores/memory.js";
import { createShop, DAY_MS, failureOf, fullStore, MINUTE_MS } from "./shop.js";

/** The time that tests have added to the clocks, in ms. */
let added = 0;
const realNow = performance.now.bind(performance);
const dateNow = Date.now;
mock.method(performance, "now", () => realNow() + added);
mock.method(Date, "now", () => dateNow() + added);
after(() => mock.restoreAll());

/** @param {number} ms */
const pass = (ms) => {
  added += ms;
};
const HOUR_MS = 60 * MINUTE_MS;
const FAST = { requestsPerSecond: 100 };

/** @param {string} kind @param {Record<string, unknown>} [fields] */
const errorOf = (kind, fields) => Object.assign(new Error(kind), { kind, ...fields });
/** @param {number} time */
const bare = (time) => new Date(time).toISOString().slice(0, 19).replace("T", " ");

/** @param {number} used in per cent @param {Record<string, unknown>} [fields] */
const usageOf = (used, fields) => ({
  ...{ status: "ACTIVE", remaining: 1000 - 10 * used, total: 1000, is_unlimited: false },
  ...{ expired_at: null, source: "network", ...fields },
});

/** A partner client whose answers a test sets. */
function standIn({ store = memoryStore() } = {}) {
  /** @type {string[]} */
  const asked = [];
  /** @type {Map<string, any>} usages or errors */
  const usages = new Map();
  /** @type {any} */
  const partner = {
    store,
    scope: () => "scope",
    balance: 500,
    users: [],
    pageSize: 100,
    /** @param {string} iccid */
    async getUsage(iccid) {
      asked.push(iccid);
      const usage = usages.get(iccid) ?? usageOf(0);
      if (usage instanceof Error) throw usage;
      return usage;
    },
    /** @param {{ page: number }} query */
    async getEsims({ page }) {
      const rows = [...usages.keys()].map((iccid) => ({ iccid, recycled: iccid.startsWith("r") }));
      const start = (page - 1) * partner.pageSize;
      const esims = rows.slice(start, start + partner.pageSize);
      return { esims, next: start + partner.pageSize < rows.length ? page + 1 : null };
    },
    /** @param {{ after?: string }} query */
    async getUsers({ after = "0" }) {
      const start = Number(after);
      const users = partner.users.slice(start, start + 2);
      return { users, next: start + 2 < partner.users.length ? String(start + 2) : null };
    },
    async getBalance() {
      asked.push("balance");
      const amount = partner.balance;
      const account = { name: "balance", availableBalance: { amount, currency: "USD" } };
      return { balances: amount === null ? [] : [account] };
    },
  };
  /** @type {any[]} */
  const events = [];
  /** A process of the shop. @param {Record<string, unknown>} [options] */
  const open = (options) =>
    createChecks({
      partner,
      notify: (event) => void events.push(event),
      everyMs: 0,
      ...FAST,
      ...options,
    });
  const iccids = (/** @type {number} */ count) =>
    Array.from({ length: count }, (_, index) => `8900${String(index).padStart(4, "0")}`);
  return { partner, asked, usages, events, open, iccids };
}

/** @param {any[]} events */
const brief = (events) => events.map(({ type, iccid, threshold }) => [type, iccid, threshold]);

describe("the events of an eSIM", () => {
  it("report the most urgent threshold, once, and again after a top-up", async () => {
    const { usages, events, open } = standIn();
    const checks = open();
    const check = async (/** @type {any} */ usage) => {
      usages.set("8900", usage);
      const { state, checked } = await checks.checkEsims();
      assert.deepEqual([state, checked], ["done", 1]);
      return brief(events.splice(0));
    };
    assert.deepEqual(await check(usageOf(74)), []);
    assert.deepEqual(await check(usageOf(75)), [["lowData", "8900", 75]]);
    assert.deepEqual(await check(usageOf(80)), []);
    assert.deepEqual(await check(usageOf(95)), [["lowData", "8900", 90]]);
    assert.deepEqual(await check(usageOf(100, { status: "FINISHED" })), []);
    const larger = usageOf(0, { total: 2000, remaining: 100 });
    assert.deepEqual(await check(larger), [["lowData", "8900", 90]]);
    const renewed = { total: 2000, remaining: 100, expired_at: bare(Date.now() + 30 * DAY_MS) };
    assert.deepEqual(await check(usageOf(0, renewed)), [["lowData", "8900", 90]]);
  });

  it("report the end of the days, and nothing of a package that is over", async () => {
    const { usages, events, open } = standIn();
    const checks = open();
    const end = Date.now() + 2.5 * DAY_MS;
    usages.set("soon", usageOf(10, { expired_at: bare(end) }));
    usages.set("later", usageOf(10, { expired_at: bare(end + DAY_MS) }));
    for (const status of ["FINISHED", "EXPIRED", "RECYCLED"]) {
      usages.set(status, usageOf(0, { status, expired_at: bare(end) }));
    }
    await checks.checkEsims();
    assert.deepEqual(brief(events), [["expiring", "soon", 3]]);
    assert.equal(events[0].expires_at, Math.floor(end / 1000) * 1000);
    assert.ok(Math.abs(events[0].days_left - 2.5) < 0.01);
    pass(2 * DAY_MS);
    events.length = 0;
    await checks.checkEsims();
    assert.deepEqual(brief(events), [
      ["expiring", "soon", 1],
      ["expiring", "later", 3],
    ]);
  });

  it("ignore what cannot run out", async () => {
    const { usages, events, open } = standIn();
    usages.set("unlimited", usageOf(100, { is_unlimited: true }));
    usages.set("without total", usageOf(0, { total: 0, remaining: 0, is_unlimited: null }));
    usages.set("unknown", usageOf(0, { remaining: null }));
    usages.set("new", usageOf(100, { status: "NOT_ACTIVE" }));
    usages.set("r recycled", usageOf(100));
    const { checked } = await open().checkEsims();
    assert.deepEqual([checked, events], [4, []]);
  });

  it("have a name that is the same in every process, and no ICCID in the keys", async () => {
    const store = memoryStore();
    const { usages, events, open } = standIn({ store });
    usages.set("8944500102030405061", usageOf(80));
    await open().checkEsims();
    assert.match(events[0].id, /^[0-9a-f]{32}$/);
    assert.equal(events[0].repeated, false);
    const keys = await store.keys("");
    assert.ok(keys.length >= 2);
    for (const key of keys) assert.ok(!key.includes("89445001"), key);
  });
});

describe("the delivery of an event", () => {
  it("happens once, whichever process checks", async () => {
    const { usages, events, open, iccids } = standIn();
    for (const iccid of iccids(30)) usages.set(iccid, usageOf(92));
    for (let round = 0; round < 3; round += 1) {
      const results = await Promise.all([open(), open(), open()].map((each) => each.checkEsims()));
      assert.equal(results.filter(({ state }) => state === "busy").length, 2);
    }
    assert.deepEqual(events.map(({ iccid }) => iccid).sort(), iccids(30));
  });

  it("is repeated after notify rejected", async () => {
    const { usages, events, open } = standIn();
    usages.set("8900", usageOf(80));
    const refusal = new Error("no mail");
    const failed = await open({ notify: () => Promise.reject(refusal) }).checkEsims();
    assert.deepEqual([failed.events, failed.undelivered], [0, 1]);
    assert.deepEqual(failed.failures, [{ subject: "8900", error: refusal }]);
    const { events: sent } = await open().checkEsims();
    assert.deepEqual([sent, events.length, events[0].repeated], [1, 1, false]);
  });

  it("of a process that ended is repeated with the same name, and says so", async () => {
    const store = memoryStore();
    const { usages, events, open } = standIn({ store });
    usages.set("8900", usageOf(80));
    // The process ends in notify: the end of the event is never recorded.
    const { compareAndSet } = store;
    let isDead = false;
    store.compareAndSet = (key, expected, value, options) =>
      isDead && value === "sent"
        ? Promise.reject(new Error("dead"))
        : Reflect.apply(compareAndSet, store, [key, expected, value, options]);
    isDead = true;
    await failureOf(open().checkEsims());
    isDead = false;
    await open().checkEsims();
    assert.equal(events.length, 1, "it may still be at work");
    pass(16 * MINUTE_MS);
    await open().checkEsims();
    await open().checkEsims();
    assert.deepEqual(
      events.map(({ repeated }) => repeated),
      [false, true],
    );
    assert.equal(events[0].id, events[1].id);
  });
});

describe("a round", () => {
  /** @type {[string, (iccids: string[]) => any][]} */
  const sources = [
    ["the account's list", () => undefined],
    ["an array", (iccids) => iccids],
    [
      "an async iterable",
      (iccids) => ({
        async *[Symbol.asyncIterator]() {
          yield* iccids;
        },
      }),
    ],
    [
      "a function",
      (iccids) => async (/** @type {string | null} */ after) =>
        iccids.filter((iccid) => after === null || iccid > after).slice(0, 25),
    ],
  ];
  for (const [name, sourceOf] of sources) {
    it(`over ${name} goes on in another process, and asks for each eSIM once`, async () => {
      const { partner, asked, usages, open, iccids } = standIn();
      partner.pageSize = 40;
      const all = iccids(130);
      for (const iccid of all) usages.set(iccid, usageOf(0));
      const options = { esims: sourceOf(all) };
      const states = [];
      // Each call has time for some 40 requests.
      for (let calls = 0; calls < 12; calls += 1) {
        const { state } = await open(options).checkEsims({ timeMs: 450 });
        states.push(state);
        if (state === "done") break;
      }
      assert.equal(states.at(-1), "done");
      assert.ok(states.length > 2, String(states));
      assert.deepEqual([...new Set(asked)].sort(), all);
      // A request that the end of a call aborts is repeated.
      assert.ok(asked.length < all.length + 4 * states.length, `${asked.length} requests`);
    });
  }

  it("refuses a function that ignores its argument", async () => {
    const { open } = standIn();
    const error = await failureOf(open({ esims: () => ["8900", "8901"] }).checkEsims());
    assert.match(error.message, /after its argument/);
  });

  it("begins an hour after the one before", async () => {
    const { asked, usages, open } = standIn();
    usages.set("8900", usageOf(0));
    const checks = open({ everyMs: HOUR_MS });
    assert.equal((await checks.checkEsims()).state, "done");
    const { state, again_ms } = await checks.checkEsims();
    assert.equal(state, "waiting");
    assert.ok(again_ms > HOUR_MS - 5_000 && again_ms <= HOUR_MS);
    pass(HOUR_MS);
    assert.equal((await checks.checkEsims()).state, "done");
    assert.equal(asked.length, 2);
  });

  it("stops for a 429 as long as PressOne says, in all processes", async () => {
    const { asked, usages, open, iccids } = standIn();
    for (const iccid of iccids(6)) usages.set(iccid, usageOf(0));
    usages.set("89000003", errorOf("rate_limited", { status: 429, retryAfterMs: 30_000 }));
    const first = await open().checkEsims();
    assert.deepEqual([first.state, first.again_ms, first.failed], ["waiting", 30_000, 0]);
    const before = asked.length;
    assert.equal((await open().checkEsims()).state, "waiting");
    assert.equal(asked.length, before);
    usages.set("89000003", usageOf(0));
    pass(30_001);
    assert.equal((await open().checkEsims()).state, "done");
    assert.equal(new Set(asked).size, 6);
  });

  it("does not wait for a time that a clock named before it was set back", async () => {
    const { usages, open } = standIn();
    usages.set("8900", errorOf("rate_limited", { status: 429, retryAfterMs: 30_000 }));
    pass(400 * 24 * HOUR_MS);
    assert.equal((await open().checkEsims()).state, "waiting");
    usages.set("8900", usageOf(0));
    pass(-400 * 24 * HOUR_MS);
    assert.equal((await open().checkEsims()).state, "done");
  });

  it("leaves out an eSIM that fails, and names it", async () => {
    const { usages, open, iccids } = standIn();
    for (const iccid of iccids(5)) usages.set(iccid, usageOf(0));
    const gone = errorOf("not_found", { status: 404 });
    const broken = errorOf("server", { status: 500 });
    usages.set("89000001", gone);
    usages.set("89000003", broken);
    const { state, checked, failed, failures } = await open().checkEsims();
    assert.deepEqual([state, checked, failed], ["done", 3, 2]);
    assert.deepEqual(failures, [
      { subject: "89000001", error: gone },
      { subject: "89000003", error: broken },
    ]);
  });

  it("asks again for a list that failed, and gives up in an outage", async () => {
    const { partner, usages, open } = standIn();
    usages.set("8900", usageOf(0));
    const { getEsims } = partner;
    const down = errorOf("server", { status: 503 });
    let failures = 2;
    partner.getEsims = async (/** @type {any} */ query) => {
      failures -= 1;
      if (failures >= 0) throw down;
      return getEsims(query);
    };
    assert.equal((await open().checkEsims()).checked, 1);
    failures = 100;
    assert.equal(await failureOf(open().checkEsims()), down);
    assert.equal(failures, 92);
  });

  it("ends in an outage, and goes on where it began", async () => {
    const { asked, usages, open, iccids } = standIn();
    const all = iccids(120);
    for (const iccid of all) usages.set(iccid, usageOf(0));
    const down = errorOf("server", { status: 503 });
    for (const iccid of all.slice(60)) usages.set(iccid, down);
    assert.equal(await failureOf(open().checkEsims()), down);
    assert.ok(asked.length < 75, `${asked.length} requests`);
    for (const iccid of all) usages.set(iccid, usageOf(0));
    asked.length = 0;
    const { state, failed } = await open().checkEsims();
    assert.deepEqual([state, failed], ["done", 0]);
    assert.deepEqual(asked.toSorted(), all.slice(60));
  });

  it("ends with an error that concerns all, and with the caller's signal", async () => {
    const { usages, open, iccids } = standIn();
    for (const iccid of iccids(40)) usages.set(iccid, errorOf("authentication", { status: 401 }));
    assert.equal((await failureOf(open().checkEsims())).kind, "authentication");
    for (const iccid of iccids(40)) usages.set(iccid, usageOf(0));
    const reason = new Error("the server ends");
    const controller = new AbortController();
    setTimeout(() => controller.abort(reason), 100);
    assert.equal(await failureOf(open().checkEsims({ signal: controller.signal })), reason);
    assert.equal((await open().checkEsims()).state, "done");
  });
});

describe("the check of numbers", () => {
  const subscriptionEnd = (/** @type {any} */ user) => user.subscription?.ends ?? null;

  it("reports a subscription that ends soon, in the form that the shop reads", async () => {
    const { partner, events, open } = standIn();
    const end = Date.now() + 2 * DAY_MS;
    partner.users = [
      { id: 1, subscription: { ends: end } },
      { id: 2, subscription: null },
      { id: 3, subscription: { ends: end + 5 * DAY_MS } },
      { id: null, email: "ada@example.org", subscription: { ends: new Date(end).toISOString() } },
      { id: 5, subscription: { ends: "next week" } },
    ];
    const { state, checked, failed, failures } = await open({ subscriptionEnd }).checkNumbers();
    assert.deepEqual([state, checked, failed], ["done", 4, 1]);
    assert.equal(failures[0]?.subject, "5");
    assert.deepEqual(
      events.map(({ type, user, threshold, ends_at }) => [type, user.id, threshold, ends_at]),
      [
        ["renewalDue", 1, 3, end],
        ["renewalDue", null, 3, end],
      ],
    );
    events.length = 0;
    partner.users[0].subscription.ends = end + 30 * DAY_MS;
    await open({ subscriptionEnd }).checkNumbers();
    assert.deepEqual(events, []);
    pass(30 * DAY_MS);
    await open({ subscriptionEnd }).checkNumbers();
    assert.deepEqual(brief(events), [["renewalDue", undefined, 3]]);
  });

  it("needs the shop to say where the end is", async () => {
    await assert.rejects(standIn().open().checkNumbers(), /subscriptionEnd/);
  });
});

describe("the check of the balance", () => {
  it("reports each fall below an amount once, and asks once in five minutes", async () => {
    const { partner, asked, events, open } = standIn();
    const check = async (/** @type {number | null} */ balance) => {
      partner.balance = balance;
      pass(5 * MINUTE_MS);
      const [result] = await Promise.all([
        open({ lowBalance: [100, 20] }).checkBalance(),
        open({ lowBalance: [100, 20] }).checkBalance(),
      ]);
      assert.equal(result.balance, balance);
      return events.splice(0).map(({ threshold, balance }) => [threshold, balance]);
    };
    assert.deepEqual(await check(100), []);
    assert.deepEqual(await check(99.5), [[100, 99.5]]);
    assert.deepEqual(await check(60), []);
    assert.deepEqual(await check(10), [[20, 10]]);
    assert.deepEqual(await check(50), [], "a rise is no news");
    assert.deepEqual(await check(10), [[20, 10]]);
    assert.deepEqual(await check(500), []);
    assert.deepEqual(await check(80), [[100, 80]]);
    assert.deepEqual(await check(null), []);
    assert.equal(asked.length, 9);
    const { state, balance } = await open({ lowBalance: [100] }).checkBalance();
    assert.deepEqual([state, balance], ["waiting", null]);
  });

  it("sends an event again that notify refused", async () => {
    const { partner, events, open } = standIn();
    partner.balance = 5;
    const lowBalance = [20];
    const notify = () => Promise.reject(new Error("no mail"));
    assert.equal((await open({ lowBalance, notify }).checkBalance()).undelivered, 1);
    pass(5 * MINUTE_MS);
    assert.equal((await open({ lowBalance }).checkBalance()).events, 1);
    assert.equal(events.length, 1);
  });
});

describe("createChecks", () => {
  it("refuses options that cannot work", () => {
    const { partner, open } = standIn();
    const notify = () => {};
    /** @type {[any, RegExp][]} */
    const refused = [
      [undefined, /options/],
      [{ partner }, /notify/],
      [{ notify }, /partner is missing/],
      [{ notify, partner: Promise.resolve(partner) }, /await/],
      [{ notify, partner: { ...partner, getUsage: undefined } }, /getUsage/],
      [{ notify, partner: { ...partner, store: undefined } }, /store/],
      [{ notify, partner, esims: "8900" }, /esims/],
      [{ notify, partner, lowdata: [1] }, /lowdata/],
      [{ notify, partner, lowData: [101] }, /lowData/],
      [{ notify, partner, lowData: 75 }, /lowData/],
      [{ notify, partner, requestsPerSecond: 0 }, /requestsPerSecond/],
      [{ notify, partner, everyMs: -1 }, /everyMs/],
    ];
    for (const [options, message] of refused) {
      assert.throws(() => createChecks(options), { name: "TypeError", message });
    }
    return assert.rejects(open().checkEsims({ timeMs: 0 }), /timeMs/);
  });

  it("refuses a client whose store is not the shop's", async () => {
    const shop = await createShop();
    const client = await shop.open({ store: undefined, secret: undefined });
    const notify = () => {};
    assert.throws(() => createChecks({ partner: client, notify }), /store/);
  });
});

describe("a client over the sandbox", () => {
  it("reports what its eSIMs and users have", async () => {
    const store = fullStore();
    const shop = await createShop({ store });
    /** @type {any[]} */
    const events = [];
    const checks = createChecks({
      partner: shop.client,
      notify: (event) => void events.push(event),
      subscriptionEnd: ({ subscription }) =>
        /** @type {string | undefined} */ (subscription?.current_period_end),
      renewalDue: [10, 5],
      lowBalance: [300],
      ...FAST,
    });
    const first = await checks.checkEsims();
    assert.deepEqual([first.state, first.failed], ["done", 0]);
    const { iccids } = shop.sandbox;
    const before = events.splice(0);
    assert.ok(before.every(({ usage }) => usage.source === "network"));
    assert.ok(before.length > 0);
    assert.ok(before.every(({ iccid }) => iccid !== iccids.recycled));
    assert.ok(!before.some(({ type, iccid }) => type === "lowData" && iccid === iccids.unlimited));

    await checks.checkNumbers();
    const due = events.splice(0).map(({ user, threshold }) => [user.email, threshold]);
    assert.ok(due.some(([email, days]) => email === shop.sandbox.emails.freeTrial && days === 5));
    assert.ok(due.some(([email, days]) => email === shop.sandbox.emails.subscriber && days === 10));

    const { balance } = await checks.checkBalance();
    assert.equal(balance, shop.sandbox.ledger.balance);
    assert.deepEqual(brief(events.splice(0)), [["lowBalance", undefined, 300]]);

    // The usage of the active eSIM goes on, and its events come as the days pass.
    const types = new Set();
    for (let day = 0; day < 30; day += 1) {
      pass(DAY_MS);
      await checks.checkEsims();
      for (const { type, iccid } of events.splice(0)) if (iccid === shop.iccid) types.add(type);
    }
    assert.deepEqual([...types].sort(), ["expiring", "lowData"]);
    assert.deepEqual(shop.sandbox.violations, []);
  });
});
