// The results of the shop's payment hooks.

/**
 * @param {unknown} verdict of `verifyPayment`
 * @param {number | null} shownPrice the price that the page showed
 * @returns {{ price: number | null } | "pending" | "unpaid"}
 * @throws {TypeError} for a value that `verifyPayment` must not return
 */
export function readPayment(verdict, shownPrice) {
  if (verdict === true) return { price: shownPrice };
  if (verdict === "pending") return "pending";
  if (verdict === false || verdict === null || verdict === undefined) return "unpaid";
  const { paid, price } = /** @type {any} */ (verdict);
  if (paid === false) return "unpaid";
  if (paid === true && typeof price === "number" && Number.isFinite(price) && price >= 0) {
    return { price };
  }
  throw new TypeError(
    'verifyPayment must return { paid: true, price }, true, "pending" or false; ' +
      "price is a number of US dollars, such as 4.5",
  );
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
