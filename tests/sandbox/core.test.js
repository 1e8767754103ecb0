import assert from "node:assert/strict";
import { test } from "node:test";
import {
  dateTimeWithoutSeconds,
  parseRange,
  zonedDateTime,
} from "../../pkg-template/package/sandbox/core/dates.js";
import { RawNumber, toJsonText } from "../../pkg-template/package/sandbox/core/json-text.js";
import { like } from "../../pkg-template/package/sandbox/core/like.js";

test("raw numbers keep every digit, and texts that look like them stay texts", () => {
  const digits = "9007199254740993123";
  assert.equal(toJsonText({ id: new RawNumber(digits) }), `{"id":${digits}}`);
  const text = '"\\u0001raw:12\\u0001"';
  assert.equal(JSON.parse(toJsonText([text]))[0], text);
  assert.throws(() => new RawNumber("1e5"), /not an integer/);
});

test("a range of days has one form, and its days exist", () => {
  assert.deepEqual(parseRange("2026-01-31 - 2026-02-01"), {
    from: Date.UTC(2026, 0, 31),
    to: Date.UTC(2026, 1, 1),
  });
  for (const wrong of ["2026-01-01", "2026-02-30 - 2026-03-01", "2026-1-1 - 2026-1-2", ""]) {
    assert.equal(parseRange(wrong), null, wrong);
  }
});

test("timestamps are written in UTC", () => {
  assert.equal(zonedDateTime(0), "1970-01-01T00:00:00+00:00");
  assert.equal(dateTimeWithoutSeconds(90_000), "1970-01-01 00:01");
});

test("LIKE has no special characters except % and _", () => {
  assert.ok(like("a.c")("xa.cx"));
  assert.ok(!like("a.c")("abc"));
  assert.ok(like("(1+1)")("so (1+1) is"));
  assert.ok(like("a_c")("abc"));
  assert.ok(!like("a_c")("ac"));
  assert.ok(like("a%c")("a\nbc"));
  assert.ok(like("")("anything"));
});
