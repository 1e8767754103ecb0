import { business, invalid } from "../core/errors.js";
import { dataLabel } from "../data/catalogue.js";
import { OPTIONAL_ORDER_FIELDS } from "./order-fields.js";
import { DISCOUNT_PERCENT } from "./package-fields.js";

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
  const order = state.addOrder(iccid, plan, {
    at: now,
    status: "completed",
    description: text,
    listingDelayMs,
  });
  state.newOrders.push(order);
  state.addPackage(esim, { ...plan }, now);
  return { status: 200, body: write.envelope(orderFields(order, shapes, write)) };
}

/**
 * @param {import("../state/state.js").Order} order
 * @param {import("../core/shapes.js").Shapes} shapes
 * @param {import("../core/writer.js").Writer} write
 */
function orderFields(order, shapes, write) {
  const { plan } = order;
  const older = shapes.orderSubmit === "older";
  const fields = {
    package_id: plan.id,
    quantity: older ? "1" : write.count(1),
    type: "topup",
    description: order.description,
    esim_type: shapes.orderSubmit === "newer" ? "local" : "Prepaid",
    validity: write.count(plan.days),
    package: plan.name,
    data: dataLabel(plan),
    price: write.money(plan.price),
    created_at: write.orderTime(order.createdAt),
    id: write.id(order.id),
    code: order.code,
    currency: "USD",
    manual_installation: older ? "" : "<p>\u00a0Open the settings of your phone.</p>",
    qrcode_installation: older ? "" : "<p>\u00a0Scan the code.</p>",
    installation_guides: { en: "https://guides.example.com/install" },
    ...priceFields(plan, shapes, write),
  };
  return write.withExtra(write.optional(fields, OPTIONAL_ORDER_FIELDS));
}

/**
 * @param {import("../data/catalogue.js").Plan} plan
 * @param {import("../core/shapes.js").Shapes} shapes
 * @param {import("../core/writer.js").Writer} write
 */
function priceFields(plan, shapes, write) {
  if (shapes.orderSubmit === "older") return {};
  const common = { text: write.maybeCount(plan.text), voice: write.maybeCount(plan.voice) };
  if (shapes.orderSubmit === "newer") {
    return { ...common, pricing_model: "net_pricing", net_price: write.money(plan.netPrice) };
  }
  const discount = Math.round((plan.price * DISCOUNT_PERCENT) / 100);
  return {
    ...common,
    pricing_model: "discount_pricing",
    discount_percentage: write.count(DISCOUNT_PERCENT),
    discount_amount: write.money(discount),
    unit_paid_price: write.money(plan.price - discount),
    total_amount_paid: write.money(plan.price - discount),
    net_price: null,
  };
}
