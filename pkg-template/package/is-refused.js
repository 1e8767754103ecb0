// The purchases that were refused for good. The file imports nothing, so the gateway uses it without the
// error classes.

/** The kinds of refusals that the same call meets again. */
const FINAL_KINDS = [
  ...["insufficient_balance", "not_found", "package_unavailable", "price_changed"],
  ...["purchase_closed", "sim_recycled", "validation"],
];

/** @param {string} kind */
export const isFinalKind = (kind) => FINAL_KINDS.includes(kind);

/**
 * True if a purchase was refused for good: nothing was ordered, and the same call would be refused again.
 *
 * @param {any} error
 * @returns {boolean}
 */
export function isRefused(error) {
  try {
    return error.outcome === "not_ordered" && isFinalKind(error.kind);
  } catch {
    // It is null or undefined, or it cannot be read.
    return false;
  }
}
