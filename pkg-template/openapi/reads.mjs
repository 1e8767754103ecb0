// The schemas of the reads that a page passes on: packages on sale, eSIMs, single orders.
import { PUBLIC_FIELDS, WITHHELD_FIELDS } from "../package/gateway/public-fields.js";
import { nullable, pickFields, schemaOfType } from "./schemas-from-types.mjs";

/** @typedef {import("./schemas-from-types.mjs").Schema} Schema */

/** The description of a documented field that is null unless the shop exposes it. */
export const WITHHELD = "Null, unless the shop exposes it.";

/** @param {string} name */
const ref = (name) => ({ $ref: `#/components/schemas/${name}` });
/** @param {string} name */
const refOrNull = (name) => ({ anyOf: [ref(name), { type: "null" }] });
/** @param {Schema} items */
const rowsOrNull = (items) => ({ type: ["array", "null"], items });
const TEXTS = rowsOrNull({ type: "string" });
const TEXT = { type: ["string", "null"] };
const POSITION = schemaOfType("PageMeta").properties;

/** @param {Record<string, Schema>} properties */
const objectOf = (properties) => ({
  type: "object",
  required: Object.keys(properties),
  properties,
});

/**
 * The public fields of a type, and further ones.
 *
 * @param {string} description
 * @param {string} name of the type
 * @param {readonly string[]} fields
 * @param {Record<string, Schema>} [more]
 * @param {readonly string[]} [withheld]
 */
function publicObject(description, name, fields, more = {}, withheld = []) {
  const picked = pickFields(name, fields).properties;
  const hidden = withheld.map((field) => [field, { description: WITHHELD }]);
  return { description, ...objectOf({ ...Object.fromEntries(hidden), ...picked, ...more }) };
}

/** @param {string} name */
const whole = (name) => schemaOfType(name);

/** The members of `meta` of an answer that the store keeps. */
export const KEPT_META = {
  age_ms: { description: "The age of the answer, in ms.", type: "number", minimum: 0 },
  next_ms: { description: "The time until it is renewed, in ms.", type: "number", minimum: 0 },
  source: whole("Kept").properties.source,
};

/** The members of `meta` of a page. */
export const PAGE_META = {
  ...POSITION,
  next: {
    description: "The number of the next page; null if this is the last one.",
    type: ["number", "null"],
  },
};

/** @type {Record<string, Schema>} */
export const READ_SCHEMAS = {
  PackageCountry: publicObject("A country or region.", "PackageCountry", PUBLIC_FIELDS.country, {
    image: refOrNull("PackageImage"),
    operators: rowsOrNull(ref("Operator")),
  }),
  Operator: publicObject("An operator.", "Operator", PUBLIC_FIELDS.operator, {
    apn: refOrNull("AccessPoints"),
    image: refOrNull("PackageImage"),
    info: TEXTS,
    coverages: rowsOrNull(
      objectOf({ name: TEXT, networks: rowsOrNull(objectOf({ name: TEXT, types: TEXTS })) }),
    ),
    countries: rowsOrNull(
      objectOf({ country_code: TEXT, title: TEXT, image: refOrNull("PackageImage") }),
    ),
    packages: rowsOrNull(ref("Package")),
  }),
  Package: publicObject(
    ...["A package on sale.", "OperatorPackage"],
    PUBLIC_FIELDS.package,
    {},
    WITHHELD_FIELDS.package,
  ),
  PackageImage: whole("PackageImage"),
  AccessPoints: objectOf({
    ios: nullable(whole("ApnOfSystem")),
    android: nullable(whole("ApnOfSystem")),
  }),
  AvailableNumber: {
    description: "A number that can be claimed.",
    ...pickFields("AvailableNumber", PUBLIC_FIELDS.number),
  },
  Device: publicObject("A phone or tablet.", "CompatibleDevice", PUBLIC_FIELDS.device),
  Usage: publicObject("The rest of an eSIM's package.", "Usage", PUBLIC_FIELDS.usage),
  Installation: {
    description: "How an eSIM is installed. The steps are PressOne's texts: show them as text.",
    ...pickFields("Installation", ["language", "ios", "android"]),
  },
  OrderDetails: publicObject(
    ...["An order with its details.", "OrderDetails"],
    [...PUBLIC_FIELDS.order, "voice", "text"],
    {
      reference: { description: "Null for another shopper's payment.", ...TEXT },
      description: { description: "Null for another shopper's payment.", ...TEXT },
      shopper: { description: "It is not shown.", type: "null" },
      sims: rowsOrNull(ref("Sim")),
      status: refOrNull("OrderStatus"),
    },
    WITHHELD_FIELDS.order,
  ),
  Esim: publicObject(
    ...["An eSIM with its codes.", "Esim"],
    PUBLIC_FIELDS.esim,
    { apn: refOrNull("AccessPoints"), simable: refOrNull("OrderDetails") },
    WITHHELD_FIELDS.esim,
  ),
};
