// The calls of `calls.mjs`, for Node and for the page. Imports nothing.

/** @typedef {import("./contestants/types.js").Client} Client */

/**
 * @param {Record<string, Client>} clients by name
 * @param {Omit<import("./server.mjs").Asked, "credentials">} asked
 * @returns {Record<string, import("./measure.js").Contestant[]>} by endpoint
 */
export function turns(clients, { iccid, order, list, renewal }) {
  /** @type {Record<string, (client: Client) => unknown>} */
  const calls = {
    getTopupPackages: (client) => client.getTopupPackages(iccid),
    // Two requests: the offers are listed first.
    submitTopupOrder: (client) => client.submitTopupOrder(order),
    getPackageHistory: (client) => client.getPackageHistory(iccid),
    getOrderList: (client) => client.getOrderList(list),
    renewNumber: (client) => client.renewNumber(renewal),
  };
  return Object.fromEntries(
    Object.entries(calls).map(([endpoint, call]) => [
      endpoint,
      Object.entries(clients).map(([name, client]) => ({
        name,
        // So that every history comes from the server.
        before: () => client.clearCache(),
        run: () => call(client),
      })),
    ]),
  );
}
