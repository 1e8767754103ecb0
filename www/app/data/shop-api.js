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
    throw new ShopError("network", cause);
  });
  if (response.status === 401) throw new ShopError("authentication");
  if (response.status === 409) throw new ShopError((await response.json()).kind);
  if (!response.ok) throw new ShopError("server");
  return response.json().catch((cause) => {
    throw new ShopError("server", cause);
  });
}

/** Returns the account of the shopper who is signed in. */
export async function getAccount() {
  return /** @type {Account} */ (await request("/shop/account"));
}

/** Returns the shopper's phone numbers, and the plans of those that can be claimed. */
export async function getNumbers() {
  return /** @type {Numbers} */ (await request("/shop/numbers"));
}

/**
 * Makes a simulated payment. A real shop shows the form of its payment provider here.
 *
 * @param {import("./unreported-orders.js").NewOrder | { kind: "renewal", email: string }} purchase
 * @returns {Promise<{ reference: string, email?: string }>} the payment's id, which is the purchase's reference, and the
 *   address of a number that is claimed
 */
export async function createPayment(purchase) {
  const headers = { "Content-Type": "application/json" };
  const body = JSON.stringify(purchase);
  const payment = await request("/shop/payments", { method: "POST", headers, body });
  const { payment_id, ...rest } = /** @type {{ payment_id: string, email?: string }} */ (payment);
  return { reference: payment_id, ...rest };
}
