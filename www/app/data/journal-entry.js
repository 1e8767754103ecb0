/** The shop's journal entry of a top-up, a new eSIM or a claimed number, as the page uses it. */
import { formatPhoneNumber } from "../format.js";
import { FailedOrder, failureKind, mayBeOfRequest, mayBeOrdered } from "./errors.js";

/** @typedef {import("pressone-esim").Purchase} Purchase */
/** @typedef {Purchase["order"] | import("pressone-esim").OwnSimOrder} MadeOrder */

/**
 * True if the order may have left the shop. An open entry without `open_since` is only claimed.
 *
 * @param {Purchase} entry
 */
export const wasSent = ({ state, open_since }) =>
  state !== "none" && (state !== "open" || open_since !== undefined);

/**
 * True if what is paid may still be ordered.
 *
 * @param {import("pressone-esim").Client} pressone
 * @param {string} reference
 * @param {unknown} error
 */
export async function staysOpen(pressone, reference, error) {
  if (mayBeOrdered(error)) return true;
  if (!mayBeOfRequest(error)) return false;
  const entry = await pressone.getPurchase(reference).catch(() => undefined);
  return entry?.state !== "failed" && entry?.state !== "closed";
}

/**
 * Returns the ICCID of an order: that of the top-up, or of the new eSIM.
 *
 * @param {MadeOrder} order
 */
export const iccidOf = (order) => order?.iccid ?? order?.sims?.[0]?.iccid;

/** @param {Purchase} entry @returns {import("./progress.js").Progress} */
export function readEntry(entry) {
  const { reference, state, order, error, package_id, claimed_number, created_at } = entry;
  const iccid = entry.iccid ?? iccidOf(order);
  const kind = entry.kind === "sim" || entry.kind === "claim" ? entry.kind : "topup";
  const failure = state === "closed" ? "purchase_closed" : error?.kind;
  return {
    reference,
    state,
    kind,
    ...(iccid && { iccid }),
    ...(package_id && { package_id }),
    ...(claimed_number && { number: claimed_number, title: formatPhoneNumber(claimed_number) }),
    ...(created_at && { createdAt: created_at }),
    ...(order && { order }),
    ...(failure && { error: new FailedOrder(failureKind(failure, kind), reference) }),
  };
}
