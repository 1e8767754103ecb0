// Rules: one caller of compareAndSet wins, however many call it and however often.
import { expect, expectEqual, show } from "./check-subject.js";
import { now, sleep } from "./timed-call.js";

const CALLERS = 64;
/** The longest time of all additions. */
const ADDING_MS = 30_000;

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

/** @param {number} count */
const callers = (count) => Array.from({ length: count }, (_, caller) => caller);

/** @type {import("./check-subject.js").Rule[]} */
export const compareRules = [
  [
    "compareAndSet",
    async (subject) => {
      const [one, two] = [subject.client(0), subject.client(1)];
      for (const prefix of subject.prefixes()) {
        for (const [index, [current, expected, value, answer]] of CASES.entries()) {
          const key = `${prefix}cas${index}`;
          if (current !== null) await one.put(key, current);
          const change = `from ${show(expected)} to ${show(value)} while it is ${show(current)}`;
          expectEqual(
            await two.compareAndSet(key, expected, value),
            answer,
            `the answer ${change}`,
          );
          const after = answer ? value : current;
          expectEqual(await one.get(key), after, `the value after compareAndSet ${change}`);
          const listed = after === null ? [] : [key];
          expectEqual(await one.keys(key), listed, `the keys after compareAndSet ${change}`);
        }
      }
    },
  ],
  [
    `compareAndSet of ${CALLERS} concurrent callers`,
    async (subject) => {
      for (let round = 0; round < 3; round += 1) {
        const key = `${subject.prefix()}claim`;
        const answers = await Promise.all(
          callers(CALLERS).map((caller) => {
            const claim = (/** @type {number} */ client) =>
              subject.client(client).compareAndSet(key, null, `caller ${caller}`);
            return Promise.all([claim(caller), claim(caller + 1)]);
          }),
        );
        for (const [caller, each] of answers.entries()) {
          each.push(await subject.client(caller + 2).compareAndSet(key, null, `caller ${caller}`));
        }
        const winner = await subject.client(0).get(key);
        const won = answers.filter((each) => each.includes(true)).length;
        expect(won === 1, `${won} callers are told that they won, and one may win`);
        for (const [caller, each] of answers.entries()) {
          const expected = winner === `caller ${caller}`;
          const message = expected
            ? "a call that is made twice must have the same answer, and the winner's second call is refused"
            : "a caller that is told that it won has not written the value";
          expect(
            each.every((answer) => answer === expected),
            message,
          );
        }
      }
    },
  ],
  [
    `additions of ${CALLERS} concurrent callers`,
    async (subject) => {
      const key = `${subject.prefix()}sum`;
      /** @param {number} caller */
      async function add(caller) {
        const client = subject.client(caller);
        const startedAt = now();
        for (;;) {
          expect(
            now() - startedAt < ADDING_MS,
            "compareAndSet refuses the value that get returned",
          );
          // A store in memory would let no timer run.
          await sleep(0);
          const current = await client.get(key);
          const sum = Number(current?.split(" ")[0] ?? 0) + 1;
          const call = () => client.compareAndSet(key, current, `${sum} of caller ${caller}`);
          const answers = await Promise.all([call(), call()]);
          if (answers.includes(true)) return;
        }
      }
      await Promise.all(callers(CALLERS).map(add));
      const sum = (await subject.client(0).get(key))?.split(" ")[0];
      expectEqual(sum, String(CALLERS), `the sum of ${CALLERS} additions by compareAndSet`);
    },
  ],
  [
    `removals of ${CALLERS} concurrent callers`,
    async (subject) => {
      const key = `${subject.prefix()}removed`;
      for (let round = 0; round < 5; round += 1) {
        await subject.client(0).put(key, "old");
        const answers = await Promise.all(
          callers(CALLERS).map((caller) => subject.client(caller).compareAndSet(key, "old", null)),
        );
        const refused = answers.filter((answer) => !answer).length;
        expect(
          refused === 0,
          `${refused} removals are refused, and the value is absent as they wanted`,
        );
        expectEqual(await subject.client(1).get(key), null, "the value after removals");
      }
    },
  ],
  [
    `increment of ${CALLERS} concurrent callers`,
    async (subject) => {
      const key = `count/${subject.prefix()}`;
      const windows = await Promise.all(
        callers(CALLERS).map((caller) => subject.client(caller).increment(key, { ttlMs: 60_000 })),
      );
      const counts = windows.map(({ count }) => count).sort((a, b) => a - b);
      const expected = callers(CALLERS).map((caller) => caller + 1);
      expectEqual(counts, expected, "the counts");
      for (const { remainingMs } of windows) {
        expect(remainingMs > 0 && remainingMs <= 60_000, `remainingMs is ${remainingMs}`);
      }
    },
  ],
];
