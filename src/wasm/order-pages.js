// The walk over all pages of the order list, as an async iterator.
import { walkPages } from "./pages.js";
import { snapshot } from "./values.js";

/** @typedef {{ type?: string, shopper?: string }} Query */

/**
 * Walks the orders of all pages that match the query. The server does not apply all of its filters.
 *
 * @param {{
 *   free: () => void,
 *   shopperDigests?: (shopper: string) => string[],
 *   _orderPage: (query: unknown, options: unknown) => Promise<unknown>,
 * }} client freed at the end
 * @param {Query | undefined} query
 * @param {unknown} options
 */
export async function* walkOrders(client, query, options) {
  const given = /** @type {Query | undefined} */ (snapshot(query)) ?? query;
  const { type, shopper } = given ?? {};
  // A page client has no digests, and refuses the query.
  const digests = typeof shopper === "string" ? client.shopperDigests?.(shopper) : undefined;
  for await (const order of walkPages(
    client,
    "_orderPage",
    "orders",
    "page",
    "id",
    given,
    options,
  )) {
    // The API has no filter of types, and does not compare digests exactly.
    const isOfType = type == null || order.type === type;
    if (isOfType && (digests?.includes(order.shopper) ?? true)) yield order;
  }
}
