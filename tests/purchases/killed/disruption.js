import { setTimeout as sleep } from "node:timers/promises";

const POLL_MS = 5;

/**
 * Runs `disrupt` again and again until `work` has ended.
 *
 * @template T
 * @param {Promise<T>} work
 * @param {() => Promise<unknown>} disrupt
 */
export async function disruptDuring(work, disrupt) {
  let ended = false;
  const disruption = (async () => {
    while (!ended) await disrupt();
  })();
  try {
    return await work;
  } finally {
    ended = true;
    await disruption;
  }
}

/**
 * Resolves when `count` more purchases have ended, or all of them.
 *
 * @param {import("../shared/buyers.js").Progress} progress
 * @param {number} count
 */
export async function purchasesEnd(progress, count) {
  const target = progress.ended + count;
  while (progress.underway.size > 0 && progress.ended < target) await sleep(POLL_MS);
}
