import { notFound, unauthorizedAction } from "../core/errors.js";
import { orderFields } from "./order-fields.js";
import { includes } from "./order-query.js";

/** @type {import("./types.js").Route} */
export function order({ params, query, state, shapes, write, now }) {
  const found = state.orders.find(({ id }) => String(write.id(id)) === params.id);
  if (!found || found.visibleAt > now) {
    return shapes.unknownOrder === "not-found" ? notFound(shapes) : unauthorizedAction(shapes);
  }
  return { status: 200, body: write.envelope(orderFields(found, includes(query), shapes, write)) };
}
