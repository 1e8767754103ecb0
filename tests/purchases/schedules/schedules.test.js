import assert from "node:assert/strict";
import { test } from "node:test";
import { loadVariant, VARIANTS } from "./broken-variants.js";
import { loadModules } from "./modules.js";
import { playSchedule } from "./schedule.js";

/** The checks find each defect many times within so many schedules. */
const MAX_SEED = 1_000;

const modules = await loadModules();

test("the same seed plays the same schedule, whatever was played before", async () => {
  for (const seed of [3, 1009]) {
    const first = await playSchedule(seed, modules);
    await playSchedule(seed + 1, modules);
    const second = await playSchedule(seed, modules);
    assert.ok(first.trace.length > 20);
    assert.deepEqual(second, first);
  }
});

test("other seeds play other schedules", async () => {
  const [one, other] = [await playSchedule(3, modules), await playSchedule(4, modules)];
  assert.notDeepEqual(one.trace, other.trace);
});

for (const [name, { finds }] of Object.entries(VARIANTS)) {
  test(`the checks find a package that ${name}`, async () => {
    const variant = await loadVariant(name);
    const isFound = async (/** @type {number} */ seed) => {
      const { problems } = await playSchedule(seed, variant);
      return problems.some((problem) => problem.includes(finds));
    };
    let seed = 1;
    while (seed < MAX_SEED && !(await isFound(seed))) seed += 1;
    assert.ok(seed < MAX_SEED, `${MAX_SEED} schedules found no problem with "${finds}"`);
  });
}

test("a schedule restores the platform's clock, random numbers and cryptography", async () => {
  const { setTimeout: timeout, Date: date, performance: clock } = globalThis;
  const random = Math.random;
  const { subtle, randomUUID } = crypto;
  await playSchedule(5, modules);
  assert.equal(globalThis.setTimeout, timeout);
  assert.equal(globalThis.Date, date);
  assert.equal(globalThis.performance, clock);
  assert.equal(Math.random, random);
  assert.equal(crypto.subtle, subtle);
  assert.equal(crypto.randomUUID, randomUUID);
  assert.notDeepEqual(crypto.getRandomValues(new Uint8Array(16)), new Uint8Array(16));
});
