/** The address of each view. The hash holds the whole state, so reload, back and links work. */

export const esimsPath = () => "#/";

/** @param {string} iccid */
export const esimPath = (iccid) => `#/esims/${encodeURIComponent(iccid)}`;

/** @param {string} iccid @param {string} package_id */
export const checkoutPath = (iccid, package_id) =>
  `${esimPath(iccid)}/buy/${encodeURIComponent(package_id)}`;

/** @param {string} reference */
export const receiptPath = (reference) => `#/receipts/${encodeURIComponent(reference)}`;

/** @param {Record<string, string>} [query] empty values are omitted */
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
 * @returns {Route | null} null if no view has this address
 */
export function parseRoute(hash) {
  const [path = "", search = ""] = hash.replace(/^#/, "").split(/\?(.*)/s);
  for (const [pattern, view, tab] of ROUTES) {
    const match = pattern.exec(path);
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

/** Shows the view of the current address anew. */
export function refreshView() {
  window.dispatchEvent(new HashChangeEvent("hashchange"));
}
