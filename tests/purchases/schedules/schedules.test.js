import assert from "node:assert/strict";
import { test } from "node:test";
import * as pressone from "#pressone-esim";
import { SABOTAGES } from "./sabotage.js";
import { play } from "./schedule.js";

/** Enough to find every sabotage many times over. */
const MOST = 400;

test("the same seed is the same schedule, whatever was played before it", async () => {
  for (const seed of [3, 1009]) {
    const first = await play(seed, pressone);
    await play(seed + 1, pressone);
    const second = await play(seed, pressone);
    assert.ok(first.trace.length > 20);
    assert.deepEqual(second, first);
  }
});

test("other seeds are other schedules", async () => {
  const [one, other] = [await play(3, pressone), await play(4, pressone)];
  assert.notDeepEqual(one.trace, other.trace);
});

for (const [name, sabotage] of Object.entries(SABOTAGES)) {
  test(`a client that ${name} is found out`, async () => {
    let seed = 1;
    while (seed < MOST && (await play(seed, pressone, sabotage)).problems.length === 0) seed += 1;
    assert.ok(seed < MOST, `${MOST} schedules found nothing wrong`);
  });
}

test("time and randomness are the platform's own again", async () => {
  const { setTimeout: timeout, Date: date } = globalThis;
  const random = Math.random;
  await play(5, pressone);
  assert.equal(globalThis.setTimeout, timeout);
  assert.equal(globalThis.Date, date);
  assert.equal(Math.random, random);
  assert.notDeepEqual(crypto.getRandomValues(new Uint8Array(16)), new Uint8Array(16));
});
