// The order in which `npm test` runs its suites.
import assert from "node:assert/strict";
import { test } from "node:test";
import { runInOrder } from "../run/order.mjs";

/** @typedef {{ name: string, alone?: true }} Suite */

/**
 * Runs suites, which end in the given order. Returns the results, and the suites that run at each start.
 *
 * @param {Suite[]} suites
 * @param {string[]} order
 */
async function runAll(suites, order) {
  /** The functions that end the running suites, by name. @type {Map<string, () => void>} */
  const running = new Map();
  /** @type {string[]} */
  const starts = [];
  const run = runInOrder(suites, async ({ name }) => {
    const ended = new Promise((/** @type {(value: void) => void} */ end) => running.set(name, end));
    starts.push([...running.keys()].join(" "));
    await ended;
    return name;
  });
  for (const name of order) {
    // All that can start has started.
    for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
    running.get(name)?.();
    running.delete(name);
  }
  return { results: await run, starts };
}

test("two suites run at once, and the next one starts when one of them has ended", async () => {
  const names = ["e2e", "hosts", "money", "wasm"];
  const suites = names.map((name) => ({ name }));
  const { results, starts } = await runAll(suites, ["hosts", "money", "wasm", "e2e"]);
  assert.deepEqual(results, names);
  assert.deepEqual(starts, ["e2e", "e2e hosts", "e2e money", "e2e wasm"]);
});

test("a suite that is alone runs beside no other", async () => {
  /** @type {Suite[]} */
  const suites = [
    { name: "build", alone: true },
    { name: "e2e" },
    { name: "hosts" },
    { name: "bench", alone: true },
    { name: "wasm" },
  ];
  const { starts } = await runAll(suites, ["build", "hosts", "e2e", "bench", "wasm"]);
  assert.deepEqual(starts, ["build", "e2e", "e2e hosts", "bench", "wasm"]);
});

test("a suite that does not start fails the run", async () => {
  const suites = [{ name: "e2e" }, { name: "hosts" }];
  const run = async (/** @type {Suite} */ { name }) => {
    if (name === "e2e") throw new Error("no process");
  };
  await assert.rejects(runInOrder(suites, run), /no process/);
});
