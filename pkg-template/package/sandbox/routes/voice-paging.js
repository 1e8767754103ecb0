/** The pages of the voice product's lists. Their form is inferred from the framework that the paths look like. */

/** The links have another host, as in the order list. No client may follow them. */
const FOREIGN_URL = "https://users.elsewhere.invalid/api/third-party/partner/";

const DEFAULT_SIZE = 10;
const MAX_SIZE = 100;

/** Ignores a size that is no positive integer. @param {string | null} text */
export function pageSize(text) {
  return /^[1-9]\d*$/.test(text ?? "") ? Math.min(Number(text), MAX_SIZE) : DEFAULT_SIZE;
}

/** @param {string | null} text @param {number} count @param {number} size @returns {number | null} null if there is no such page. */
export function pageNumber(text, count, size) {
  if (text === null) return 1;
  const page = /^[1-9]\d*$/.test(text) ? Number(text) : Number.POSITIVE_INFINITY;
  return page <= lastPage(count, size) ? page : null;
}

/** @param {number} count @param {number} size */
const lastPage = (count, size) => Math.max(1, Math.ceil(count / size));

/**
 * The body of a page.
 *
 * @param {string} noun the last part of the path
 * @param {URLSearchParams} query
 * @param {unknown[]} rows all of them
 * @param {number} page
 * @param {number} size
 * @param {import("../core/writer.js").Writer} write
 */
export function voicePage(noun, query, rows, page, size, write) {
  const last = lastPage(rows.length, size);
  return write.withExtra({
    count: write.count(rows.length),
    next: page < last ? link(noun, query, page + 1) : null,
    previous: page > 1 ? link(noun, query, page - 1) : null,
    results: rows.slice((page - 1) * size, page * size),
  });
}

/** @param {string} noun @param {URLSearchParams} query @param {number} page */
function link(noun, query, page) {
  const parameters = new URLSearchParams(query);
  if (page === 1) parameters.delete("page");
  else parameters.set("page", String(page));
  const text = parameters.toString();
  return `${FOREIGN_URL}${noun}/${text && `?${text}`}`;
}
