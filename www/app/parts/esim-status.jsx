/** The status of an eSIM, as a chip. */
import { hasLittleData } from "../data/usage.js";
import { t } from "../i18n.js";
import { Chip } from "./labels.jsx";

/** @typedef {import("../data/usage.js").Usage} Usage */

/** @type {Record<Usage["status"], ["good" | "info" | "past", import("../i18n.js").Key]>} */
const STATUSES = {
  active: ["good", "esim.active"],
  waiting: ["info", "esim.waiting"],
  used: ["past", "esim.used"],
  none: ["past", "esim.none"],
};

/** @type {["bad", import("../i18n.js").Key]} */
const LOW = ["bad", "esim.low"];

/** @param {{ usage: Usage }} props */
export function EsimStatus({ usage }) {
  const [tone, key] = hasLittleData(usage) ? LOW : STATUSES[usage.status];
  return <Chip tone={tone}>{t(key)}</Chip>;
}
