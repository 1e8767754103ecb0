/** The name of an order. */
import { formatDataText, formatPlan } from "../format.js";

/**
 * Returns data and days of an order, or its package's name if it does not state both.
 *
 * @param {Pick<import("pressone-esim").Order, "data" | "validity" | "package" | "package_id">} order
 */
export const orderName = ({ data, validity, package: name, package_id }) =>
  data && validity !== null ? formatPlan(formatDataText(data), validity) : (name ?? package_id);
