// The order in which `npm test` runs its suites.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { runInOrder } from "../run/order.mjs";

/** @typedef {{ name: string, ms: number, alone?: true }} Suite */

/**
 * Runs suites of these times. Returns the results, and the suites that run at each start.
 *
 * @param {Suite[]} suites
 */
async function runAll(suites) {
  /** @type {Set<string>} */
  const running = new Set();
  /** @type {string[]} */
  const starts = [];
  const results = await runInOrder(suites, async ({ name, ms }) => {
    running.add(name);
    starts.push([...running].join(" "));
    await sleep(ms);
    running.delete(name);
    return name;
  });
  return { results, starts };
}

test("two suites run at once, and the next one starts when one of them has ended", async () => {
  const { results, starts } = await runAll([
    { name: "e2e", ms: 90 },
    { name: "hosts", ms: 30 },
    { name: "money", ms: 30 },
    { name: "wasm", ms: 5 },
  ]);
  assert.deepEqual(results, ["e2e", "hosts", "money", "wasm"]);
  assert.deepEqual(starts, ["e2e", "e2e hosts", "e2e money", "e2e wasm"]);
});

test("a suite that is alone runs beside no other", async () => {
  const { starts } = await runAll([
    { name: "build", ms: 20, alone: true },
    { name: "e2e", ms: 30 },
    { name: "hosts", ms: 10 },
    { name: "bench", ms: 10, alone: true },
    { name: "wasm", ms: 1 },
  ]);
  assert.deepEqual(starts, ["build", "e2e", "e2e hosts", "bench", "wasm"]);
});

test("a suite that does not start fails the run", async () => {
  /** @type {Suite[]} */
  const suites = [
    { name: "e2e", ms: 0 },
    { name: "hosts", ms: 0 },
  ];
  const run = async (/** @type {Suite} */ { name }) => {
    if (name === "e2e") throw new Error("no process");
  };
  await assert.rejects(runInOrder(suites, run), /no process/);
});
