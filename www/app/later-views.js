/** The views that a page loads on demand, so that the first view needs less. */
import { signal } from "@preact/signals";

/** @typedef {import("./shop.jsx").ViewModule} ViewModule */

/** @type {Record<string, () => Promise<ViewModule>>} */
const FILES = {
  esim: () => import("./views/esim.jsx"),
  checkout: () => import("./views/checkout.jsx"),
  receipt: () => import("./views/receipt.jsx"),
  shop: () => import("./views/shop.jsx"),
  country: () => import("./views/country.jsx"),
  buy: () => import("./views/buy.jsx"),
  phones: () => import("./views/phones.jsx"),
  install: () => import("./views/install.jsx"),
  orders: () => import("./views/orders.jsx"),
  order: () => import("./views/order.jsx"),
  renew: () => import("./views/renew.jsx"),
  numbers: () => import("./views/numbers.jsx"),
  claim: () => import("./views/claim.jsx"),
  notFound: () => import("./views/not-found.jsx"),
};

/** @type {import("@preact/signals").Signal<Record<string, ViewModule>>} */
const arrived = signal({});

/** @param {string} name @returns {ViewModule | undefined} undefined until it has arrived */
export const findLater = (name) => arrived.value[name];

/** @param {string} name */
export async function loadLater(name) {
  const module = await FILES[name]?.();
  if (module) arrived.value = { ...arrived.peek(), [name]: module };
}
