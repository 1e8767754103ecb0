// The pace of the checks: no documented limit of PressOne is exceeded, and a round takes as long as the README says.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { RUNS, simulateRound } from "./checks.js";

const README = new URL("../../pkg-template/package/checks/README.md", import.meta.url);
const ESIMS = 2_000;
/** The number of eSIMs of the README's table. */
const STATED = 100_000;
/** The part by which the hours of a short round may differ. The first token and the last minute count more. */
const TOLERANCE = 0.05;

/** The documented limits; the strictest of each. */
const USAGES_PER_SECOND = 5;
const REQUESTS_PER_ESIM = 1;
const TOKENS_PER_MINUTE = 3;

const text = readFileSync(README, "utf8");

/** The cells of the README's row. @param {string} what */
function statedOf(what) {
  const row = text.split("\n").find((line) => line.startsWith(`| ${what} `));
  assert.ok(row, `the README has no row "${what}"`);
  return row
    .split("|")
    .slice(2, -1)
    .map((cell) => Number(cell));
}

describe("a simulated round", { timeout: 120_000 }, () => {
  for (const [what, options] of RUNS) {
    it(`keeps the limits if PressOne ${what}`, async () => {
      const run = await simulateRound({ esims: ESIMS, ...options });
      assert.equal(run.esims, ESIMS);
      assert.equal(run.events, run.differentEvents);
      assert.ok(run.mostInSecond <= USAGES_PER_SECOND, `${run.mostInSecond} in a second`);
      assert.ok(
        run.mostPerEsim <= REQUESTS_PER_ESIM,
        `${run.mostPerEsim} for an eSIM in 15 minutes`,
      );
      assert.ok(run.tokensPerMinute <= TOKENS_PER_MINUTE, `${run.tokensPerMinute} tokens`);

      const [hours = 0, ...figures] = statedOf(what);
      assert.deepEqual(figures, [run.mostInSecond, run.mostPerEsim, run.tokensPerMinute]);
      const projected = (run.hours * STATED) / ESIMS;
      assert.ok(Math.abs(projected / hours - 1) < TOLERANCE, `${projected} hours`);
    });
  }
});
