/** The shop's own endpoints: the shopper's account and payments. */
import { ShopError } from "./errors.js";

/** @typedef {{ iccid: string, label: string }} Esim */
/** @typedef {{ shopper: string, esims: Esim[], emails: string[] }} Account */

const TIMEOUT_MS = 15_000;

/**
 * @param {string} path
 * @param {RequestInit} [init]
 * @returns {Promise<unknown>}
 */
async function request(path, init) {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const response = await fetch(path, { signal, ...init }).catch((cause) => {
    throw new ShopError("network", cause);
  });
  if (response.status === 401) throw new ShopError("authentication");
  if (!response.ok) throw new ShopError("server");
  return response.json().catch((cause) => {
    throw new ShopError("server", cause);
  });
}

/** Returns the account of the shopper who is signed in. */
export async function getAccount() {
  return /** @type {Account} */ (await request("/shop/esims"));
}

/**
 * Makes a simulated payment. A real shop shows the form of its payment provider here.
 *
 * @param {{ iccid: string, package_id: string, price: number }} purchase
 * @returns {Promise<string>} the payment's id, which is the order's reference
 */
export async function createPayment(purchase) {
  const headers = { "Content-Type": "application/json" };
  const body = JSON.stringify(purchase);
  const payment = await request("/shop/payments", { method: "POST", headers, body });
  return /** @type {{ payment_id: string }} */ (payment).payment_id;
}
