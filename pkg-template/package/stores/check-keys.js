// Rules: keys are listed by prefix, in byte order, in pages.
import { expect, expectEqual } from "./check-subject.js";

const ENDS = [
  ...["%", "_", "*", "[a]", "?", "\\", "'", '"', " ", "  ", "~", "!", "A", "a", "B", "ab", "a/b"],
  ...["a b", "{a}", ":", "a:b", "0", "10", "9", "__proto__", "constructor", "x".repeat(140)],
];
const PAGE = 4;

/** @type {import("./check-subject.js").Rule[]} */
export const keyRules = [
  [
    "the order of keys",
    async (subject) => {
      const [one, two] = [subject.client(0), subject.client(1)];
      for (const prefix of subject.prefixes()) {
        const keys = ENDS.map((end) => prefix + end);
        await Promise.all(keys.map((key) => one.put(key, "value")));
        await one.put(`${prefix.slice(0, -1)}~`, "not under the prefix");
        const sorted = [...keys].sort();
        expectEqual(await two.keys(prefix), sorted, "the keys of a prefix, in byte order,");
        for (const key of keys) {
          const found = sorted.filter((each) => each.startsWith(key));
          expectEqual(await two.keys(key), found, `the keys that begin with ${key}`);
          expectEqual(await two.get(key), "value", `the value of ${key}`);
        }
        for (const after of [`${prefix}a`, `${prefix}aa`, prefix, "", `${prefix}~`, "~"]) {
          const found = sorted.filter((key) => key > after);
          expectEqual(await two.keys(prefix, { after }), found, `the keys after "${after}"`);
        }
        /** @type {string[]} */
        const paged = [];
        for (;;) {
          const page = await two.keys(prefix, { after: paged.at(-1), limit: PAGE });
          expect(page.length <= PAGE, `${page.length} keys are returned with the limit ${PAGE}`);
          paged.push(...page);
          if (page.length < PAGE) break;
        }
        expectEqual(paged, sorted, `the keys in pages of ${PAGE}`);
      }
    },
  ],
  [
    "the longest key",
    async (subject) => {
      const key = subject.prefix().padEnd(200, "k");
      await subject.client(0).put(key, "value");
      expectEqual(await subject.client(1).get(key), "value", "the value of a key of 200 bytes");
      expectEqual(await subject.client(1).keys(key), [key], "the list of a key of 200 bytes");
    },
  ],
  [
    "keys of several kinds",
    async (subject) => {
      const [one, two] = [subject.client(0), subject.client(1)];
      const keys = subject
        .prefixes()
        .flatMap((prefix) => [`${prefix}1`, `${prefix}2`])
        .sort();
      await Promise.all(keys.map((key) => one.put(key, "value")));
      for (const prefix of ["", "c", "o", "s", "s/", "c/", "t"]) {
        const found = (await two.keys(prefix)).filter((key) => keys.includes(key));
        const expected = keys.filter((key) => key.startsWith(prefix));
        expectEqual(found, expected, `the keys that begin with "${prefix}"`);
      }
    },
  ],
  [
    "removed keys",
    async (subject) => {
      const [one, two] = [subject.client(0), subject.client(1)];
      const prefix = subject.prefix();
      for (const end of ["1", "2", "3"]) await one.put(prefix + end, "");
      await one.delete(`${prefix}1`);
      await one.compareAndSet(`${prefix}2`, "", null);
      expectEqual(await two.keys(prefix), [`${prefix}3`], "the keys after two removals");
    },
  ],
];
