// The contract of a store: its values, keys and counters. `lock-contract.js` is the part about locks.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { testCrowds, testLocks } from "./lock-contract.js";

/** @typedef {import("pressone-esim/stores").Store} Store */
/**
 * @typedef {object} Subject
 * @property {string} name
 * @property {() => Store[]} open Returns clients of one new and empty store, as several processes have them.
 */

/** Keys of each kind, which a store may keep in different places. */
const KINDS = ["c/", "o/1764100000/", "s/a-shopper/", "token/"];
const CALLERS = 64;
const TTL_MS = 400;
/** Clocks of whole ms may end a key this much earlier. */
const CLOCK_MS = 2;

const ODD_VALUES = {
  "an empty text": "",
  "the text null": "null",
  "quotes and backslashes": `'"\`\\' OR 1=1 --`,
  "line ends and tabs": "\r\n\t\u2028\u2029",
  "control characters": "\u0001\u001f\u007f",
  "an emoji and combining characters": "\u{1f600} e\u0301 \u05d0",
  "a byte order mark and the last characters": "\ufeff\uffff\u{10ffff}",
  "1 MiB": "x".repeat(1024 * 1024),
  "1 MiB of long characters": "\u20ac".repeat(349_525),
};

const ODD_KEYS = [
  ...["%", "_", "*", "[a]", "?", "\\", "'", '"', " ", "  ", "~", "!", "A", "a", "B", "ab", "a/b"],
  ...["a b", "{a}", ":", "a:b", "0", "10", "9", "__proto__", "constructor", "x".repeat(180)],
];

/** @param {Subject} subject */
export function testContract(subject) {
  testEntries(subject);
  testCrowds(subject);
  testLocks(subject);
}

/** The contract without its locks. @param {Subject} subject */
export function testEntries(subject) {
  testValues(subject);
  testCompareAndSet(subject);
  testKeys(subject);
  testTtl(subject);
  testCounters(subject);
  testArguments(subject);
}

/** Two clients of a new store. @param {Subject} subject @returns {[Store, Store]} */
function openTwo({ open }) {
  const [one, two] = open();
  assert.ok(one && two);
  return [one, two];
}

/** @param {Subject} subject */
function testValues(subject) {
  describe("values", { concurrency: true }, () => {
    for (const kind of KINDS) {
      it(`${kind}: a written value is read by every client, until it is removed`, async () => {
        const [one, two] = openTwo(subject);
        const key = `${kind}value`;
        assert.equal(await two.get(key), null);
        await one.put(key, "first");
        assert.equal(await two.get(key), "first");
        await two.put(key, "second");
        assert.equal(await one.get(key), "second");
        assert.equal(await one.get(`${key}x`), null);
        await one.delete(key);
        await one.delete(key);
        assert.equal(await two.get(key), null);
      });
    }

    it("a key may have 200 bytes", async () => {
      const [one, two] = openTwo(subject);
      const key = "k".repeat(200);
      await one.put(key, "value");
      assert.equal(await two.get(key), "value");
      assert.deepEqual(await two.keys(key), [key]);
    });

    it("many values are read in the order of their keys", async () => {
      const [one, two] = openTwo(subject);
      const keys = KINDS.flatMap((kind) => [`${kind}b`, `${kind}a`, `${kind}none`]);
      const values = keys.map((key) => (key.endsWith("none") ? null : `value of ${key}`));
      await Promise.all(keys.map((key, index) => values[index] && one.put(key, values[index])));
      assert.deepEqual(await two.getMany(keys), values);
      assert.deepEqual(await two.getMany([]), []);
      assert.deepEqual(await two.getMany(["c/a", "c/a"]), ["value of c/a", "value of c/a"]);
    });

    for (const [what, value] of Object.entries(ODD_VALUES)) {
      it(`${what}: the text that was written is read`, async () => {
        const [one, two] = openTwo(subject);
        await one.put("c/odd", value);
        assert.ok((await two.get("c/odd")) === value);
        assert.ok((await two.getMany(["c/odd"]))[0] === value);
        assert.equal(await two.compareAndSet("c/odd", value, "another"), true);
        assert.equal(await two.compareAndSet("c/odd", "another", value), true);
        assert.ok((await one.get("c/odd")) === value);
      });
    }
  });
}

