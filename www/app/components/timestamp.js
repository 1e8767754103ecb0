import { h } from "../dom/elements.js";
import { formatTimestamp } from "../format/timestamps.js";

/**
 * @param {string | null} timestamp as PressOne sends it
 * @param {"moment" | "day"} [precision]
 */
export function timeElement(timestamp, precision = "moment") {
  if (timestamp === null || timestamp === "") return "not stated";
  const { text, datetime } = formatTimestamp(timestamp, precision);
  return h("time", { datetime }, text);
}
