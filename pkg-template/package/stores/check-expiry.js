// Rules: what may expire does so, and not early.
import { expect, expectEqual } from "./check-subject.js";
import { now, sleep } from "./timed-call.js";

const TTL_MS = 400;
/** Clocks of whole ms may end a key this much earlier. */
const CLOCK_MS = 2;
/** An entry that expired is gone by then. */
const LATEST_MS = 10_000;

/** @typedef {import("./index.d.ts").Store} Store */

/** @type {Record<string, (store: Store, key: string) => Promise<unknown>>} */
const WRITES = {
  put: (store, key) => store.put(key, "value", { ttlMs: TTL_MS }),
  "compareAndSet of an absent key": (store, key) =>
    store.compareAndSet(key, null, "value", { ttlMs: TTL_MS }),
  "compareAndSet of a key without an end": async (store, key) => {
    await store.put(key, "before");
    return store.compareAndSet(key, "before", "value", { ttlMs: TTL_MS });
  },
};

/** @type {import("./check-subject.js").Rule[]} */
export const expiryRules = [
  ...Object.entries(WRITES).map(
    ([what, write]) =>
      /** @type {import("./check-subject.js").Rule} */ ([
        `the end of a key (${what})`,
        async (subject) => {
          const [one, two] = [subject.client(0), subject.client(1)];
          const key = `${subject.prefix()}ends`;
          const startedAt = now();
          await write(one, key);
          const read = await two.get(key);
          if (now() - startedAt < TTL_MS) expectEqual(read, "value", "a value before its end");
          while ((await two.get(key)) !== null) {
            expect(now() - startedAt < LATEST_MS, `a key with ttlMs ${TTL_MS} does not expire`);
            await sleep(5);
          }
          const age = now() - startedAt;
          const early = `a key with ttlMs ${TTL_MS} expires after ${Math.round(age)} ms`;
          expect(age >= TTL_MS - CLOCK_MS, early);
        },
      ]),
  ),
  [
    "an expired key",
    async (subject) => {
      const [one, two] = [subject.client(0), subject.client(1)];
      const prefix = subject.prefix();
      const [a, b, c, d, stays] = ["1", "2", "3", "4", "5"].map((end) => prefix + end);
      const ending = [a, b, c, d].map(String);
      for (const key of ending) await one.put(key, "old", { ttlMs: 50 });
      await one.put(String(stays), "stays", { ttlMs: 600_000 });
      await sleep(100);
      expectEqual(await two.keys(prefix), [stays], "the keys after four expired");
      expectEqual(
        await two.keys(prefix, { limit: 1 }),
        [stays],
        "the first key after four expired",
      );
      expectEqual(
        await two.getMany([...ending, String(stays)]),
        [null, null, null, null, "stays"],
        "the values",
      );
      const [first, second, third, fourth] = /** @type {[string, string, string, string]} */ (
        ending
      );
      const answers = [
        await two.compareAndSet(first, "old", "new"),
        await two.compareAndSet(second, null, "new"),
        await two.compareAndSet(third, "other", null),
      ];
      await two.put(fourth, "new");
      expectEqual(
        answers,
        [false, true, true],
        "compareAndSet, for which an expired key is absent,",
      );
      expectEqual(
        await one.getMany(ending),
        [null, "new", null, "new"],
        "the values written after the end",
      );
    },
  ],
  [
    "a write without ttlMs",
    async (subject) => {
      const [one, two] = [subject.client(0), subject.client(1)];
      // A slow store needs a longer time, so that the second writes come before the end.
      for (let ttlMs = 2_000; ; ttlMs *= 4) {
        const prefix = subject.prefix();
        const keys = ["already", "put", "same", "set"].map((end) => prefix + end);
        const [already, put, same, set] = /** @type {[string, string, string, string]} */ (keys);
        const startedAt = now();
        for (const key of keys) await one.put(key, "old", { ttlMs });
        await two.put(put, "new");
        await two.put(same, "old");
        await two.compareAndSet(set, "old", "new");
        await two.compareAndSet(already, "other", "old");
        if (now() - startedAt > ttlMs / 2) continue;
        await sleep(ttlMs + 100);
        const expected = ["old", "new", "old", "new"];
        expectEqual(
          await one.getMany(keys),
          expected,
          "values that were written again without an end",
        );
        expectEqual(await one.keys(prefix), keys, "keys that were written again without an end");
        return;
      }
    },
  ],
  [
    "a refused compareAndSet",
    async (subject) => {
      const [one, two] = [subject.client(0), subject.client(1)];
      const prefix = subject.prefix();
      const [stays, ends] = [`${prefix}stays`, `${prefix}ends`];
      await one.put(stays, "old");
      await one.put(ends, "old", { ttlMs: 300 });
      const answers = [
        await two.compareAndSet(stays, "other", "new", { ttlMs: 1 }),
        await two.compareAndSet(ends, "other", "new"),
      ];
      expectEqual(answers, [false, false], "the answers");
      await sleep(400);
      expectEqual(
        await one.getMany([stays, ends]),
        ["old", null],
        "values after refused changes of their end",
      );
    },
  ],
  [
    "a new end",
    async (subject) => {
      const [one, two] = [subject.client(0), subject.client(1)];
      const prefix = subject.prefix();
      const [longer, shorter] = [`${prefix}longer`, `${prefix}shorter`];
      await one.put(longer, "old", { ttlMs: 300 });
      await one.put(shorter, "old", { ttlMs: 600_000 });
      await two.put(longer, "new", { ttlMs: 600_000 });
      await two.put(shorter, "new", { ttlMs: 300 });
      await sleep(400);
      expectEqual(
        await one.getMany([longer, shorter]),
        ["new", null],
        "values with a longer and a shorter end",
      );
    },
  ],
  [
    "the window of a counter",
    async (subject) => {
      const [one, two] = [subject.client(0), subject.client(1)];
      const key = `count/${subject.prefix()}`;
      const startedAt = now();
      let last = await one.increment(key, { ttlMs: TTL_MS });
      expectEqual(last.count, 1, "the first count");
      for (;;) {
        // A longer time does not change the running window.
        const next = await two.increment(key, { ttlMs: 60_000 });
        const age = now() - startedAt;
        if (next.count === 1) {
          expect(
            age >= TTL_MS - CLOCK_MS,
            `a window of ${TTL_MS} ms ends after ${Math.round(age)} ms`,
          );
          const inNext = next.remainingMs > TTL_MS && next.remainingMs <= 60_000;
          expect(inNext, `the next window of 60,000 ms has ${next.remainingMs} ms left`);
          return;
        }
        expectEqual(next.count, last.count + 1, "the next count");
        const inFirst = next.remainingMs > 0 && next.remainingMs <= TTL_MS;
        expect(inFirst, `a window of ${TTL_MS} ms has ${next.remainingMs} ms left`);
        expect(age < LATEST_MS, `a window of ${TTL_MS} ms does not end`);
        last = next;
        await sleep(20);
      }
    },
  ],
  [
    "counters",
    async (subject) => {
      const [one, two] = [subject.client(0), subject.client(1)];
      const [a, b] = [`count/a${subject.prefix()}`, `count/b${subject.prefix()}`];
      await one.increment(a, { ttlMs: 60_000 });
      expectEqual((await two.increment(b, { ttlMs: 60_000 })).count, 1, "the count of another key");
      expectEqual(
        (await two.increment(a, { ttlMs: 60_000 })).count,
        2,
        "the second count of a key",
      );
      expectEqual(await one.get(a), null, "the value of a counter's key");
    },
  ],
];