/** @param {Subject} subject */
function testCompareAndSet(subject) {
  describe("compareAndSet", { concurrency: true }, () => {
    /** @type {[current: string | null, expected: string | null, value: string | null, answer: boolean][]} */
    const CASES = [
      [null, null, "new", true],
      [null, "other", "new", false],
      [null, "", "new", false],
      [null, null, null, true],
      [null, "other", null, true],
      ["old", "old", "new", true],
      ["old", null, "new", false],
      ["old", "other", "new", false],
      ["old", "OLD", "new", false],
      ["old", "old", null, true],
      ["old", null, null, false],
      ["old", "other", null, false],
      ["old", "other", "old", true],
      ["old", null, "old", true],
      ["", null, "new", false],
      ["", "", "new", true],
    ];
    for (const [current, expected, value, answer] of CASES) {
      const [from, to, before] = [expected, value, current].map((each) => JSON.stringify(each));
      it(`from ${from} to ${to} while it is ${before}: ${answer}`, async () => {
        const [one, two] = openTwo(subject);
        for (const kind of KINDS) {
          const key = `${kind}cas`;
          if (current !== null) await one.put(key, current);
          assert.equal(await two.compareAndSet(key, expected, value), answer);
          assert.equal(await one.get(key), answer ? value : current);
          const listed = (answer ? value : current) === null ? [] : [key];
          assert.deepEqual(await one.keys(key), listed);
        }
      });
    }

    it(`one of ${CALLERS} concurrent callers wins, and each may ask twice`, async () => {
      const clients = subject.open();
      const callers = Array.from({ length: CALLERS }, (_, caller) => caller);
      const answers = await Promise.all(
        callers.map((caller) => {
          const claim = (/** @type {number} */ offset) =>
            clientOf(clients, caller + offset).compareAndSet("c/claim", null, `caller ${caller}`);
          return Promise.all([claim(0), claim(1)]);
        }),
      );
      const winner = await clientOf(clients, 0).get("c/claim");
      for (const caller of callers) {
        const won = winner === `caller ${caller}`;
        assert.deepEqual(answers[caller], [won, won], `caller ${caller}`);
      }
    });

    it(`${CALLERS} concurrent callers who add one lose no addition, and each asks twice`, async () => {
      const clients = subject.open();
      const add = async (/** @type {number} */ caller) => {
        const client = clientOf(clients, caller);
        for (;;) {
          const current = await client.get("c/sum");
          const sum = Number(current?.split(" ")[0] ?? 0) + 1;
          const call = () => client.compareAndSet("c/sum", current, `${sum} of caller ${caller}`);
          const answers = await Promise.all([call(), call()]);
          if (answers.includes(true)) return;
        }
      };
      await Promise.all(Array.from({ length: CALLERS }, (_, caller) => add(caller)));
      const sum = await clientOf(clients, 0).get("c/sum");
      assert.equal(sum?.split(" ")[0], String(CALLERS));
    });
  });
}

/** @param {Store[]} clients @param {number} index @returns {Store} */
function clientOf(clients, index) {
  const client = clients[index % clients.length];
  assert.ok(client);
  return client;
}

