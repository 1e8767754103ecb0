// Pages of PressOne's list of packages. The store keeps each page that PressOne was asked for, and a page client names
// any size and any number. So PressOne is asked for pages of one size, up to a last one.

/** @typedef {import("./answers.js").Answer} Answer */
/** @typedef {import("pressone-esim").PackageList} PackageList */

/** The rows of a page that PressOne is asked for. `submitOrder` looks for prices on the same pages. */
export const PAGE_SIZE = 25;
/** The most rows that a page client can read. PressOne has fewer countries and regions. */
const MAX_ROWS = 1_000;
/** The most rows of one country: the country itself, and the regions that cover it. */
const MAX_ROWS_OF_COUNTRY = 100;
export const TOO_FAR = `times limit is above ${MAX_ROWS}, or above ${MAX_ROWS_OF_COUNTRY} with a country`;

/** The sources of an answer of several parts. The answer has the first of these that one of its parts has. */
const SOURCES = /** @type {const} */ (["stale", "network", "cache"]);

/**
 * The age of an answer of several parts.
 *
 * @param {readonly PackageList[]} parts one at least
 */
const ageOf = (parts) => ({
  fetched_at: Math.min(...parts.map(({ fetched_at }) => fetched_at)),
  expires_at: Math.min(...parts.map(({ expires_at }) => expires_at)),
  source: SOURCES.find((name) => parts.some(({ source }) => source === name)) ?? "cache",
});

/**
 * Returns the position of a page, or undefined if its last row is beyond `maxRows`.
 *
 * @param {{ page?: string | undefined, limit?: string | undefined, country?: string | undefined }} values
 */
export function positionOf({ page = "1", limit = String(PAGE_SIZE), country }) {
  const position = { page: Number(page), limit: Number(limit) };
  const maxRows = country ? MAX_ROWS_OF_COUNTRY : MAX_ROWS;
  return position.page * position.limit > maxRows ? undefined : { ...position, maxRows };
}

/**
 * Reads a page of a page client's size.
 *
 * @param {{ page: number, limit: number, maxRows: number }} position
 * @param {(number: number) => Promise<PackageList | { refusal: Answer }>} read a page of PressOne
 * @returns {Promise<Omit<PackageList, "packages"> | { refusal: Answer }>}
 */
export async function readPackagePage({ page, limit, maxRows }, read) {
  const start = (page - 1) * limit;
  const end = start + limit;
  /** @type {PackageList[]} */
  const parts = [];
  const countries = [];
  let hasMore = false;
  for (
    let number = Math.floor(start / PAGE_SIZE) + 1;
    (number - 1) * PAGE_SIZE < end;
    number += 1
  ) {
    const part = await read(number);
    if ("refusal" in part) return part;
    parts.push(part);
    const before = (number - 1) * PAGE_SIZE;
    const rows = part.countries;
    // A server that ignores the size sends more rows than `PAGE_SIZE`. They count as the last rows of the part.
    const last = end >= before + PAGE_SIZE ? rows.length : end - before;
    countries.push(...rows.slice(Math.max(0, start - before), last));
    hasMore = part.next !== null || last < rows.length;
    if (part.next === null) break;
  }
  const total = parts.at(-1)?.meta.total ?? null;
  const isEmpty = countries.length === 0;
  const meta = {
    ...{ current_page: page, per_page: limit, total },
    last_page: total === null ? null : Math.max(1, Math.ceil(total / limit)),
    from: isEmpty ? null : start + 1,
    to: isEmpty ? null : start + countries.length,
  };
  const next = hasMore && end + limit <= maxRows ? page + 1 : null;
  return { countries, meta, next, ...ageOf(parts) };
}
