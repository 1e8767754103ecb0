import { dataLabel } from "../data/catalogue.js";
import { OPTIONAL_PROFILE_FIELDS, profileFields } from "./esim-profile.js";

/** Optional in the list and in the answer to a new order. */
export const OPTIONAL_ORDER_FIELDS = [
  "description",
  "esim_type",
  "currency",
  "manual_installation",
  "qrcode_installation",
  "installation_guides",
  "net_price",
  "text",
  "voice",
];

/**
 * One order of the list.
 *
 * @typedef {import("../core/shapes.js").Shapes} Shapes
 * @typedef {import("../core/writer.js").Writer} Writer
 * @typedef {import("../state/state.js").Order} Order
 *
 * @param {Order} order
 * @param {Set<string>} included
 * @param {Shapes} shapes
 * @param {Writer} write
 */
export function orderFields(order, included, shapes, write) {
  const { plan } = order;
  /** @type {Record<string, unknown>} */
  const fields = {
    id: write.id(order.id),
    created_at: write.orderTime(order.createdAt),
    code: order.code,
    description: order.description,
    type: plan.type,
    package_id: plan.id,
    quantity: write.count(order.quantity),
    package: plan.name,
    esim_type: "Prepaid",
    validity: write.listCount(plan.days),
    price: write.listMoney(plan.price),
    data: dataLabel(plan),
    currency: "USD",
    manual_installation: "",
    qrcode_installation: "",
    installation_guides: { en: "https://guides.example.com/install" },
  };
  if (shapes.orderListNumbers === "number") {
    fields.net_price = write.money(plan.netPrice);
    fields.text = plan.text === null ? null : String(plan.text);
    fields.voice = plan.voice === null ? null : String(plan.voice);
    fields.pricing_model = "net_pricing";
  }
  // The list does not show the eSIM of a top-up.
  if (included.has("sims")) fields.sims = plan.type === "sim" ? sims(order, write) : [];
  if (included.has("user")) fields.user = user(order, write);
  if (included.has("status")) fields.status = status(order, shapes);
  return write.withExtra(write.optional(fields, [...OPTIONAL_ORDER_FIELDS, "data", "package"]));
}

/** @param {Order} order @param {Writer} write */
function sims(order, write) {
  return order.iccids.map((iccid) =>
    write.withExtra(write.optional(profileFields(iccid, order, write), OPTIONAL_PROFILE_FIELDS)),
  );
}

/** @param {Order} order @param {Writer} write */
function user(order, write) {
  const fields = {
    id: write.id(61),
    created_at: write.orderTime(order.createdAt - 90 * 86_400_000),
    name: "Northwind Shop",
    email: "orders@shop.example.com",
    mobile: null,
    address: null,
    state: null,
    city: null,
    postal_code: null,
    country_id: null,
    company: "Northwind Travel",
  };
  const optional = ["mobile", "address", "state", "city", "postal_code", "country_id", "company"];
  return write.withExtra(write.optional(fields, optional));
}

/** @param {Order} order @param {Shapes} shapes */
function status(order, shapes) {
  if (shapes.unknownStatus) return { name: "Under review", slug: "under_review" };
  const words = order.status.replaceAll("_", " ");
  return { name: words.charAt(0).toUpperCase() + words.slice(1), slug: order.status };
}
