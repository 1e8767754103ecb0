// The check of stores, against stores that break one rule each.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { checkStore } from "../../pkg/stores/check.js";
import { memoryStore } from "../../pkg/stores/memory.js";

/**
 * @typedef {import("pressone-esim/stores").Store} Store
 * @typedef {import("pressone-esim/stores/check").CheckOptions} CheckOptions
 */

/** @param {string | null | undefined} text @returns {any} */
const upper = (text) => text?.toUpperCase() ?? null;

/**
 * Broken stores: the changed methods over a right store, and the rule that the check must name.
 *
 * @type {Record<string, { rule: string, says?: RegExp, change: (right: Store) => Partial<Store>, options?: (right: Store) => CheckOptions }>}
 */
const BROKEN = {
  "forgets a value that it confirmed": {
    rule: "own writes",
    change: () => ({ async put() {} }),
  },
  "confirms a write before it is done": {
    rule: "own writes",
    change: (right) => ({
      async put(key, value, options) {
        void sleep(20)
          .then(() => right.put(key, value, options))
          .catch(() => {});
      },
    }),
  },
  "answers reads from a copy of its own": {
    rule: "own writes",
    change(right) {
      /** @type {Map<string, string | null>} */
      const copies = new Map();
      return {
        async get(key) {
          if (!copies.has(key)) copies.set(key, await right.get(key));
          return copies.get(key) ?? null;
        },
      };
    },
  },
  "answers late": {
    rule: "own writes",
    says: /answers after \d+ ms/,
    change: (right) => ({
      async delete(key) {
        await sleep(5_100);
        return right.delete(key);
      },
    }),
  },
  "never answers": {
    rule: "many values",
    says: /getMany does not answer/,
    change: () => ({ getMany: () => new Promise(() => {}) }),
  },
  "does not delete": { rule: "own writes", change: () => ({ async delete() {} }) },
  "returns many values in another order": {
    rule: "many values",
    change: (right) => ({ getMany: (keys) => right.getMany([...keys].sort()) }),
  },
  "parses what looks like JSON": {
    rule: "odd values",
    says: /a number/,
    change: (right) => ({
      async get(key) {
        const value = await right.get(key);
        return value !== null && /^\d+$/.test(value) ? String(Number(value)) : value;
      },
    }),
  },
  "cuts long values": {
    rule: "odd values",
    says: /1 MiB/,
    change: (right) => ({
      put: (key, value, options) => right.put(key, value.slice(0, 65_535), options),
    }),
  },
  "compares outside of a transaction": {
    rule: "compareAndSet of 64 concurrent callers",
    says: /\d+ callers are told that they won/,
    change: (right) => ({
      async compareAndSet(key, expected, value, options) {
        const current = await right.get(key);
        await sleep(1);
        if (current !== expected && current !== value) return false;
        await (value === null ? right.delete(key) : right.put(key, value, options));
        return true;
      },
    }),
  },
  "refuses a call that is made twice": {
    rule: "compareAndSet of 64 concurrent callers",
    says: /a call that is made twice/,
    change: (right) => ({
      async compareAndSet(key, expected, value, options) {
        if (expected !== value && (await right.get(key)) === value) return false;
        return right.compareAndSet(key, expected, value, options);
      },
    }),
  },
  "refuses a second removal": {
    rule: "removals of 64 concurrent callers",
    change: (right) => ({
      async compareAndSet(key, expected, value, options) {
        const present = (await right.get(key)) !== null;
        await sleep(1);
        if (value === null && present && (await right.get(key)) === null) return false;
        return right.compareAndSet(key, expected, value, options);
      },
    }),
  },
  "compares without regard to case": {
    rule: "compareAndSet",
    says: /the answer from "OLD"/,
    change: (right) => ({
      async compareAndSet(key, expected, value, options) {
        const current = await right.get(key);
        const same = current !== null && upper(current) === upper(expected);
        return right.compareAndSet(key, same ? current : expected, value, options);
      },
    }),
  },
  "takes an empty text for no value": {
    rule: "compareAndSet",
    change: (right) => ({
      async compareAndSet(key, expected, value, options) {
        const isEmpty = (await right.get(key)) === "";
        return right.compareAndSet(
          key,
          isEmpty && expected === null ? "" : expected,
          value,
          options,
        );
      },
    }),
  },
  "loses concurrent increments": {
    rule: "increment of 64 concurrent callers",
    change() {
      let count = 0;
      return {
        async increment() {
          const next = count + 1;
          await sleep(1);
          count = next;
          return { count, remainingMs: 1_000 };
        },
      };
    },
  },
  "never ends the window of a counter": {
    rule: "the window of a counter",
    change: (right) => ({ increment: (key) => right.increment(key, { ttlMs: 3_600_000 }) }),
  },
  "extends the window of a counter": {
    rule: "the window of a counter",
    change(right) {
      /** @type {Map<string, { count: number, endsAt: number }>} */
      const windows = new Map();
      return {
        async increment(key, { ttlMs }) {
          const before = windows.get(key);
          const alive = before !== undefined && before.endsAt > performance.now();
          windows.set(key, {
            count: (alive ? before.count : 0) + 1,
            endsAt: performance.now() + ttlMs,
          });
          return right.increment(key, { ttlMs }).then(() => ({
            count: windows.get(key)?.count ?? 0,
            remainingMs: ttlMs,
          }));
        },
      };
    },
  },
  "sorts keys as people do": {
    rule: "the order of keys",
    change: (right) => ({
      keys: async (prefix, options) =>
        (await right.keys(prefix, options)).sort((a, b) => a.localeCompare(b)),
    }),
  },
  "takes % and _ of a prefix for any text": {
    rule: "the order of keys",
    change: (right) => ({
      async keys(prefix, options) {
        const escaped = prefix.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
        const pattern = new RegExp(`^${escaped.replaceAll("%", ".*").replaceAll("_", ".")}`);
        return (await right.keys("", options)).filter((key) => pattern.test(key));
      },
    }),
  },
  "ignores the limit of a list": {
    rule: "the order of keys",
    says: /\d+ keys are returned with the limit/,
    change: (right) => ({
      keys: (prefix, options) => right.keys(prefix, { ...options, limit: undefined }),
    }),
  },
  "lists the key that `after` names": {
    rule: "the order of keys",
    change: (right) => ({
      async keys(prefix, { after, limit } = {}) {
        return (await right.keys(prefix)).filter((key) => !after || key >= after).slice(0, limit);
      },
    }),
  },
  "lists removed keys": {
    rule: "removed keys",
    change(right) {
      /** @type {Set<string>} */
      const seen = new Set();
      return {
        put(key, value, options) {
          seen.add(String(key));
          return right.put(key, value, options);
        },
        async keys(prefix, options) {
          const all = [...seen].filter((key) => key.startsWith(prefix));
          const found = await right.keys(prefix, options);
          return options ? found : [...new Set([...found, ...all])].sort();
        },
      };
    },
  },
  "forgets the time to live": {
    rule: "the end of a key (put)",
    change: (right) => ({ put: (key, value) => right.put(key, value) }),
  },
  "forgets the time to live of compareAndSet": {
    rule: "the end of a key (compareAndSet of an absent key)",
    says: /does not expire/,
    change: (right) => ({ compareAndSet: (key, from, to) => right.compareAndSet(key, from, to) }),
  },
  "ends keys early": {
    rule: "the end of a key (put)",
    says: /expires after/,
    change: (right) => ({
      put: (key, value, options) =>
        right.put(key, value, options?.ttlMs ? { ttlMs: options.ttlMs / 2 } : options),
    }),
  },
  "keeps the end of the value before": {
    rule: "a write without ttlMs",
    change(right) {
      /** @type {Map<string, number>} */
      const ttls = new Map();
      return {
        put(key, value, options) {
          if (options?.ttlMs) ttls.set(key, options.ttlMs);
          const ttlMs = options?.ttlMs ?? ttls.get(key);
          return right.put(key, value, { ttlMs });
        },
      };
    },
  },
  "changes the end in a refused compareAndSet": {
    rule: "a refused compareAndSet",
    change: (right) => ({
      async compareAndSet(key, expected, value, options) {
        const current = await right.get(key);
        const done = await right.compareAndSet(key, expected, value, options);
        if (!done && current !== null) await right.put(key, current, options);
        return done;
      },
    }),
  },
  "takes wrong arguments": {
    rule: "wrong arguments",
    says: /put\(.*must reject with a TypeError/,
    change: (right) => ({
      async put(key, value, options) {
        if (typeof value === "string" && value.includes("\0")) return;
        await right.put(key, value, options);
      },
    }),
  },
  "has a lock that two callers can hold": {
    rule: "a lock of 24 callers",
    says: /\d+ callers work under one lock/,
    change: () => ({ lock: (_name, work) => work(new AbortController().signal) }),
  },
  "has one lock for all names": {
    rule: "200 locks at once",
    change: (right) => ({ lock: (_name, work, options) => right.lock("one", work, options) }),
  },
  "replaces the error of a lock's work": {
    rule: "the result of a lock",
    says: /the work's error is replaced/,
    change: (right) => ({
      lock: (name, work, options) =>
        right.lock(name, work, options).catch((error) => {
          if (error.name === "RangeError") throw new Error("the lock failed");
          throw error;
        }),
    }),
  },
  "keeps the lock of a work that failed": {
    rule: "the result of a lock",
    says: /the lock must be free/,
    change(right) {
      /** @type {Set<string>} */
      const stuck = new Set();
      return {
        lock: (name, work, options) =>
          right
            .lock(stuck.has(name) && options.waitMs === 0 ? "stuck" : name, work, options)
            .catch((error) => {
              if (error.name === "RangeError") {
                stuck.add(name);
                void right.lock("stuck", () => sleep(3_000), { waitMs: 0 }).catch(() => {});
              }
              throw error;
            }),
      };
    },
  },
  "waits although waitMs is 0": {
    rule: "a lock that is held",
    change: (right) => ({
      lock: (name, work, options) =>
        right.lock(name, work, { ...options, waitMs: options.waitMs + 6_000 }),
    }),
  },
  "does not wait": {
    rule: "a lock that is held",
    says: /a call with waitMs 700 gives up after/,
    change: (right) => ({
      lock: (name, work, options) =>
        right.lock(name, work, { ...options, waitMs: options.waitMs === 700 ? 0 : options.waitMs }),
    }),
  },
  "ignores the caller's signal": {
    rule: "the end of waiting",
    change: (right) => ({
      lock: (name, work, options) =>
        right.lock(name, work, { waitMs: Math.min(options.waitMs, 6_000) }),
    }),
  },
  "ends the lock's signal with the caller's": {
    rule: "the caller's signal",
    change: (right) => ({
      lock: (name, work, options) =>
        right.lock(
          name,
          (lost) => work(options.signal ? AbortSignal.any([lost, options.signal]) : lost),
          options,
        ),
    }),
  },
  "does not renew its leases": {
    rule: "the renewal of a lock",
    change: (right) => ({
      async lock(name, work, options) {
        const lost = new AbortController();
        /** @type {Promise<any>} */
        let working = Promise.resolve();
        await right.lock(
          name,
          async () => {
            working = work(lost.signal);
            await Promise.race([working.catch(() => {}), sleep(5_000)]);
          },
          options,
        );
        return working;
      },
    }),
  },
  "never frees the lock of a dead process": {
    rule: "the lock of a dead process",
    says: /it is held \d+ ms/,
    change: (right) => ({
      lock: (name, work, options) =>
        right.lock(name, work, { ...options, waitMs: Math.min(options.waitMs, 15_000) }),
    }),
    options: (right) => ({
      async abandonLock(name) {
        void right.lock(name, () => sleep(16_000), { waitMs: 0 });
        await sleep(10);
      },
    }),
  },
  "forgets confirmed writes in a crash": {
    rule: "a crash",
    says: /\d+ of \d+ confirmed writes are lost/,
    change: () => ({ durability: "full" }),
    options: () => ({ crash: async () => ({ ...memoryStore(), durability: "full" }) }),
  },
  "loses a lock in a crash without a word": {
    rule: "a crash",
    says: /a second caller has the lock/,
    change: () => ({ durability: "full" }),
    options: (right) => ({
      crash: async () => ({ ...right, durability: "full", lock: memoryStore().lock }),
    }),
  },
  "lists other keys than it has after a crash": {
    rule: "a crash",
    says: /the keys after the crash/,
    change: () => ({ durability: "full" }),
    options: (right) => ({
      crash: async () => ({ ...right, durability: "full", keys: async () => [] }),
    }),
  },
  "says no durability": {
    rule: "durability",
    change: () => ({ durability: /** @type {any} */ ("high") }),
  },
};

describe("the check of stores", { concurrency: 6, timeout: 120_000 }, () => {
  for (const [what, { rule, says, change, options }] of Object.entries(BROKEN)) {
    it(`finds a store that ${what}`, async () => {
      const right = memoryStore();
      const only = new RegExp(`^${rule.replaceAll(/[()]/g, "\\$&")}$`);
      const store = { ...right, ...change(right) };
      const problems = await checkStore(store, { ...options?.(right), only });
      const [problem = "no problem"] = problems;
      assert.equal(problem.slice(0, rule.length + 2), `${rule}: `);
      if (says) assert.match(problem, says);
    });
  }

  it("writes no more when the store fails before the crash", async () => {
    const right = memoryStore();
    let calls = 0;
    /** @param {string} key @param {string | null} expected @param {string | null} value */
    async function compareAndSet(key, expected, value) {
      calls += 1;
      if (calls === 12) throw new Error("the disk is full");
      return right.compareAndSet(key, expected, value);
    }
    const options = { crash: async () => right, only: /^a crash$/ };
    const problems = await checkStore({ ...right, compareAndSet }, options);
    const before = calls;
    await sleep(100);
    assert.deepEqual(problems, ["a crash: a call failed with Error: the disk is full"]);
    assert.equal(calls, before);
  });

  it("removes what it wrote", async () => {
    const store = memoryStore();
    assert.deepEqual(await checkStore(store), []);
    assert.deepEqual(await store.keys(""), []);
  });
});
