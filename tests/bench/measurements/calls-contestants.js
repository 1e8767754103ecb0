// The calls of `calls.mjs`, for Node and for the page. Imports nothing.

/** @typedef {import("../contestants/types.js").Client} Client */

/**
 * One call of each endpoint with each client.
 *
 * @param {Record<string, Client>} clients by name
 * @param {Omit<import("../server.mjs").CallArguments, "credentials">} args
 * @returns {Record<string, import("../measure.js").Contestant[]>} by endpoint
 */
export function callContestants(clients, { iccid, order, list, renewal }) {
  /** @type {Record<string, (client: Client) => unknown>} */
  const calls = {
    getTopupPackages: (client) => client.getTopupPackages(iccid),
    // Two requests of the hand-written clients, which list the offers before an order. The package sends one:
    // its gateway lists them.
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
        // Every history is then fetched from the server.
        before: () => client.clearCache(),
        run: () => call(client),
      })),
    ]),
  );
}