/** @param {Subject} subject */
function testKeys(subject) {
  describe("keys", { concurrency: true }, () => {
    for (const kind of KINDS) {
      it(`${kind}: are listed in byte order, by prefix, after a key, up to a limit`, async () => {
        const [one, two] = openTwo(subject);
        const keys = ODD_KEYS.map((key) => kind + key);
        await Promise.all(keys.map((key) => one.put(key, "value")));
        await one.put(`${kind.slice(0, -1)}0`, "not under the prefix");
        const sorted = [...keys].sort();
        assert.deepEqual(await two.keys(kind), sorted);
        for (const prefix of keys) {
          const found = sorted.filter((key) => key.startsWith(prefix));
          assert.deepEqual(await two.keys(prefix), found, prefix);
        }
        for (const after of [`${kind}a`, `${kind}aa`, kind, "", `${kind}~`, "~"]) {
          const found = sorted.filter((key) => key > after);
          assert.deepEqual(await two.keys(kind, { after }), found, after);
        }
        /** @type {string[]} */
        const paged = [];
        for (;;) {
          const page = await two.keys(kind, { after: paged.at(-1), limit: 4 });
          assert.ok(page.length <= 4);
          paged.push(...page);
          if (page.length < 4) break;
        }
        assert.deepEqual(paged, sorted);
      });
    }

    it("a prefix may have keys of several kinds", async () => {
      const [one, two] = openTwo(subject);
      const keys = ["c/1", "c0", "o/2/c", "s/1/x", "s/2/x", "s0", "token"].sort();
      await Promise.all(keys.map((key) => one.put(key, "value")));
      for (const prefix of ["", "c", "o", "s", "s/", "c/", "t", "x"]) {
        const found = keys.filter((key) => key.startsWith(prefix));
        assert.deepEqual(await two.keys(prefix), found, prefix);
      }
      assert.deepEqual(await two.keys("", { after: "c0", limit: 2 }), ["o/2/c", "s/1/x"]);
    });

    it("a removed key is not listed", async () => {
      const [one, two] = openTwo(subject);
      for (const key of ["o/1", "o/2", "o/3"]) await one.put(key, "");
      await one.delete("o/1");
      await one.compareAndSet("o/2", "", null);
      assert.deepEqual(await two.keys("o/"), ["o/3"]);
    });
  });
}

/** Waits until a key has no value, and returns the time since `startedAt`. @param {Store} store @param {string} key @param {number} startedAt */
async function ageAtEnd(store, key, startedAt) {
  while ((await store.get(key)) !== null) {
    assert.ok(performance.now() - startedAt < 10_000, "the key does not expire");
    await sleep(5);
  }
  return performance.now() - startedAt;
}

