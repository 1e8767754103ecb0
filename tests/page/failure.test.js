// The errors that answers of the gateway mean.
import assert from "node:assert/strict";
import { it } from "node:test";
import { failureOf } from "../../src/page/failure.js";

/** The module's part: it has tests of its own. */
const work = {
  meaning: (/** @type {number} */ _status, /** @type {unknown} */ code) => ({
    kind: code === 33 ? "package_unavailable" : "validation",
    message: "no",
  }),
};

/** @param {unknown} body @param {number} [status] */
function errorOf(body, status = 422) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const answer = { status, text, retryAfterMs: undefined, ageMs: Number.NaN };
  return /** @type {any} */ (failureOf(work, answer));
}

it("a success is no error", () => {
  for (const status of [200, 204, 299]) assert.equal(errorOf("{}", status), undefined);
});

it("the code is a number or a text", () => {
  for (const [code, expected] of [
    [33, 33],
    ["33", 33],
    ["E_7", "E_7"],
    ["99999999999", "99999999999"],
    [[], undefined],
    [null, undefined],
  ]) {
    const error = errorOf({ code, reason: "why" });
    assert.equal(error.code, expected);
    assert.equal("code" in error, expected !== undefined);
    assert.equal(error.kind, expected === 33 ? "package_unavailable" : "validation");
    assert.equal(error.message, "no (422): why");
  }
});

it("the reason has three places", () => {
  for (const body of [
    { reason: "a", message: "b" },
    { meta: { message: "a" }, message: "b" },
    { message: "a", meta: 7 },
  ]) {
    assert.equal(errorOf(body).reason, "a");
  }
});

it("the messages of fields are lists of texts", () => {
  const { fields, message } = errorOf({
    data: { iccid: "is needed", "lines.0": ["a", 7, "b"], no: {} },
  });
  assert.deepEqual(fields, { iccid: ["is needed"], "lines.0": ["a", "b"] });
  assert.equal(message, "no (422): iccid: is needed");
  assert.equal("fields" in errorOf({ data: [] }), false);
});

it("HTML in place of an answer means that baseUrl is wrong", () => {
  for (const status of [200, 404]) {
    const { kind, path } = errorOf("<html>", status);
    assert.deepEqual([kind, path], ["configuration", "options.baseUrl"]);
  }
});

it("a body of any other form is an error without details", () => {
  for (const body of [
    "<html>",
    "",
    "null",
    "7",
    "[]",
    '{"code":{},"reason":7,"meta":null,"data":"x"}',
  ]) {
    const { name, ...details } = errorOf(body, 0).toJSON();
    assert.equal(name, "ValidationError");
    assert.deepEqual(details, { kind: "validation", message: "no" });
  }
});
