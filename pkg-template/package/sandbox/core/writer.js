import { dateTime, dateTimeWithoutSeconds, zonedDateTime } from "./dates.js";
import { RawNumber } from "./json-text.js";

/**
 * Writes values in the shapes that the switches select.
 *
 * @typedef {import("./shapes.js").Shapes} Shapes
 * @typedef {ReturnType<typeof createWriter>} Writer
 *
 * @param {Shapes} shapes
 */
export function createWriter(shapes) {
  const asText = shapes.numbersAsText === true;
  return {
    /** @param {number} cents */
    money: (cents) => (asText ? (cents / 100).toFixed(2) : cents / 100),

    /** @param {number} value */
    count: (value) => (asText ? String(value) : value),

    /** @param {number | null} value */
    maybeCount: (value) => (asText && value !== null ? String(value) : value),

    /** Prices of the order list are text by default. @param {number} cents */
    listMoney: (cents) =>
      asText || shapes.orderListNumbers === "text" ? (cents / 100).toFixed(2) : cents / 100,

    /** @param {number} value */
    listCount: (value) => (asText || shapes.orderListNumbers === "text" ? String(value) : value),

    /** @param {number} value */
    id(value) {
      // Twice the value: rounding to a double then keeps neighbouring ids different.
      if (shapes.ids === "big")
        return new RawNumber(String(9_007_199_254_740_993n + 2n * BigInt(value)));
      return shapes.ids === "text" ? String(value) : value;
    },

    /** @param {string} digits */
    iccid: (digits) => (shapes.iccidAsNumber ? new RawNumber(digits) : digits),

    /** @param {unknown[]} items */
    list: (items) => (shapes.dataByIndex && items.length > 0 ? { ...items } : items),

    /** @param {number} ms */
    orderTime: (ms) => time(shapes, ms, dateTime),

    /** @param {number | null} ms */
    historyTime: (ms) => (ms === null ? null : time(shapes, ms, zonedDateTime)),

    /** @param {Record<string, unknown>} fields */
    withExtra: (fields) =>
      shapes.extraFields
        ? { ...fields, x_added_later: "kept", x_added_object: { depth: [1, 2, { more: true }] } }
        : fields,

    /**
     * Empties or removes optional fields, as the switch says.
     *
     * @param {Record<string, unknown>} fields
     * @param {string[]} names
     */
    optional(fields, names) {
      if (shapes.optionalFields === "filled") return fields;
      const copy = { ...fields };
      for (const name of names) {
        if (!(name in copy)) continue;
        if (shapes.optionalFields === "null") copy[name] = null;
        else delete copy[name];
      }
      return copy;
    },

    /**
     * @param {unknown} data
     * @param {Record<string, unknown>} [details] More fields of meta.
     * @returns {Record<string, unknown>}
     */
    envelope(data, details = {}) {
      if (shapes.meta === "missing") return this.withExtra({ data });
      if (shapes.meta === "text") return this.withExtra({ data, meta: String(shapes.metaMessage) });
      return this.withExtra({ data, meta: { message: shapes.metaMessage, ...details } });
    },
  };
}

/** @param {Shapes} shapes @param {number} ms @param {(ms: number) => string} documented */
function time(shapes, ms, documented) {
  if (shapes.timestamps === "zoned") return zonedDateTime(ms);
  if (shapes.timestamps === "bare") return dateTime(ms);
  if (shapes.timestamps === "minutes") return dateTimeWithoutSeconds(ms);
  return documented(ms);
}
