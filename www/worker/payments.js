// Simulated payments. A real shop calls its payment provider here.

/** @typedef {import("pressone-esim/stores").Store} Store */
/**
 * @typedef {object} Payment
 * @property {string} shopper the shop's id of the shopper who paid
 * @property {string} iccid
 * @property {string} package_id
 * @property {number} price in US dollars
 */

const PAYMENT_ID = /^pay-[0-9a-f]{16}$/;

/** @param {string} paymentId */
const storageKey = (paymentId) => `shop:payment:${paymentId}`;

/**
 * Authorises a payment of the price; no money moves. A real shop captures the payment when the order
 * is made, and cancels it when the order is refused.
 *
 * @param {Store} store
 * @param {Payment} payment
 * @returns {Promise<string>} the payment's id, which is the order's reference
 */
export async function createPayment(store, payment) {
  const paymentId = `pay-${crypto.randomUUID().slice(0, 18).replaceAll("-", "")}`;
  await store.put(storageKey(paymentId), JSON.stringify(payment));
  return paymentId;
}

/**
 * @param {Store} store
 * @param {unknown} paymentId
 * @returns {Promise<Payment | null>} null if there is no such payment
 */
export async function getPayment(store, paymentId) {
  if (typeof paymentId !== "string" || !PAYMENT_ID.test(paymentId)) return null;
  return JSON.parse((await store.get(storageKey(paymentId))) ?? "null");
}

/**
 * Says if the order's reference is a payment of this shopper for this eSIM and package, and for which
 * price it was made.
 *
 * @param {Store} store
 * @param {string} shopper
 * @param {import("pressone-esim/gateway").GatewayOrder} order
 * @returns {Promise<import("pressone-esim/gateway").PaymentVerdict>}
 */
export async function verifyPayment(store, shopper, { reference, iccid, package_id }) {
  const payment = await getPayment(store, reference);
  const matches =
    payment?.shopper === shopper && payment.iccid === iccid && payment.package_id === package_id;
  return matches && { paid: true, price: payment.price };
}
