// The walk over all pages of the order list, as an async iterator.
import { snapshot } from "./values.js";

/** The filters that the API lacks, or does not compare exactly. */
const ROW_FILTERS = /** @type {const} */ (["type", "shopper"]);

/**
 * @typedef {{ id: unknown, type: unknown, shopper: unknown }} Row
 * @typedef {{ orders: Row[], next: number | null }} Page
 * @typedef {{ type?: string, shopper?: string, page?: number }} Query
 */

/**
 * Walks the orders of all pages. Each page is fetched when it is needed. New orders can push an order
 * onto the next page: it is returned once. A page without a new order ends the walk, because a server
 * that ignores the page number would cause requests without end.
 *
 * @param {{
 *   free: () => void,
 *   shopperDigest: (shopper: string) => string,
 *   _orderPage: (query: unknown, options: unknown) => Promise<Page>,
 * }} client freed at the end
 * @param {Query | undefined} query
 * @param {unknown} options
 */
export async function* walkOrders(client, query, options) {
  try {
    let pageQuery = /** @type {Query | undefined} */ (snapshot(query)) ?? query;
    const { type, shopper } = pageQuery ?? {};
    const wanted = {
      type,
      shopper: typeof shopper === "string" ? client.shopperDigest(shopper) : shopper,
    };
    const knownIds = new Set();
    let knownBefore;
    let page;
    do {
      page = await client._orderPage(pageQuery, options);
      knownBefore = knownIds.size;
      for (const order of page.orders) {
        if (knownIds.has(order.id)) continue;
        knownIds.add(order.id);
        const fits = ROW_FILTERS.every(
          (name) => wanted[name] == null || order[name] === wanted[name],
        );
        if (fits) yield order;
      }
      if (page.next !== null) pageQuery = { ...pageQuery, page: page.next };
    } while (page.next !== null && knownIds.size > knownBefore);
  } finally {
    client.free();
  }
}
