/**
 * Pages of the data product's lists.
 *
 * @typedef {import("../core/shapes.js").Shapes} Shapes
 * @typedef {import("../core/writer.js").Writer} Writer
 */

const DEFAULT_LIMIT = 25;

/**
 * @param {URLSearchParams} query
 * @returns {Record<string, string>} A message per invalid parameter.
 */
export function pageErrors(query) {
  /** @type {Record<string, string>} */
  const errors = {};
  for (const name of ["limit", "page"]) {
    const text = query.get(name);
    if (text !== null && !/^[1-9]\d{0,8}$/.test(text))
      errors[name] = `The ${name} must be an integer.`;
  }
  return errors;
}

/**
 * Answers with one page of what was found.
 *
 * @template T
 * @param {object} list
 * @param {T[]} list.found
 * @param {(item: T) => unknown} list.row
 * @param {string} list.url Real servers send links to another host and an older version. No client may
 *   follow them.
 * @param {import("./types.js").Context} context
 * @returns {import("../core/errors.js").Answer}
 */
export function pageAnswer({ found, row, url }, { query, shapes, write }) {
  const limit = Number(query.get("limit") ?? DEFAULT_LIMIT);
  const page = Number(query.get("page") ?? 1);
  const shown = found.slice((page - 1) * limit, page * limit);
  const last = Math.max(1, Math.ceil(found.length / limit));
  const data = write.list(shown.map(row));
  const meta = {
    current_page: write.count(page),
    from: bound(shown.length, (page - 1) * limit + 1),
    last_page: write.count(last),
    path: url,
    per_page: perPage(limit, query.has("limit")),
    to: bound(shown.length, (page - 1) * limit + shown.length),
    total: write.count(found.length),
  };
  const links = pageLinks(query, url, page, last);
  return { status: 200, body: { ...write.envelope(data, meta), links } };

  /** @param {number} length @param {number} index */
  function bound(length, index) {
    if (length > 0) return write.count(index);
    return shapes.emptyPage === "zero" ? write.count(0) : null;
  }

  /** @param {number} size @param {boolean} isLimited */
  function perPage(size, isLimited) {
    const asText = shapes.perPage === "text" || (shapes.perPage === "auto" && isLimited);
    return asText ? String(size) : write.count(size);
  }
}

/** @param {URLSearchParams} query @param {string} url @param {number} page @param {number} last */
function pageLinks(query, url, page, last) {
  /** @param {number} target */
  const to = (target) => {
    const parameters = new URLSearchParams(query);
    parameters.set("page", String(target));
    return `${url}?${parameters}`;
  };
  return {
    first: to(1),
    last: to(last),
    prev: page > 1 ? to(page - 1) : null,
    next: page < last ? to(page + 1) : null,
  };
}
