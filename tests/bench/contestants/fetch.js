// The baseline: `fetch` and `.json()` alone. It checks, converts, caches and retries nothing, and takes
// a server's error for an answer. A shop could not use it.

/** @typedef {(url: string, init: RequestInit) => Promise<any>} FetchJson */

/** @type {FetchJson} */
const fetchJson = async (url, init) => (await fetch(url, init)).json();

/**
 * @param {import("./types.js").Options} options
 * @param {FetchJson} [send]
 * @returns {any} a client that returns unchanged bodies
 */
export function createClient({ baseUrl, credentials }, send = fetchJson) {
  /** @type {Promise<string> | undefined} */
  let token;

  async function headers() {
    /** @type {Record<string, string>} */
    const accept = { accept: "application/json" };
    if (!credentials) return accept;
    token ??= send(`${baseUrl}/customer/v2/token`, {
      method: "POST",
      headers: accept,
      body: new URLSearchParams({ ...credentials, grant_type: "client_credentials" }),
    }).then(({ data }) => data.access_token);
    return { ...accept, authorization: `Bearer ${await token}` };
  }

  /** @param {string} path @param {RequestInit} [init] */
  async function call(path, init) {
    const all = { ...init, headers: { ...(await headers()), ...init?.headers } };
    return send(baseUrl + path, all);
  }

  /** @param {string} iccid */
  const listOffers = (iccid) => call(`/customer/v2/sims/${iccid}/topups`);

  return {
    getTopupPackages: listOffers,
    async submitTopupOrder(/** @type {import("./types.js").TopupOrderRequest} */ order) {
      const { iccid, package_id } = order;
      const { data } = await listOffers(iccid);
      if (!data.some((/** @type {any} */ offer) => offer.id === package_id))
        throw new Error("the package is not on offer");
      const body = new FormData();
      body.set("package_id", package_id);
      body.set("iccid", iccid);
      return call("/customer/v2/orders/topups", { method: "POST", body });
    },
    getPackageHistory: (/** @type {string} */ iccid) => call(`/customer/v2/sims/${iccid}/packages`),
    getOrderList: (/** @type {import("./types.js").OrderQuery} */ { include = [], limit }) =>
      call(`/customer/v2/orders?include=${include.join(",")}&limit=${limit}`),
    renewNumber: (/** @type {{ email: string }} */ renewal) =>
      call("/api/third-party/partner/renew-number/", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(renewal),
      }),
    clearCache: async () => {},
  };
}
