// The results of the shop's payment hooks.

/**
 * A hook that knows of one eSIM only says nothing about several, which a page can ask for.
 *
 * @param {unknown} paidFor the quantity in the verdict
 * @param {number} quantity of the order
 */
function isForQuantity(paidFor, quantity) {
  if (paidFor === undefined && quantity > 1) {
    throw new TypeError(
      `verifyPayment must name the quantity that was paid for: { paid: true, price, quantity: ${quantity} }`,
    );
  }
  return (paidFor ?? 1) === quantity;
}

/**
 * @param {unknown} verdict of `verifyPayment`
 * @param {number | null} shownPrice the price that the page showed
 * @param {number} quantity of the order
 * @returns {{ price: number | null } | "pending" | "unpaid"}
 * @throws {TypeError} for a value that `verifyPayment` must not return
 */
export function readPayment(verdict, shownPrice, quantity) {
  if (verdict === "pending") return "pending";
  if (verdict === false || verdict === null || verdict === undefined) return "unpaid";
  const isShownPrice = verdict === true;
  const {
    paid,
    price,
    quantity: paidFor,
  } = /** @type {any} */ (isShownPrice ? { paid: true, price: shownPrice } : verdict);
  if (paid === false) return "unpaid";
  const isPrice = typeof price === "number" && Number.isFinite(price) && price >= 0;
  if (paid === true && (isShownPrice || isPrice)) {
    return isForQuantity(paidFor, quantity) ? { price } : "unpaid";
  }
  throw new TypeError(
    'verifyPayment must return { paid: true, price }, true, "pending" or false; ' +
      "price is a number of US dollars, such as 4.5",
  );
}

/**
 * @param {unknown} verdict of `verifyClaim`
 * @returns {"paid" | "pending" | "unpaid"}
 * @throws {TypeError} for a value that `verifyClaim` must not return
 */
export function readClaimPayment(verdict) {
  if (verdict === true) return "paid";
  if (verdict === "pending") return "pending";
  if (verdict === false || verdict === null || verdict === undefined) return "unpaid";
  throw new TypeError('verifyClaim must return true, "pending" or false');
}

/**
 * @param {unknown} verdict of `verifyRenewal`
 * @returns {"paid" | "without_payment" | "pending" | "unpaid"}
 * @throws {TypeError} for a value that `verifyRenewal` must not return
 */
export function readRenewalPayment(verdict) {
  if (verdict === true) return "paid";
  if (verdict === "unpaid") return "without_payment";
  if (verdict === "pending") return "pending";
  if (verdict === false || verdict === null || verdict === undefined) return "unpaid";
  throw new TypeError('verifyRenewal must return true, "pending", "unpaid" or false');
}
