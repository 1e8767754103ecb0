/** The clocks of a storefront, which a test sets forward instead of waiting, and the timers of its page. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";

/** The entry of a worker whose clock can be set. */
export const CLOCKED_WORKER = fileURLToPath(new URL("worker/clocked.js", import.meta.url));

/**
 * Sets the clocks of the shop's worker and of PressOne forward. The worker's entry is `CLOCKED_WORKER`.
 *
 * @param {{ url: string, sandbox: { clock: { advance: (ms: number) => void } } }} storefront
 * @param {number} ms
 */
export async function passTime(storefront, ms) {
  storefront.sandbox.clock.advance(ms);
  await passWorkerTime(storefront, ms);
}

/** Sets the clock of the shop's worker alone forward. @param {{ url: string }} storefront @param {number} ms */
export async function passWorkerTime({ url }, ms) {
  const { status } = await fetch(`${url}test-clock?ms=${ms}`);
  assert.equal(status, 204);
}

/** Stops the timers of minMs and more that the page sets from now on. @param {import("./page.js").Page} page @param {number} minMs */
export const stopTimers = (page, minMs) =>
  page.evaluate((min) => {
    const original = window.setTimeout;
    const replaced = (/** @type {() => void} */ run, ms = 0) => (ms < min ? original(run, ms) : 0);
    window.setTimeout = /** @type {any} */ (replaced);
  }, minMs);
