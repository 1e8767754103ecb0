/** The shop's journal entry of a top-up, as the page uses it. */
import { FailedOrder } from "./errors.js";

/** @typedef {import("/pkg/web.js").Purchase} Purchase */

/**
 * True if the order may have left the shop. An open entry without `open_since` is only claimed.
 *
 * @param {Purchase} entry
 */
export const wasSent = ({ state, open_since }) =>
  state !== "none" && (state !== "open" || open_since !== undefined);

/** @param {Purchase} entry @returns {import("./progress.js").Progress} */
export function readEntry({ reference, state, order, error, iccid, package_id }) {
  const kind = state === "closed" ? "purchase_closed" : error?.kind;
  return {
    reference,
    state,
    ...(iccid && { iccid }),
    ...(package_id && { package_id }),
    ...(order && { order }),
    ...(kind && { error: new FailedOrder(kind) }),
  };
}
