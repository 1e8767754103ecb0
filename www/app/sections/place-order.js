/** Pays for an offer and orders it. */
import { errorKind } from "../data/errors.js";
import { createPayment } from "../data/shop-api.js";
import { receiptPath, refreshView } from "../routes.js";

/**
 * Shows the receipt if the order was made or may have been made. Rejects if nothing was ordered.
 *
 * @param {import("../data/purchases.js").Purchases} purchases
 * @param {string} iccid
 * @param {import("/pkg/web.js").TopupPackage} offer
 */
export async function placeOrder(purchases, iccid, { id: package_id, price }) {
  const checkoutAddress = location.hash;
  const reference = await createPayment({ iccid, package_id, price });
  const receiptAddress = receiptPath(reference);
  // A reload during the order must show what became of it, so the address is the receipt's.
  if (location.hash === checkoutAddress) history.replaceState(null, "", receiptAddress);
  /** False if the shopper has opened another view. */
  const isAtReceipt = () => location.hash === receiptAddress;
  try {
    await purchases.submit({ package_id, iccid, price, reference });
  } catch (thrown) {
    const error = withoutStorageDoubt(thrown);
    if (errorKind(error) !== "outcome_unknown") {
      if (isAtReceipt()) history.replaceState(null, "", checkoutAddress);
      throw error;
    }
    // The receipt looks the order up and says what to do, so it replaces any other view.
    if (!isAtReceipt()) {
      location.assign(receiptAddress);
      return;
    }
  }
  if (isAtReceipt()) refreshView();
}

/**
 * Returns the cause of an unknown outcome if the cause is an unreadable journal. Such an outcome is
 * unknown only because of earlier requests, and a new payment has none.
 *
 * @param {unknown} error
 */
function withoutStorageDoubt(error) {
  const cause = error instanceof Error ? error.cause : undefined;
  return errorKind(error) === "outcome_unknown" && errorKind(cause) === "storage" ? cause : error;
}
