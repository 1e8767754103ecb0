/** The address of each view. It holds the whole state, so reload, back and links work. */

export const esimsPath = () => "/";

/** @param {string} iccid */
export const esimPath = (iccid) => `/esims/${encodeURIComponent(iccid)}`;

/** @param {string} iccid */
export const offersPath = (iccid) => `${esimPath(iccid)}#offers`;

/** @param {string} iccid @param {string} package_id */
export const checkoutPath = (iccid, package_id) =>
  `${esimPath(iccid)}/buy/${encodeURIComponent(package_id)}`;

/** @param {string} reference */
export const receiptPath = (reference) => `/receipts/${encodeURIComponent(reference)}`;

/** @param {string} code */
export const orderPath = (code) => `/orders/${encodeURIComponent(code)}`;

/** @param {Record<string, string>} [query] empty values are omitted */
export function ordersPath(query = {}) {
  const params = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== ""));
  return params.size > 0 ? `/orders?${params}` : "/orders";
}

export const renewPath = () => "/renew";

/** @param {string} [country] its code; "" for all */
export const numbersPath = (country = "") =>
  country ? `/numbers?${new URLSearchParams({ country })}` : "/numbers";

/** @param {string} number */
export const claimPath = (number) => `/numbers/${encodeURIComponent(number)}`;

export const shopPath = () => "/shop";

/** @param {string} place the code of a country, or the slug of a region */
export const countryPath = (place) => `/countries/${encodeURIComponent(place)}`;

/** @param {string} place @param {string} package_id */
export const buyPath = (place, package_id) =>
  `${countryPath(place)}/buy/${encodeURIComponent(package_id)}`;

export const phonesPath = () => "/phones";

/** @param {string} iccid */
export const installPath = (iccid) => `${esimPath(iccid)}/install`;

/** @typedef {"esims" | "shop" | "orders" | "numbers"} Tab */
/** @typedef {{ view: string, tab: Tab, params: string[], query: URLSearchParams }} Route */

/** @type {[RegExp, string, Tab][]} path, view, tab */
const ROUTES = [
  [/^\/$/, "esims", "esims"],
  [/^\/esims\/([^/]+)$/, "esim", "esims"],
  [/^\/esims\/([^/]+)\/buy\/([^/]+)$/, "checkout", "esims"],
  [/^\/esims\/([^/]+)\/install$/, "install", "esims"],
  [/^\/shop$/, "shop", "shop"],
  [/^\/countries\/([^/]+)$/, "country", "shop"],
  [/^\/countries\/([^/]+)\/buy\/([^/]+)$/, "buy", "shop"],
  [/^\/phones$/, "phones", "shop"],
  [/^\/receipts\/([^/]+)$/, "receipt", "orders"],
  [/^\/orders$/, "orders", "orders"],
  [/^\/orders\/([^/]+)$/, "order", "orders"],
  [/^\/renew$/, "renew", "numbers"],
  [/^\/numbers$/, "numbers", "numbers"],
  [/^\/numbers\/([^/]+)$/, "claim", "numbers"],
];

/**
 * @param {{ pathname: string, search: string }} address
 * @returns {Route | null} null if no view has this address
 */
export function parseRoute({ pathname, search }) {
  for (const [pattern, view, tab] of ROUTES) {
    const match = pattern.exec(pathname);
    if (!match) continue;
    try {
      const params = match.slice(1).map(decodeURIComponent);
      return { view, tab, params, query: new URLSearchParams(search) };
    } catch {
      // The percent-encoding is malformed.
      return null;
    }
  }
  return null;
}
