/** The address of each view. All state is in the hash, so that reload, back and links work. */

export const esimsPath = () => "#/";
export const renewPath = () => "#/renew";

/** @param {string} iccid */
export const esimPath = (iccid) => `#/esims/${encodeURIComponent(iccid)}`;

/** @param {string} iccid @param {string} package_id */
export const checkoutPath = (iccid, package_id) =>
  `${esimPath(iccid)}/buy/${encodeURIComponent(package_id)}`;

/** @param {string} payment */
export const receiptPath = (payment) => `#/receipts/${encodeURIComponent(payment)}`;

/** @param {Record<string, string>} [query] what is empty is left out */
export function ordersPath(query = {}) {
  const params = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== ""));
  return params.size > 0 ? `#/orders?${params}` : "#/orders";
}

/** @typedef {{ view: string, tab: string, params: string[], query: URLSearchParams }} Route */

/** @type {[RegExp, string, string][]} path, view, tab */
const ROUTES = [
  [/^\/?$/, "esims", "esims"],
  [/^\/esims\/([^/]+)$/, "esim", "esims"],
  [/^\/esims\/([^/]+)\/buy\/([^/]+)$/, "checkout", "esims"],
  [/^\/receipts\/([^/]+)$/, "receipt", "orders"],
  [/^\/orders$/, "orders", "orders"],
  [/^\/renew$/, "renew", "renew"],
];

/**
 * @param {string} hash
 * @returns {Route | null} null where there is no such view
 */
export function parse(hash) {
  const [path = "", search = ""] = hash.replace(/^#/, "").split(/\?(.*)/s);
  for (const [pattern, view, tab] of ROUTES) {
    const match = pattern.exec(path);
    if (!match) continue;
    try {
      const params = match.slice(1).map(decodeURIComponent);
      return { view, tab, params, query: new URLSearchParams(search) };
    } catch {
      // Not a correct percent-encoding.
      return null;
    }
  }
  return null;
}
