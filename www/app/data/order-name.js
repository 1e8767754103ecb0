/** The name of an order. */
import { formatDataText, formatDays } from "../format.js";
import { t } from "../i18n.js";

/**
 * Returns data and days of an order, or its package's name if it does not state both.
 *
 * @param {Pick<import("pressone-esim").Order, "data" | "validity" | "package" | "package_id">} order
 */
export const orderName = ({ data, validity, package: name, package_id }) =>
  data && validity !== null
    ? t("plan", { data: formatDataText(data), days: formatDays(validity) })
    : (name ?? package_id);
