/** The shop's own endpoints, which are not PressOne's: who the shopper is, and payments. */

/** @typedef {{ iccid: string, label: string }} Esim */

/** A failure of the shop itself; `kind` as in the package's errors. */
export class ShopError extends Error {
  /** @param {"network" | "authentication" | "server"} kind @param {unknown} [cause] */
  constructor(kind, cause) {
    super(`the shop's own request failed: ${kind}`, { cause });
    this.name = "ShopError";
    this.kind = kind;
  }
}

/**
 * @param {string} path
 * @param {RequestInit} [init]
 * @returns {Promise<unknown>}
 */
async function ask(path, init) {
  const signal = AbortSignal.timeout(15_000);
  const response = await fetch(path, { signal, ...init }).catch((cause) => {
    throw new ShopError("network", cause);
  });
  if (response.status === 401) throw new ShopError("authentication");
  if (!response.ok) throw new ShopError("server");
  return response.json().catch((cause) => {
    throw new ShopError("server", cause);
  });
}

/** @typedef {{ shopper: string, esims: Esim[], emails: string[] }} Belongings */

/** What belongs to the shopper who is signed in. */
export async function mine() {
  return /** @type {Belongings} */ (await ask("/shop/esims"));
}

/**
 * The simulated payment. A real shop runs its payment provider's form here.
 *
 * @param {{ iccid: string, package_id: string, price: number }} purchase
 * @returns {Promise<string>} the payment's id
 */
export async function pay(purchase) {
  const headers = { "Content-Type": "application/json" };
  const body = JSON.stringify(purchase);
  const paid = await ask("/shop/payments", { method: "POST", headers, body });
  return /** @type {{ payment_id: string }} */ (paid).payment_id;
}
