/** Pays for an offer and orders it. */
import { mayBeOrdered } from "../data/errors.js";
import { createPayment } from "../data/shop-api.js";
import { formatOfferData } from "../format/labels.js";
import { receiptPath, refreshView } from "../routes.js";

/**
 * Shows the receipt if the order was made or may have been made. Rejects if nothing was ordered. If the
 * shopper has opened another view, a notice there tells the outcome.
 *
 * @param {import("../data/purchases.js").Purchases} purchases
 * @param {string} iccid
 * @param {import("/pkg/web.js").TopupPackage} offer
 */
export async function placeOrder(purchases, iccid, offer) {
  const { id: package_id, price } = offer;
  const checkoutAddress = location.hash;
  const reference = await createPayment({ iccid, package_id, price });
  const receiptAddress = receiptPath(reference);
  // A reload during the order must show what became of it, so the address is the receipt's.
  if (location.hash === checkoutAddress) history.replaceState(null, "", receiptAddress);
  const isAtReceipt = () => location.hash === receiptAddress;
  const title = formatOfferData(offer);
  try {
    await purchases.submit({ reference, iccid, package_id, price, title });
  } catch (error) {
    if (!mayBeOrdered(error)) {
      if (isAtReceipt()) history.replaceState(null, "", checkoutAddress);
      throw error;
    }
  }
  if (isAtReceipt()) refreshView();
}
