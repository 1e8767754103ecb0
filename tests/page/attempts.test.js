// The delays between the attempts of a read.
import assert from "node:assert/strict";
import { afterEach, describe, it, mock } from "node:test";
import { retryDelay } from "../../src/page/attempts.js";

const MINUTE = 60_000;

/** @param {object} failure @param {number} retries @param {number} random */
function delayWith(failure, retries, random) {
  mock.method(Math, "random", () => random);
  return retryDelay(failure, retries, MINUTE);
}

describe("a read is repeated", () => {
  afterEach(() => mock.restoreAll());

  it("after transient errors only", () => {
    for (const [
      kind,
      status,
      isRetried,
    ] of /** @type {[string, number | undefined, boolean][]} */ ([
      ["network", undefined, true],
      ["rate_limited", 429, true],
      ["server", 500, true],
      ["server", 503, true],
      ["server", 408, true],
      ["server", 302, false],
      ["server", undefined, false],
      ["timeout", undefined, false],
      ["aborted", undefined, false],
      ["validation", 422, false],
      ["authentication", 401, false],
      ["decode", 200, false],
      ["outcome_unknown", 502, false],
    ])) {
      const delay = retryDelay({ kind, status }, 0, MINUTE);
      assert.equal(delay !== undefined, isRetried, `${kind} ${status}`);
    }
  });

  it("after delays that double up to a maximum", () => {
    const failure = { kind: "network" };
    for (const [retries, random, expected] of /** @type {[number, number, number][]} */ ([
      [0, 1, 500],
      [0, 0, 250],
      [1, 1, 1_000],
      [9, 1, 8_000],
      [9, 0, 4_000],
    ])) {
      assert.equal(delayWith(failure, retries, random), expected);
    }
  });

  it("after the time that the server asks for, up to a minute", () => {
    const limited = (/** @type {number} */ retryAfterMs) => ({
      ...{ kind: "rate_limited", status: 429 },
      retryAfterMs,
    });
    assert.equal(delayWith(limited(2_000), 0, 1), 2_000);
    assert.equal(delayWith(limited(0), 0, 1), 500);
    assert.equal(retryDelay(limited(MINUTE + 1), 0, 2 * MINUTE), undefined);
    assert.equal(retryDelay(limited(40_000), 0, 30_000), undefined, "longer than the call");
  });

  it("only if the call has the time", () => {
    assert.equal(retryDelay({ kind: "network" }, 0, 100), undefined);
  });
});
