// Simulated payments. A real shop calls its payment provider here.

/** @typedef {import("pressone-esim/gateway").SharedStorage} SharedStorage */
/** @typedef {{ iccid: string, package_id: string, price: number }} Purchase */

/** @param {string} paymentId */
const storageKey = (paymentId) => `shop:payment:${paymentId}`;

/**
 * Authorises a payment of the price; no money moves. A real shop captures the payment when the order
 * is made, and cancels it when the order is refused.
 *
 * @param {SharedStorage} storage
 * @param {string} sessionId
 * @param {Purchase} purchase
 * @returns {Promise<string>} the payment's id, which is the order's reference
 */
export async function createPayment(storage, sessionId, purchase) {
  const paymentId = `pay-${crypto.randomUUID().slice(0, 18).replaceAll("-", "")}`;
  await storage.setItem(storageKey(paymentId), JSON.stringify({ ...purchase, sessionId }));
  return paymentId;
}

/**
 * True if the order's reference is a payment of this session for this eSIM, package and price.
 *
 * @param {SharedStorage} storage
 * @param {string} sessionId
 * @param {import("pressone-esim/gateway").GatewayOrder} order
 * @param {number} price
 * @returns {Promise<boolean | "price_changed">} "price_changed" if only the price differs
 */
export async function verifyPayment(storage, sessionId, order, price) {
  const payment = JSON.parse((await storage.getItem(storageKey(order.reference))) ?? "null");
  const matches =
    payment?.sessionId === sessionId &&
    payment.iccid === order.iccid &&
    payment.package_id === order.package_id;
  if (!matches) return false;
  return payment.price === price || "price_changed";
}
