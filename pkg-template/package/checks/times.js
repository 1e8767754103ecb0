export const DAY_MS = 86_400_000;

/** A date with a time. Its zone may be absent. */
const TIMESTAMP = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(.*)$/;

/**
 * Returns a time in ms since the epoch. PressOne documents no zone for a text without one. Such a text is read as UTC.
 *
 * @param {unknown} value
 * @returns {number} NaN if it is no time
 */
export function timeOf(value) {
  if (value instanceof Date) return value.getTime();
  if (typeof value === "number") return value;
  const text = String(value).trim();
  const [, day, time, zone = ""] = TIMESTAMP.exec(text) ?? [];
  return Date.parse(day ? `${day}T${time}${zone.trim() || "Z"}` : text);
}
