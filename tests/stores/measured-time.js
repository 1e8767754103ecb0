// Times that a test measures. A busy machine adds to them, so a limit depends on what an easy call takes at
// the same moment.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";

/** @typedef {import("pressone-esim/stores").Store} Store */

/** A call that does not end by itself ends with its own limit of 2 seconds. A busy machine adds seconds. */
export const MAX_END_MS = 20_000;
/** A slow call takes at most as many easy ones, plus its own limit. */
const FACTOR = 20;

/**
 * Does some work and returns its time. Fails if it takes longer than `limitMs`, plus what the machine's other
 * work explains: a call on a free lock is measured at the same moment.
 *
 * @param {Store} store
 * @param {number} limitMs
 * @param {() => Promise<unknown>} work
 */
export async function timeWithin(store, limitMs, work) {
  const startedAt = performance.now();
  const age = () => performance.now() - startedAt;
  const easy = store.lock(`free/${randomUUID()}`, async () => {}, { waitMs: 60_000 }).then(age);
  await work();
  const took = age();
  const allowed = limitMs + FACTOR * (await easy);
  assert.ok(took < allowed, `took ${took} ms, and ${allowed} ms are allowed`);
  return took;
}
