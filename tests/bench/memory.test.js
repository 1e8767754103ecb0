// The slope that separates a leak from the engine's own growth.
import assert from "node:assert/strict";
import { test } from "node:test";
import { heapSlope } from "./measurements/memory.mjs";

/** Six samples of a quick run, as bytes above a heap of 6 MB. @param {number[]} above */
const samples = (...above) =>
  above.map((heap, at) => ({ calls: 20_000 + at * 4_000, pages: 20, heap: 6_000_000 + heap }));

test("a table that doubles and halves again is no leak", () => {
  assert.ok(heapSlope(samples(0, 20_000, 119_000, 119_000, 5_000, 119_000)) < 1);
  assert.ok(heapSlope(samples(20_000, 0, 33_000, 33_000, 33_000, 33_000)) < 1);
});

test("an object that stays after every call is a leak, whatever else the heap does", () => {
  const leak = [0, 1, 2, 3, 4, 5].map((at) => at * 4_000 * 16);
  assert.equal(heapSlope(samples(...leak)), 16);
  const jumps = [0, 20_000, 119_000, 119_000, 5_000, 119_000];
  assert.ok(heapSlope(samples(...leak.map((heap, at) => heap + (jumps[at] ?? 0)))) > 12);
});
