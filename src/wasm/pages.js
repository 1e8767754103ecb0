// The walk over all pages of a list, as an async iterator.
import { snapshot } from "./values.js";

/** @typedef {Record<string, any>} Row */

/**
 * Walks the rows of all pages. Each page is fetched when it is needed. A row that comes again is returned once.
 * A page without a new row ends the walk, because a server that ignores the page would cause requests without
 * end.
 *
 * @param {Row} client freed at the end
 * @param {string} method of the client: it returns a page with `next`
 * @param {string} name of the rows in a page
 * @param {string} cursor the field of the query that `next` belongs to
 * @param {string} keys the fields that tell rows apart, with a space between two
 * @param {unknown} query
 * @param {unknown} options
 */
export async function* walkPages(client, method, name, cursor, keys, query, options) {
  try {
    let pageQuery = /** @type {any} */ (snapshot(query) ?? query);
    const known = new Set();
    let knownBefore;
    let page;
    do {
      page = await client[method](pageQuery, options);
      knownBefore = known.size;
      for (const row of page[name]) {
        const key = keyOf(row, keys);
        if (known.has(key)) continue;
        known.add(key);
        yield row;
      }
      pageQuery = { ...pageQuery, [cursor]: page.next };
    } while (page.next !== null && (known.size > knownBefore || isGap(page, name)));
  } finally {
    client.free();
  }
}

/** True for an empty page before the last one: a country may have no package. @param {Row} page @param {string} name */
const isGap = (page, name) => page[name].length === 0 && page.meta?.last_page != null;

/** A row without any of the fields is told apart by all that it has. @param {Row} row @param {string} keys */
function keyOf(row, keys) {
  const values = keys.split(" ").map((key) => row[key]);
  return JSON.stringify(values.some((value) => value != null) ? values : row);
}
