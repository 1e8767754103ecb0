import { invalid } from "../core/errors.js";
import { orderFields } from "./order-fields.js";
import { includes, orderFilter, pageOf, queryErrors } from "./order-query.js";

/** Real servers send links to another host and an older version. No client may follow them. */
const FOREIGN_URL = "https://orders.elsewhere.invalid/v1/orders";

/** @type {import("./types.js").Route} */
export function orders({ query, state, shapes, write, now }) {
  const included = includes(query);
  const matches = orderFilter(query, shapes);
  const errors = queryErrors(query);
  if (Object.keys(errors).length > 0) return invalid(shapes, errors);

  const { limit, page } = pageOf(query);
  const found = state.orders
    .filter((order) => order.visibleAt <= now && matches(order))
    .sort((a, b) => b.createdAt - a.createdAt || b.id - a.id);
  const shown = found.slice((page - 1) * limit, page * limit);
  const last = Math.max(1, Math.ceil(found.length / limit));
  const data = write.list(shown.map((order) => orderFields(order, included, shapes, write)));
  const meta = {
    current_page: write.count(page),
    from: bound(shown.length, (page - 1) * limit + 1),
    last_page: write.count(last),
    path: FOREIGN_URL,
    per_page: perPage(limit, query.has("limit")),
    to: bound(shown.length, (page - 1) * limit + shown.length),
    total: write.count(found.length),
  };
  return {
    status: 200,
    body: { ...write.envelope(data, meta), links: links(query, page, last) },
  };

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

/** @param {URLSearchParams} query @param {number} page @param {number} last */
function links(query, page, last) {
  /** @param {number} target */
  const to = (target) => {
    const parameters = new URLSearchParams(query);
    parameters.set("page", String(target));
    return `${FOREIGN_URL}?${parameters}`;
  };
  return {
    first: to(1),
    last: to(last),
    prev: page > 1 ? to(page - 1) : null,
    next: page < last ? to(page + 1) : null,
  };
}