/** @param {Subject} subject */
function testTtl(subject) {
  describe("a time to live", { concurrency: true }, () => {
    /** @type {Record<string, (store: Store, key: string) => Promise<unknown>>} */
    const writes = {
      put: (store, key) => store.put(key, "value", { ttlMs: TTL_MS }),
      "compareAndSet of an absent key": (store, key) =>
        store.compareAndSet(key, null, "value", { ttlMs: TTL_MS }),
      "compareAndSet of a key without an end": async (store, key) => {
        await store.put(key, "before");
        return store.compareAndSet(key, "before", "value", { ttlMs: TTL_MS });
      },
    };
    for (const [what, write] of Object.entries(writes)) {
      it(`${what}: the key expires, and not early`, async () => {
        const [one, two] = openTwo(subject);
        for (const kind of KINDS) {
          const key = `${kind}ends`;
          const startedAt = performance.now();
          await write(one, key);
          const read = await two.get(key);
          if (performance.now() - startedAt < TTL_MS) assert.equal(read, "value");
          const age = await ageAtEnd(two, key, startedAt);
          assert.ok(age >= TTL_MS - CLOCK_MS, `expired after ${age} ms`);
        }
      });
    }

    it("an expired key is not listed, and counts as absent", async () => {
      const [one, two] = openTwo(subject);
      for (const key of ["c/1", "c/2", "c/3", "c/4"]) await one.put(key, "old", { ttlMs: 50 });
      await one.put("c/5", "stays", { ttlMs: 60_000 });
      await sleep(100);
      assert.deepEqual(await two.keys("c/"), ["c/5"]);
      assert.deepEqual(await two.keys("c/", { limit: 1 }), ["c/5"]);
      assert.deepEqual(await two.getMany(["c/1", "c/5"]), [null, "stays"]);
      assert.equal(await two.compareAndSet("c/1", "old", "new"), false);
      assert.equal(await two.compareAndSet("c/2", null, "new"), true);
      assert.equal(await two.compareAndSet("c/3", "other", null), true);
      await two.put("c/4", "new");
      assert.deepEqual(await one.getMany(["c/1", "c/2", "c/3", "c/4"]), [null, "new", null, "new"]);
    });

    it("a write without one clears it", async () => {
      const keys = ["c/put", "c/same", "c/set", "c/already"];
      /** Writes each key twice. Returns false if the first values ended meanwhile. @param {number} ttlMs */
      const writeTwice = async (ttlMs) => {
        const [one, two] = openTwo(subject);
        const startedAt = performance.now();
        const answers = [
          ...(await Promise.all(keys.map((key) => one.compareAndSet(key, null, "old", { ttlMs })))),
          await two.put("c/put", "new"),
          await two.put("c/same", "old"),
          await two.compareAndSet("c/set", "old", "new"),
          await two.compareAndSet("c/already", "other", "old"),
        ];
        if (performance.now() - startedAt > ttlMs / 2) return false;
        assert.deepEqual(answers, [true, true, true, true, undefined, undefined, true, true]);
        await sleep(ttlMs + 100);
        assert.deepEqual(await one.getMany(keys), ["new", "old", "new", "old"]);
        assert.deepEqual(await one.keys("c/"), [...keys].sort());
        return true;
      };
      // A busy machine needs more time.
      let ttlMs = 2_000;
      while (!(await writeTwice(ttlMs))) ttlMs *= 4;
    });

    it("a refused compareAndSet does not change it", async () => {
      const [one, two] = openTwo(subject);
      await one.put("c/stays", "old");
      await one.put("c/ends", "old", { ttlMs: 200 });
      assert.equal(await two.compareAndSet("c/stays", "other", "new", { ttlMs: 1 }), false);
      assert.equal(await two.compareAndSet("c/ends", "other", "new"), false);
      await sleep(300);
      assert.deepEqual(await one.getMany(["c/stays", "c/ends"]), ["old", null]);
    });

    it("a later write may be longer or shorter", async () => {
      const [one, two] = openTwo(subject);
      await one.put("c/longer", "old", { ttlMs: 200 });
      await one.put("c/shorter", "old", { ttlMs: 60_000 });
      await two.put("c/longer", "new", { ttlMs: 60_000 });
      await two.put("c/shorter", "new", { ttlMs: 200 });
      await sleep(300);
      assert.deepEqual(await one.getMany(["c/longer", "c/shorter"]), ["new", null]);
    });
  });
}

/** @param {Subject} subject */
function testCounters(subject) {
  describe("increment", { concurrency: true }, () => {
    it(`counts ${CALLERS} concurrent calls of all clients`, async () => {
      const clients = subject.open();
      const windows = await Promise.all(
        Array.from({ length: CALLERS }, (_, caller) =>
          clientOf(clients, caller).increment("count/all", { ttlMs: 60_000 }),
        ),
      );
      const counts = windows.map(({ count }) => count).sort((a, b) => a - b);
      assert.deepEqual(
        counts,
        windows.map((_, index) => index + 1),
      );
      for (const { remainingMs } of windows) assert.ok(remainingMs > 0 && remainingMs <= 60_000);
    });

    it("starts a new window after the end of the first one, and not earlier", async () => {
      const [one, two] = openTwo(subject);
      const startedAt = performance.now();
      let last = await one.increment("count/window", { ttlMs: TTL_MS });
      assert.equal(last.count, 1);
      for (;;) {
        // A longer time does not change the running window.
        const next = await two.increment("count/window", { ttlMs: 60_000 });
        const age = performance.now() - startedAt;
        if (next.count === 1) {
          assert.ok(age >= TTL_MS - CLOCK_MS, `the window ended after ${age} ms`);
          assert.ok(next.remainingMs > TTL_MS && next.remainingMs <= 60_000);
          break;
        }
        assert.equal(next.count, last.count + 1);
        assert.ok(next.remainingMs > 0 && next.remainingMs <= TTL_MS);
        assert.ok(age < 5_000, "the window does not end");
        last = next;
        await sleep(20);
      }
    });

    it("counts each key alone", async () => {
      const [one, two] = openTwo(subject);
      await one.increment("count/a", { ttlMs: 60_000 });
      assert.equal((await two.increment("count/b", { ttlMs: 60_000 })).count, 1);
      assert.equal((await two.increment("count/a", { ttlMs: 60_000 })).count, 2);
    });
  });
}

