// Simulated payments. A real shop calls its payment provider here.

/** @typedef {import("pressone-esim/stores").Store} Store */
/**
 * @typedef {{ shopper: string, price: number, method?: PaymentMethodType } & (Topup | NewEsim | Claim | Renewal)} Payment with the
 *   shop's id of the shopper who paid, and the price in US dollars
 *
 * @typedef {"card" | "wallet"} PaymentMethodType
 *
 * @typedef {{ kind: "topup", iccid: string, package_id: string }} Topup
 * @typedef {{ kind: "sim", package_id: string, quantity: number, country?: string, type?: "global" }} NewEsim
 *   `country` or `type`: the part of PressOne's list of packages that has the package
 * @typedef {{ kind: "claim", number: string }} Claim of a phone number
 * @typedef {{ kind: "renewal", email: string }} Renewal the address that the phone number is registered with
 *
 * @typedef {{ status: number, message: string, kind?: "price_changed" | "number_unavailable" }} Refusal the page
 *   explains a kind
 */

/**
 * Returns true if the shop takes payments. Simulated payments move no money, so they are for the sandbox only. A shop
 * that calls its payment provider in this file returns true.
 *
 * @param {{ SIMULATED_PAYMENTS?: boolean }} env
 */
export const takesPayments = ({ SIMULATED_PAYMENTS }) => SIMULATED_PAYMENTS === true;

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
 * is made, and cancels it when the order is refused. It also hands the key to its payment provider.
 *
 * A key has one payment or one refusal: the first result stays. So a request that is repeated or arrives late makes no
 * second payment.
 *
 * @template {object} Wanted
 * @param {Store} store
 * @param {string} shopper
 * @param {string} key of one press of the pay button
 * @param {() => Promise<Wanted | Refusal>} decide
 * @returns {Promise<{ paymentId: string, result: Wanted | Refusal }>} the payment's id is the order's reference
 */
export async function payOnce(store, shopper, key, decide) {
  const paymentId = await paymentIdOf(shopper, key);
  const name = storageKey(paymentId);
  if ((await store.get(name)) === null) {
    await store.compareAndSet(name, null, JSON.stringify({ shopper, ...(await decide()) }));
  }
  return { paymentId, result: JSON.parse((await store.get(name)) ?? "null") };
}

/** Two shoppers never share a payment, whatever keys they send. @param {string} shopper @param {string} key */
async function paymentIdOf(shopper, key) {
  const text = new TextEncoder().encode(JSON.stringify([shopper, key]));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", text));
  const hex = [...digest.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, "0"));
  return `pay-${hex.join("")}`;
}

/**
 * @param {Store} store
 * @param {unknown} paymentId
 * @returns {Promise<Payment | null>} null if there is no such payment, or if it was refused
 */
export async function getPayment(store, paymentId) {
  if (typeof paymentId !== "string" || !PAYMENT_ID.test(paymentId)) return null;
  const payment = JSON.parse((await store.get(storageKey(paymentId))) ?? "null");
  return payment && "status" in payment ? null : payment;
}

/** The last four digits of the test card. A real shop asks its payment provider. */
const LAST4 = "4242";

/**
 * Returns the payment method of the shopper's payment, for the receipt.
 *
 * @param {Store} store
 * @param {string} shopper
 * @param {string} paymentId
 * @returns {Promise<{ method: PaymentMethodType, last4: string } | null>} null if the shopper has no such payment
 */
export async function findPaymentMethod(store, shopper, paymentId) {
  const payment = await getPayment(store, paymentId);
  if (payment?.shopper !== shopper) return null;
  return { method: payment.method ?? "card", last4: LAST4 };
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
