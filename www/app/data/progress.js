/** The state of each purchase that the page knows. Views that read it are rendered again when it changes. */
import { signal } from "@preact/signals";

/**
 * @typedef {{ reference: string } & Partial<import("./unreported-orders.js").PaidOrder>} Named an order of
 *   another device has no price here
 *
 * @typedef {object} Outcome
 * @property {"ordering" | import("pressone-esim").PurchaseState} state
 * @property {import("./journal-entry.js").MadeOrder} [order] if it is `done`
 * @property {unknown} [error] if it is `failed` or `closed`
 * @property {number} [nextCheckAt] if it is `open`: the time of the next look, in ms
 * @property {number} [createdAt] the time of the first try, in ms
 * @property {boolean} [isReported] true if the shopper has seen the outcome
 *
 * @typedef {Named & Outcome} Progress
 * @typedef {ReturnType<typeof createProgressList>} ProgressList
 */

/** @param {Progress} progress */
export const isSettled = ({ state }) =>
  state === "done" || state === "failed" || state === "closed";

export function createProgressList() {
  /** @type {import("@preact/signals").Signal<ReadonlyMap<string, Progress>>} */
  const known = signal(new Map());

  return {
    /** @param {string} reference */
    get: (reference) => known.value.get(reference),

    /** Returns all purchases, the oldest first. */
    list: () => [...known.value.values()],

    /** @param {Progress} progress @returns {Progress} with what was known before */
    update(progress) {
      const { reference } = progress;
      const updated = { ...known.peek().get(reference), ...progress };
      known.value = new Map(known.peek()).set(reference, updated);
      return updated;
    },
  };
}
