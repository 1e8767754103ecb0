// The calls of `calls.mjs`, for Node and for the page. Imports nothing.

/**
 * @typedef {import("../contestants/types.js").Client} Client
 * @typedef {import("../measure.js").Contestant} Contestant
 * @typedef {Omit<import("../server.mjs").CallArguments, "credentials">} Arguments
 */

/**
 * One read of each endpoint with each client.
 *
 * @param {Record<string, Client>} clients by name
 * @param {Arguments} args
 * @returns {Record<string, Contestant[]>} by endpoint
 */
export function readContestants(clients, { iccid, list }) {
  /** @type {Record<string, (client: Client) => unknown>} */
  const calls = {
    getTopupPackages: (client) => client.getTopupPackages(iccid),
    getPackageHistory: (client) => client.getPackageHistory(iccid),
    getOrderList: (client) => client.getOrderList(list),
  };
  return Object.fromEntries(
    Object.entries(calls).map(([endpoint, call]) => [
      endpoint,
      Object.entries(clients).map(([name, client]) => ({
        name,
        // Every history is then fetched from the server.
        before: () => client.clearCache(),
        run: () => call(client),
      })),
    ]),
  );
}

/**
 * A purchase with each client that lists the offers before it orders.
 *
 * @param {Record<string, Client>} clients by name
 * @param {Arguments} args
 * @returns {Contestant[]}
 */
export const purchaseContestants = (clients, { order }) =>
  Object.entries(clients).map(([name, client]) => ({
    name,
    run: () => client.submitTopupOrder(order),
  }));

/**
 * A purchase of the page client, and the `POST` that it sends to the gateway made bare.
 *
 * @param {{ name: string, client: Client, bareName: string, baseUrl: string }} page
 * @param {Arguments} args
 * @returns {Contestant[]}
 */
export function gatewayPurchaseContestants({ name, client, bareName, baseUrl }, { order }) {
  async function post() {
    const response = await fetch(`${baseUrl}/purchases.json`, {
      method: "POST",
      headers: {
        accept: "application/json",
        "content-type": "application/json",
        "idempotency-key": `"${crypto.randomUUID()}"`,
      },
      body: JSON.stringify({ kind: "topup", ...order, tries: 0 }),
    });
    return response.json();
  }
  return [
    { name: bareName, run: post },
    { name, run: () => client.submitTopupOrder(order) },
  ];
}
