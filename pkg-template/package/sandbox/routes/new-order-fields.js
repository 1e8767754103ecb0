import { dataLabel } from "../data/catalogue.js";
import { esimProfileFields, OPTIONAL_PROFILE_FIELDS } from "./esim-profile.js";
import { OPTIONAL_ORDER_FIELDS } from "./order-fields.js";
import { DISCOUNT_PERCENT } from "./package-fields.js";

/**
 * The answer to a new order.
 *
 * @typedef {import("../core/shapes.js").Shapes} Shapes
 * @typedef {import("../core/writer.js").Writer} Writer
 * @typedef {import("../state/state.js").Order} Order
 *
 * @param {Order} order
 * @param {Shapes} shapes
 * @param {Writer} write
 */
export function newOrderFields(order, shapes, write) {
  const { plan } = order;
  const older = shapes.orderSubmit === "older";
  const isBare = older && plan.type === "topup";
  const fields = {
    package_id: plan.id,
    quantity: older ? String(order.quantity) : write.count(order.quantity),
    type: plan.type,
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
    manual_installation: isBare ? "" : "<p>\u00a0Open the settings of your phone.</p>",
    qrcode_installation: isBare ? "" : "<p>\u00a0Scan the code.</p>",
    installation_guides: { en: "https://guides.example.com/install" },
    ...priceFields(order, shapes, write),
    ...(plan.type === "sim" && simFields(order, shapes, write)),
  };
  const optional = [...OPTIONAL_ORDER_FIELDS, "brand_settings_name"];
  return write.withExtra(write.optional(fields, optional));
}

/** @param {Order} order @param {Shapes} shapes @param {Writer} write */
function simFields(order, shapes, write) {
  const optional = [...OPTIONAL_PROFILE_FIELDS, "apn", "msisdn"];
  const sims = order.iccids.map((iccid) =>
    write.withExtra(write.optional(esimProfileFields(iccid, order, shapes, write), optional)),
  );
  return { brand_settings_name: order.brand, sims };
}

/** @param {Order} order @param {Shapes} shapes @param {Writer} write */
function priceFields({ plan, quantity }, shapes, write) {
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
    total_amount_paid: write.money((plan.price - discount) * quantity),
    net_price: null,
  };
}
