import { createGate } from "../gate.js";

/** @typedef {import("../../pkg-template/package/sandbox/core/sandbox.js").Sandbox} Sandbox */

/** The paths of orders. */
const ORDERS = /\/orders(?:\/topups)?$/;

/**
 * Holds PressOne's answer to the next order back. PressOne makes or refuses the order at once.
 *
 * @param {object} sandbox in this process, behind a server
 * @returns {{ served: Promise<void>, release: () => void }} `served` resolves when the order is made or refused
 */
export function holdNextAnswer(sandbox) {
  const inside = /** @type {Sandbox} */ (sandbox);
  const { handle } = inside;
  const [served, released] = [createGate(), createGate()];
  inside.handle = async (request) => {
    const isHeld = request.method === "POST" && ORDERS.test(new URL(request.url).pathname);
    if (isHeld) inside.handle = handle;
    const exchange = await handle(request);
    if (!isHeld) return exchange;
    served.open();
    await released.opened;
    return exchange;
  };
  return { served: served.opened, release: released.open };
}
