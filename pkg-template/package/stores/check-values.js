// Rules: what is written is read, whatever the text.
import { expect, expectEqual, show } from "./check-subject.js";

/** @type {Record<string, string>} */
const ODD_VALUES = {
  "an empty text": "",
  "the text null": "null",
  "a number": "12345678901234567890",
  JSON: '{"a":[1,2.50,null]}',
  "quotes and backslashes": `'"\`\\' OR 1=1 --`,
  "spaces, line ends and tabs": " \r\n\t\u2028\u2029 ",
  "control characters": "\u0001\u001f\u007f",
  "an emoji and combining characters": "\u{1f600} e\u0301 \u05d0",
  "a byte order mark and the last characters": "\ufeff\uffff\u{10ffff}",
  "1 MiB": "x".repeat(1024 * 1024),
  "1 MiB of long characters": "\u20ac".repeat(349_525),
};

/** @type {import("./check-subject.js").Rule[]} */
export const valueRules = [
  [
    "own writes",
    async (subject) => {
      for (const prefix of subject.prefixes()) {
        for (let writer = 0; writer < Math.max(2, subject.clientCount); writer += 1) {
          const [one, two] = [subject.client(writer), subject.client(writer + 1)];
          const key = `${prefix}value`;
          expectEqual(await two.get(key), null, "the value of a key without a value");
          await one.put(key, "first");
          expectEqual(await two.get(key), "first", "the value after a put was confirmed");
          await two.put(key, "second");
          expectEqual(await one.get(key), "second", "the value after a second put");
          expectEqual(await one.get(`${key}x`), null, "the value of a longer key");
          await one.delete(key);
          await one.delete(key);
          expectEqual(await two.get(key), null, "the value after a delete was confirmed");
        }
      }
    },
  ],
  [
    "many values",
    async (subject) => {
      const [one, two] = [subject.client(0), subject.client(1)];
      const keys = subject
        .prefixes()
        .flatMap((prefix) => ["b", "a", "no"].map((end) => prefix + end));
      const values = keys.map((key) => (key.endsWith("no") ? null : `value of ${key}`));
      await Promise.all(keys.map((key, index) => values[index] && one.put(key, values[index])));
      expectEqual(await two.getMany(keys), values, "getMany, in the order of its keys,");
      expectEqual(await two.getMany([]), [], "getMany of no key");
      const twice = [String(keys[0]), String(keys[0])];
      expectEqual(await two.getMany(twice), [values[0], values[0]], "getMany of a key twice");
    },
  ],
  [
    "odd values",
    async (subject) => {
      for (const [what, value] of Object.entries(ODD_VALUES)) {
        const key = `${subject.prefix()}odd`;
        const [one, two] = [subject.client(0), subject.client(1)];
        await one.put(key, value);
        const read = await two.get(key);
        expect(read === value, `${what}: ${show(value)} was written, and ${show(read)} was read`);
        const [many] = await two.getMany([key]);
        expect(many === value, `${what}: getMany reads ${show(many)}`);
        const message = `${what}: compareAndSet does not find that the value is the same`;
        expect(await two.compareAndSet(key, value, "another"), message);
        expect(await two.compareAndSet(key, "another", value), message);
        expect((await one.get(key)) === value, `${what}: compareAndSet wrote another text`);
      }
    },
  ],
];
