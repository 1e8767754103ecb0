// Lists walked page by page, as JavaScript's own async iterators.
import { plain } from "./columns.js";

/**
 * @typedef {{ id: unknown, type: unknown }} Row
 * @typedef {{ orders: Row[], next: string | null }} Page
 */

/**
 * Walks all orders of all pages. Each page is fetched when it is needed; an order that new ones push
 * onto the next page comes once. A page without an order that is new ends the walk: a server that
 * does not look at the page's number would be asked for ever.
 *
 * @param {{
 *   free: () => void,
 *   _orderPage: (query: unknown, page: string | undefined, options: unknown) => Promise<Page>,
 * }} client freed at the end
 * @param {{ type?: string } | undefined} query
 * @param {unknown} options
 */
export async function* walk(client, query, options) {
  try {
    const fixed = /** @type {typeof query} */ (plain(query)) ?? query;
    const seen = new Set();
    let page;
    let known;
    do {
      /** @type {Page} */
      const { orders, next } = await client._orderPage(fixed, page, options);
      known = seen.size;
      for (const order of orders) {
        if (seen.has(order.id)) continue;
        seen.add(order.id);
        // The API has no such filter.
        if (fixed?.type == null || order.type === fixed.type) yield order;
      }
      page = next ?? undefined;
    } while (page && seen.size > known);
  } finally {
    client.free();
  }
}
