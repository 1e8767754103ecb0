/** The clocks of a storefront, which a test sets forward instead of waiting. */
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
export async function passTime({ url, sandbox }, ms) {
  sandbox.clock.advance(ms);
  const { status } = await fetch(`${url}test-clock?ms=${ms}`);
  assert.equal(status, 204);
}
