import { esimProfileFields, OPTIONAL_PROFILE_FIELDS } from "./esim-profile.js";
import { orderFields } from "./order-fields.js";

/**
 * The fields of an eSIM.
 *
 * @typedef {import("../core/shapes.js").Shapes} Shapes
 * @typedef {import("../core/writer.js").Writer} Writer
 * @typedef {import("../state/state.js").Esim} Esim
 * @typedef {import("../state/state.js").Order} Order
 */

const OPTIONAL = ["brand_settings_name", "recycled", "recycled_at", "order", "msisdn", "apn"];

/**
 * One eSIM of the list, or alone.
 *
 * @param {Esim} esim
 * @param {Order} order It was bought with.
 * @param {Set<string>} included
 * @param {Shapes} shapes
 * @param {Writer} write
 */
export function esimFields(esim, order, included, shapes, write) {
  const isRecycled = esim.state === "recycled";
  const sharing = { link: `https://guides.example.com/shared/${order.id}`, access_code: "4812" };
  const fields = {
    ...esimProfileFields(esim.iccid, order, shapes, write),
    order: null,
    brand_settings_name: order.brand,
    recycled: isRecycled,
    recycled_at: isRecycled ? write.orderTime(esim.createdAt + 30 * 86_400_000) : null,
    simable: simable(order, included, shapes, write),
  };
  if (included.has("share")) {
    if (shapes.esims === "newer") Object.assign(fields, { sharing });
    else if (fields.simable) Object.assign(fields.simable, { sharing });
  }
  return write.withExtra(write.optional(fields, [...OPTIONAL, ...OPTIONAL_PROFILE_FIELDS]));
}

/** The order, without the eSIM itself. @type {(...args: Parameters<typeof orderFields>) => any} */
function simable(order, included, shapes, write) {
  const parts = [...included].filter((name) => name.startsWith("order"));
  if (parts.length === 0) return null;
  const names = parts.map((name) => name.replace("order.", ""));
  return orderFields(order, new Set(names), shapes, write);
}
