// Rules: wrong arguments are refused with a TypeError, and change nothing.
import { expect, expectEqual, show } from "./check-subject.js";

/** @typedef {[method: string, args: unknown[]]} Call */

const BAD_KEYS = ["", "x".repeat(201), "\u00e9", "a\nb", "\0", undefined, null, 1, {}];
const BAD_VALUES = [
  undefined,
  1,
  {},
  "a\0b",
  "\ud800",
  "a\udfffb",
  "x".repeat(1_048_577),
  "\u20ac".repeat(349_526),
];
const BAD_TIMES = [0, -1, Number.NaN, Number.POSITIVE_INFINITY, "1", null];
const BAD_WAITS = [undefined, -1, Number.NaN, Number.POSITIVE_INFINITY, "1", null];

/** @param {string} key @returns {Call[]} */
function wrongCalls(key) {
  const work = async () => {};
  return [
    ...BAD_KEYS.flatMap(
      (bad) =>
        /** @type {Call[]} */ ([
          ["get", [bad]],
          ["getMany", [[key, bad]]],
          ["put", [bad, "value"]],
          ["delete", [bad]],
          ["compareAndSet", [bad, null, "value"]],
          ["increment", [bad, { ttlMs: 1_000 }]],
          ["lock", [bad, work, { waitMs: 0 }]],
        ]),
    ),
    ...BAD_VALUES.flatMap(
      (value) =>
        /** @type {Call[]} */ ([
          ["put", [key, value]],
          ["compareAndSet", [key, value, "new"]],
          ["compareAndSet", [key, "value", value]],
        ]),
    ),
    ["put", [key, null]],
    ...BAD_TIMES.flatMap(
      (ttlMs) =>
        /** @type {Call[]} */ ([
          ["put", [key, "new", { ttlMs }]],
          ["compareAndSet", [key, "value", "new", { ttlMs }]],
          ["increment", [key, { ttlMs }]],
        ]),
    ),
    ["increment", [key]],
    ["getMany", [key]],
    ...["\u00e9", "x".repeat(201), undefined, null, 1].map(
      (bad) => /** @type {Call} */ (["keys", [bad]]),
    ),
    ...[0, -1, 1.5, "1", null, Number.NaN].map(
      (limit) => /** @type {Call} */ (["keys", [key, { limit }]]),
    ),
    ["keys", [key, { after: 1 }]],
    ...BAD_WAITS.map((waitMs) => /** @type {Call} */ (["lock", [key, work, { waitMs }]])),
  ];
}

/** @type {import("./check-subject.js").Rule[]} */
export const argumentRules = [
  [
    "wrong arguments",
    async (subject) => {
      const store = /** @type {any} */ (subject.client(0));
      const key = `${subject.prefix()}1`;
      await store.put(key, "value");
      for (const [method, args] of wrongCalls(key)) {
        const text = `${method}(${args.map(show).join(", ")})`;
        /** @type {any} */
        let error;
        try {
          await store[method](...args);
        } catch (thrown) {
          error = thrown;
        }
        expect(
          error?.name === "TypeError",
          `${text} must reject with a TypeError, ${error ? `not with ${error.name}` : "and it resolves"}`,
        );
      }
      expectEqual(await subject.client(1).get(key), "value", "the value after refused calls");
      expectEqual(await subject.client(1).keys(key), [key], "the keys after refused calls");
    },
  ],
];
