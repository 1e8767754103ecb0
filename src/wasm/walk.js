// Lists walked page by page, as JavaScript's own async iterators.
import { plain } from "./columns.js";

/**
 * Walks all rows of all pages. Each page is fetched when it is needed; a row that new ones push
 * onto the next page comes once.
 *
 * @template Row, Query, Options
 * @param {{
 *   free: () => void,
 *   _orderPage: (query: Query, page: number | undefined, options: Options) =>
 *     Promise<{ orders: (Row & { id: unknown })[], next: number | undefined }>,
 * }} client freed at the end
 * @param {Query} query
 * @param {Options} options
 */
export async function* walk(client, query, options) {
  try {
    const fixed = /** @type {Query} */ (plain(query)) ?? query;
    const seen = new Set();
    let page;
    do {
      const { orders, next } = await client._orderPage(fixed, page, options);
      for (const order of orders) {
        if (seen.has(order.id)) continue;
        seen.add(order.id);
        yield order;
      }
      page = next;
    } while (page);
  } finally {
    client.free();
  }
}
