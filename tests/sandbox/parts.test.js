import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { DAY, minutes, parseRange, zoned } from "./core/dates.js";
import { RawNumber, toJsonText } from "./core/json-text.js";
import { plan } from "./data/catalogue.js";
import { consume } from "./state/usage.js";

test("nothing that index.js reaches needs Node", async () => {
  const waiting = [new URL("./index.js", import.meta.url).href];
  const seen = new Set(waiting);
  for (const href of waiting) {
    const text = await readFile(new URL(href), "utf8");
    for (const [, specifier = ""] of text.matchAll(/^(?:import|export)\b[^;]*?from "([^"]+)";/gm)) {
      assert.match(specifier, /^\.\.?\//, `${href} imports ${specifier}`);
      const target = new URL(specifier, href).href;
      if (!seen.has(target)) waiting.push(target);
      seen.add(target);
    }
    assert.doesNotMatch(text, /\b(?:process|Buffer|require)\b[.(]/, href);
  }
  assert.ok(seen.size > 25, `${seen.size} modules`);
});

test("raw numbers keep every digit, and look-alike texts stay texts", () => {
  const digits = "9007199254740993123";
  assert.equal(toJsonText({ id: new RawNumber(digits) }), `{"id":${digits}}`);
  const text = '"\\u0001raw:12\\u0001"';
  assert.equal(JSON.parse(toJsonText([text]))[0], text);
  assert.throws(() => new RawNumber("1e5"), /not an integer/);
});

test("ranges of days are read strictly", () => {
  assert.deepEqual(parseRange("2026-01-31 - 2026-02-01"), {
    from: Date.UTC(2026, 0, 31),
    to: Date.UTC(2026, 1, 1),
  });
  for (const wrong of ["2026-01-01", "2026-02-30 - 2026-03-01", "2026-1-1 - 2026-1-2", ""]) {
    assert.equal(parseRange(wrong), null, wrong);
  }
  assert.equal(zoned(0), "1970-01-01T00:00:00+00:00");
  assert.equal(minutes(90_000), "1970-01-01 00:01");
});

test("packages are used up one after the other", () => {
  const purchases = [
    { id: 1, plan: plan("northwind-7days-1gb-topup"), at: 0 },
    { id: 2, plan: plan("polaris-10days-unlimited-topup"), at: DAY },
  ];
  const at = (/** @type {number} */ day) =>
    consume(purchases, 512, true, day * DAY).map(({ id, status, remaining }) => [
      id,
      status,
      remaining,
    ]);
  assert.deepEqual(at(1), [
    [2, "NOT_ACTIVE", 0],
    [1, "ACTIVE", 512],
  ]);
  assert.deepEqual(at(2), [
    [2, "ACTIVE", 0],
    [1, "FINISHED", 0],
  ]);
  assert.deepEqual(at(12), [
    [2, "EXPIRED", 0],
    [1, "FINISHED", 0],
  ]);
  const [, unused] = consume(purchases, 512, false, 99 * DAY);
  assert.deepEqual([unused?.status, unused?.remaining], ["NOT_ACTIVE", 1024]);
});
