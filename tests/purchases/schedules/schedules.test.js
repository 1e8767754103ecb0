import assert from "node:assert/strict";
import { test } from "node:test";
import * as pressone from "#pressone-esim";
import { DEFECTS } from "./broken-clients.js";
import { playSchedule } from "./schedule.js";

/** The checks find each defect many times within so many schedules. */
const MAX_SEED = 400;

test("the same seed plays the same schedule, whatever was played before", async () => {
  for (const seed of [3, 1009]) {
    const first = await playSchedule(seed, pressone);
    await playSchedule(seed + 1, pressone);
    const second = await playSchedule(seed, pressone);
    assert.ok(first.trace.length > 20);
    assert.deepEqual(second, first);
  }
});

test("other seeds play other schedules", async () => {
  const [one, other] = [await playSchedule(3, pressone), await playSchedule(4, pressone)];
  assert.notDeepEqual(one.trace, other.trace);
});

for (const [description, defect] of Object.entries(DEFECTS)) {
  test(`the checks find a client that ${description}`, async () => {
    const finds = async (/** @type {number} */ seed) =>
      (await playSchedule(seed, pressone, defect)).problems.length > 0;
    let seed = 1;
    while (seed < MAX_SEED && !(await finds(seed))) seed += 1;
    assert.ok(seed < MAX_SEED, `${MAX_SEED} schedules found no problem`);
  });
}

test("a schedule restores the platform's clock and random numbers", async () => {
  const { setTimeout: timeout, Date: date } = globalThis;
  const random = Math.random;
  await playSchedule(5, pressone);
  assert.equal(globalThis.setTimeout, timeout);
  assert.equal(globalThis.Date, date);
  assert.equal(Math.random, random);
  assert.notDeepEqual(crypto.getRandomValues(new Uint8Array(16)), new Uint8Array(16));
});
