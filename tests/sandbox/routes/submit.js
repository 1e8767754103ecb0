import { business, invalid } from "../core/errors.js";
import { dataLabel } from "../data/catalogue.js";
import { DISCOUNT_PERCENT } from "./package-fields.js";

/** @type {import("./types.js").Route} */
export const submit = {
  name: "submit",
  method: "POST",
  pattern: /^\/customer\/v2\/orders\/topups$/,
  rules: {
    auth: "bearer",
    query: [],
    bodyTypes: ["multipart/form-data"],
    bodyFields: ["package_id", "iccid", "description"],
  },
  handle({ fields, state, shapes, write, now, orderDelay }) {
    const { package_id: packageId, iccid, description } = fields;
    if (!packageId || !iccid) {
      /** @type {Record<string, string>} */
      const missing = {};
      if (!iccid) missing.iccid = "The iccid is required.";
      if (!packageId) missing.package_id = "The package id is required.";
      return invalid(shapes, missing);
    }
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
    // An empty description counts as none.
    const text = description || undefined;
    const order = state.book(iccid, plan, {
      at: now,
      status: "completed",
      description: text,
      delay: orderDelay,
    });
    state.bought.push(order);
    state.load(esim, { ...plan }, now);
    return { status: 200, body: write.envelope(submitted(order, shapes, write)) };
  },
};

/**
 * @param {import("../state/state.js").Order} order
 * @param {import("../core/shapes.js").Shapes} shapes
 * @param {import("../core/writer.js").Writer} write
 */
function submitted(order, shapes, write) {
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
    ...priceDetails(plan, shapes, write),
  };
  const optional = [
    "description",
    "esim_type",
    "manual_installation",
    "qrcode_installation",
    "installation_guides",
    "net_price",
    "text",
    "voice",
    "currency",
  ];
  return write.withExtra(write.optional(fields, optional));
}

/**
 * @param {import("../data/catalogue.js").Plan} plan
 * @param {import("../core/shapes.js").Shapes} shapes
 * @param {import("../core/writer.js").Writer} write
 */
function priceDetails(plan, shapes, write) {
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
