import { invalid } from "../core/errors.js";
import { orderFields } from "./order-fields.js";
import { includes, orderFilter, queryErrors } from "./order-query.js";
import { pageAnswer } from "./paging.js";

/** @type {import("./types.js").Route} */
export function orders(context) {
  const { query, state, shapes, write, now } = context;
  const included = includes(query);
  const matches = orderFilter(query, shapes);
  const errors = queryErrors(query);
  if (Object.keys(errors).length > 0) return invalid(shapes, errors);
  const found = state.orders
    .filter((order) => order.visibleAt <= now && matches(order))
    .sort((a, b) => b.createdAt - a.createdAt || b.id - a.id);
  const url = "https://orders.elsewhere.invalid/v1/orders";
  return pageAnswer(
    { found, row: (order) => orderFields(order, included, shapes, write), url },
    context,
  );
}
