// The floor: `fetch` and `.json()`, nothing else. Checks, converts, keeps and retries nothing, and
// takes an error of the server for an answer. No client for a shop; what any client is held against.

/**
 * @param {import("./types.js").Options} options
 * @returns {any} bodies as they came
 */
export function createClient({ baseUrl, credentials }) {
  /** @type {Promise<string> | undefined} */
  let token;

  async function headers() {
    /** @type {Record<string, string>} */
    const accepted = { accept: "application/json" };
    if (!credentials) return accepted;
    token ??= fetch(`${baseUrl}/customer/v2/token`, {
      method: "POST",
      headers: accepted,
      body: new URLSearchParams({ ...credentials, grant_type: "client_credentials" }),
    })
      .then((response) => response.json())
      .then(({ data }) => data.access_token);
    return { ...accepted, authorization: `Bearer ${await token}` };
  }

  /** @param {string} path @param {RequestInit} [init] */
  async function call(path, init) {
    const sent = { ...init, headers: { ...(await headers()), ...init?.headers } };
    return (await fetch(baseUrl + path, sent)).json();
  }

  /** @param {string} iccid */
  const offers = (iccid) => call(`/customer/v2/sims/${iccid}/topups`);

  return {
    getTopupPackages: offers,
    async submitTopupOrder(/** @type {import("./types.js").TopupOrderRequest} */ order) {
      const { iccid, package_id } = order;
      const { data } = await offers(iccid);
      if (!data.some((/** @type {any} */ offer) => offer.id === package_id))
        throw new Error("gone");
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
