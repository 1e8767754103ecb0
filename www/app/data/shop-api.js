/** The shop's own endpoints: the shopper's account and payments. */
import { shopFetch } from "./connection.js";
import { ShopError } from "./errors.js";

/** @typedef {{ iccid: string, label: string, isRetired?: boolean }} Esim retired: the operator has recycled it */
/**
 * @typedef {object} PhoneNumber
 * @property {string} email the address that the number is registered with
 * @property {string} mobile
 * @property {string} plan
 * @property {number} price in US dollars a month
 * @property {{ reference: string, paid: number }} [claim] if it was claimed here
 */
/** @typedef {{ country: string, prefix: string, plan: string, price: number }} NumberPlan price in US dollars a month */
/** @typedef {{ numbers: PhoneNumber[], plans: NumberPlan[] }} Numbers the shopper's, and the plans of those on sale */
/** @typedef {Record<string, string>} Places the code of the country that a package was bought for, by the package's id */
/** @typedef {{ shopper: string, esims: Esim[], places?: Places, isDemo?: boolean }} Account */

const TIMEOUT_MS = 15_000;

/**
 * @param {string} path
 * @param {RequestInit} [init]
 * @returns {Promise<unknown>}
 */
async function request(path, init) {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const response = await shopFetch(path, { signal, ...init }).catch((cause) => {
    throw new ShopError("network", { cause });
  });
  const { ok, status } = response;
  if (status === 401) throw new ShopError("authentication", { status });
  if (status === 429) {
    const seconds = Number(response.headers.get("Retry-After")) || 0;
    throw new ShopError("rate_limited", { status, retryAfterMs: seconds * 1_000 });
  }
  // An answer that cannot be read has no status: it may be any answer.
  const body = await response.json().catch((cause) => {
    throw new ShopError("server", { cause });
  });
  if (ok) return body;
  if (status === 409) throw new ShopError(body.kind ?? "refused", { status });
  throw new ShopError(status < 500 ? "refused" : "server", { status });
}

/** Returns the account of the shopper who is signed in. */
export async function getAccount() {
  return /** @type {Account} */ (await request("/shop/account"));
}

/** Returns the shopper's phone numbers, and the plans of those that can be claimed. */
export async function getNumbers() {
  return /** @type {Numbers} */ (await request("/shop/numbers"));
}

/** @typedef {{ method: import("./unreported-orders.js").PaymentMethodType, last4: string }} PaymentMethod `last4`: the last four digits of the card */

/** Returns the payment method; null if the shopper has no such payment. @param {string} reference of the payment */
export async function getPaymentMethod(reference) {
  const method = await request(`/shop/payments/${encodeURIComponent(reference)}`);
  return /** @type {PaymentMethod | null} */ (method);
}

/** The pause before a payment whose answer was lost is asked for again. */
const ASK_AGAIN_MS = 1_000;
/** The refusals that the shop's server records with the key, so no late copy of a request pays. */
const RECORDED = [404, 409, 422];
/** The statuses of a request that paid nothing. */
const REFUSED = [...RECORDED, 400, 401, 403, 411, 413, 429];

/**
 * Makes a simulated payment. A real shop sends its provider's token here.
 *
 * The shop makes one payment for a key. So if the answer is lost, this asks once more. An error with `mayBePaid` says
 * that the payment is not known; any other error says that nothing was paid.
 *
 * @param {import("./payments.js").Payable} purchase
 * @param {string} key
 * @param {boolean} mayBePaid true if an earlier answer to this key was lost
 * @returns {Promise<{ reference: string, email?: string }>} the payment's id, which is the purchase's reference, and the
 *   address of a number that is claimed
 */
export async function createPayment(purchase, key, mayBePaid) {
  // Nothing leaves a browser that is offline.
  if (!navigator.onLine) throw new ShopError("network", { mayBePaid });
  try {
    return await requestPayment(purchase, key);
  } catch (error) {
    if (isRefusal(error, mayBePaid)) throw error;
  }
  await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
  try {
    return await requestPayment(purchase, key);
  } catch (error) {
    if (isRefusal(error, true)) throw error;
    const { kind = "server", retryAfterMs = 0 } = error instanceof ShopError ? error : {};
    throw new ShopError(kind, { cause: error, retryAfterMs, mayBePaid: true });
  }
}

/** @param {import("./payments.js").Payable} purchase @param {string} key */
async function requestPayment(purchase, key) {
  const headers = { "Content-Type": "application/json", "Idempotency-Key": key };
  const body = JSON.stringify(purchase);
  const payment = await request("/shop/payments", { method: "POST", headers, body });
  const { payment_id, ...rest } = /** @type {{ payment_id?: string, email?: string }} */ (payment);
  if (!payment_id) throw new ShopError("server");
  return { reference: payment_id, ...rest };
}

/**
 * True if the shop has paid nothing. After a lost answer, only a recorded refusal says so.
 *
 * @param {unknown} error
 * @param {boolean} isLost
 */
function isRefusal(error, isLost) {
  const status = error instanceof ShopError ? error.status : 0;
  return (isLost ? RECORDED : REFUSED).includes(status);
}
