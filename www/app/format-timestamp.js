/** The timestamps of PressOne in the page's language. */
import { locale } from "./i18n.js";

/**
 * Returns a date, or a date with its time. A brief one has no year in the current year.
 *
 * @param {import("./timestamps.js").Timestamp} timestamp
 * @param {"moment" | "day" | "brief"} precision
 */
export function formatTimestamp({ date, hasTime, timeZone }, precision) {
  const year = timeZone ? date.getUTCFullYear() : date.getFullYear();
  const isThisYear = year === new Date().getFullYear();
  const withTime = hasTime && precision !== "day";
  const zone = timeZone ? { timeZone } : {};
  if (precision !== "brief" || !isThisYear) {
    return new Intl.DateTimeFormat(locale(), {
      dateStyle: "medium",
      ...(withTime ? { timeStyle: "short" } : {}),
      ...zone,
    }).format(date);
  }
  return new Intl.DateTimeFormat(locale(), {
    day: "numeric",
    month: "short",
    ...(withTime ? { hour: "numeric", minute: "2-digit" } : {}),
    ...zone,
  }).format(date);
}