/** @param {Subject} subject */
function testArguments(subject) {
  describe("wrong arguments", { concurrency: true }, () => {
    const badKeys = ["", "x".repeat(201), "\u00e9", "a\nb", "\0", undefined, null, 1, {}, ["c/1"]];
    const badValues = [undefined, null, 1, {}, "a\0b", "\ud800", "a\udfffb", "x".repeat(1_048_577)];
    const badTtls = [0, -1, Number.NaN, Number.POSITIVE_INFINITY, "1", null];
    const work = async () => assert.fail("the work was called");
    /** @type {[method: string, args: unknown[]][]} */
    const calls = [
      ...badKeys.flatMap((key) => wrongKey(key)),
      ...badValues.map((value) => /** @type {[string, unknown[]]} */ (["put", ["c/1", value]])),
      ...badValues.flatMap((value) => wrongComparison(value)),
      ...badTtls.flatMap((ttlMs) => wrongTtl(ttlMs)),
      ["put", ["c/1", "\u20ac".repeat(349_526)]],
      ["increment", ["c/1"]],
      ["getMany", ["c/1"]],
      ["getMany", [undefined]],
      ...["\u00e9", "x".repeat(201), undefined, null, 1].map(
        (prefix) => /** @type {[string, unknown[]]} */ (["keys", [prefix]]),
      ),
      ...[0, -1, 1.5, "1", null, Number.NaN].map(
        (limit) => /** @type {[string, unknown[]]} */ (["keys", ["c/", { limit }]]),
      ),
      ["keys", ["c/", { after: 1 }]],
      ["keys", ["c/", { after: "\u00e9" }]],
      ...[undefined, -1, Number.NaN, Number.POSITIVE_INFINITY, "1", null].map(
        (waitMs) => /** @type {[string, unknown[]]} */ (["lock", ["name", work, { waitMs }]]),
      ),
      ...badKeys.map(
        (name) => /** @type {[string, unknown[]]} */ (["lock", [name, work, { waitMs: 0 }]]),
      ),
    ];

    it("reject with a TypeError, and change nothing", async () => {
      const [one, two] = openTwo(subject);
      await one.put("c/1", "value");
      for (const [method, args] of calls) {
        const call = /** @type {any} */ (one)[method](...args);
        assert.ok(call instanceof Promise);
        const text = JSON.stringify(args).slice(0, 60);
        await assert.rejects(call, { name: "TypeError" }, `${method} ${text}`);
      }
      assert.equal(await two.get("c/1"), "value");
      assert.deepEqual(await two.keys("c/"), ["c/1"]);
    });
  });
}

/** @param {unknown} key @returns {[method: string, args: unknown[]][]} */
const wrongKey = (key) => [
  ["get", [key]],
  ["getMany", [["c/1", key]]],
  ["put", [key, "value"]],
  ["delete", [key]],
  ["compareAndSet", [key, null, "value"]],
  ["increment", [key, { ttlMs: 1_000 }]],
];

/** @param {unknown} value @returns {[method: string, args: unknown[]][]} */
function wrongComparison(value) {
  if (value === null) return [];
  return [
    ["compareAndSet", ["c/1", value, "new"]],
    ["compareAndSet", ["c/1", "value", value]],
  ];
}

/** @param {unknown} ttlMs @returns {[method: string, args: unknown[]][]} */
const wrongTtl = (ttlMs) => [
  ["put", ["c/1", "new", { ttlMs }]],
  ["compareAndSet", ["c/1", "value", "new", { ttlMs }]],
  ["increment", ["c/1", { ttlMs }]],
];
