/** The state of each purchase that the page knows, and its changes. */

/**
 * @typedef {{ reference: string } & Partial<import("./unreported-orders.js").PaidOrder>} Named an order of
 *   another device has no price here
 *
 * @typedef {object} Outcome
 * @property {"ordering" | import("/pkg/web.js").PurchaseState} state
 * @property {import("/pkg/web.js").TopupOrder | undefined} [order] if it is `done`
 * @property {unknown} [error] if it is `failed` or `closed`
 * @property {number} [nextCheckAt] if it is `open`: the time of the next look, in ms
 * @property {boolean} [isReported] true if the shopper has seen the outcome
 *
 * @typedef {Named & Outcome} Progress
 * @typedef {ReturnType<typeof createProgressList>} ProgressList
 */

/** @param {Progress} progress */
export const isSettled = ({ state }) =>
  state === "done" || state === "failed" || state === "closed";

export function createProgressList() {
  /** @type {Map<string, Progress>} */
  const known = new Map();
  const changes = new EventTarget();

  return {
    /** @param {string} reference */
    get: (reference) => known.get(reference),

    /** Returns the purchases that the shopper has to be told of. */
    getNews: () => [...known.values()].filter(({ isReported }) => !isReported),

    /** @param {Progress} progress @returns {Progress} with what was known before */
    update(progress) {
      const updated = { ...known.get(progress.reference), ...progress };
      known.set(progress.reference, updated);
      changes.dispatchEvent(new CustomEvent("change", { detail: updated }));
      return updated;
    },

    /**
     * @param {(progress: Progress) => void} listener
     * @param {AbortSignal} [signal]
     */
    onChange(listener, signal) {
      const listen = (/** @type {Event} */ event) =>
        listener(/** @type {CustomEvent<Progress>} */ (event).detail);
      changes.addEventListener("change", listen, signal ? { signal } : {});
    },
  };
}
