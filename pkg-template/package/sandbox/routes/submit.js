import { business, invalid } from "../core/errors.js";
import { newOrderFields } from "./new-order-fields.js";

/** @type {import("./types.js").Route} */
export function submit({ fields, invalidFields, state, shapes, write, now, listingDelayMs }) {
  const missing = invalidFields.filter((name) => !fields[name]);
  if (missing.length > 0) {
    const messages = missing.map((name) => [name, `The ${name.replace("_", " ")} is required.`]);
    return invalid(shapes, Object.fromEntries(messages));
  }
  const { package_id: packageId = "", iccid = "", description } = fields;
  const esim = state.esims.get(iccid);
  if (!esim) return invalid(shapes, { iccid: "The iccid is not one of this account." });
  if (esim.state === "recycled") return business(shapes, 73, iccid);
  const plan = esim.state === "active" ? esim.offers.get(packageId) : undefined;
  if (!plan) return invalid(shapes, { package_id: "invalid topup package" });
  if (state.balance < plan.price) {
    const lacking = ((plan.price - state.balance) / 100).toFixed(2);
    return business(shapes, 11, `${lacking} USD more needed`);
  }
  state.balance -= plan.price;
  // An empty description counts as missing.
  const text = description || undefined;
  const order = state.addOrder([iccid], plan, {
    at: now,
    status: "completed",
    description: text,
    listingDelayMs,
  });
  state.newOrders.push(order);
  state.addPackage(esim, { ...plan }, now);
  return { status: 200, body: write.envelope(newOrderFields(order, shapes, write)) };
}
