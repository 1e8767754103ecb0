// Simulated payments. A real shop calls its payment provider here.

/** @typedef {import("pressone-esim/stores").Store} Store */
/**
 * @typedef {{ shopper: string, price: number } & (Topup | NewEsim | Claim | Renewal)} Payment with the shop's id of
 *   the shopper who paid, and the price in US dollars
 *
 * @typedef {{ kind: "topup", iccid: string, package_id: string }} Topup
 * @typedef {{ kind: "sim", package_id: string, quantity: number, country?: string, type?: "global" }} NewEsim
 *   `country` or `type`: the part of PressOne's list of packages that has the package
 * @typedef {{ kind: "claim", number: string }} Claim of a phone number
 * @typedef {{ kind: "renewal", email: string }} Renewal the address that the phone number is registered with
 */

const PAYMENT_ID = /^pay-[0-9a-f]{16}$/;

/** @param {string} paymentId */
const storageKey = (paymentId) => `shop:payment:${paymentId}`;

/**
 * Returns the address that a number is claimed with. PressOne knows a number's user by the address, so the shop makes
 * one for each number. No shopper can use the address of another one.
 *
 * @param {string} paymentId
 */
export const addressOf = (paymentId) => `${paymentId}@numbers.shop.example`;

/** True for an address that `addressOf` can make. @param {unknown} email */
export const isClaimAddress = (email) => {
  const [paymentId = ""] = String(email).split("@");
  return PAYMENT_ID.test(paymentId) && email === addressOf(paymentId);
};

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
 * Says if the order's reference is a payment of this shopper for this purchase, and for which price it was made.
 *
 * @param {Store} store
 * @param {string} shopper
 * @param {import("pressone-esim/gateway").GatewayOrder} order
 * @returns {Promise<import("pressone-esim/gateway").PaymentVerdict>}
 */
export async function verifyPayment(store, shopper, order) {
  const payment = await getPayment(store, order.reference);
  if (payment?.shopper !== shopper || !("package_id" in payment)) return false;
  const { kind, package_id, price } = payment;
  if (kind !== order.kind || package_id !== order.package_id) return false;
  const matches =
    kind === "sim" ? payment.quantity === order.quantity : payment.iccid === order.iccid;
  return matches && { paid: true, price };
}

/**
 * Says if the claim's reference is a payment of this shopper for this number, and the address is the shop's own.
 *
 * @param {Store} store
 * @param {string} shopper
 * @param {import("pressone-esim/gateway").GatewayClaim} claim
 */
export async function verifyClaim(store, shopper, { reference, number, email }) {
  const payment = await getPayment(store, reference);
  if (payment?.shopper !== shopper || payment.kind !== "claim") return false;
  return payment.number === number && email === addressOf(reference);
}

/**
 * Says if the renewal's reference is a payment of this shopper for this number.
 *
 * @param {Store} store
 * @param {string} shopper
 * @param {{ reference: string, email: string }} renewal
 */
export async function verifyRenewal(store, shopper, { reference, email }) {
  const payment = await getPayment(store, reference);
  return payment?.shopper === shopper && payment.kind === "renewal" && payment.email === email;
}
