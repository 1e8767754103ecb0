/** Timestamps in the formats of the API, always in UTC. */

export const DAY = 86_400_000;
export const MINUTE = 60_000;

/** @param {number} ms @returns {string} `2026-03-04 05:06:07` */
export function dateTime(ms) {
  return new Date(ms).toISOString().slice(0, 19).replace("T", " ");
}

/** @param {number} ms @returns {string} `2026-03-04T05:06:07+00:00` */
export function zonedDateTime(ms) {
  return `${new Date(ms).toISOString().slice(0, 19)}+00:00`;
}

/** @param {number} ms @returns {string} `2026-03-04 05:06` */
export function dateTimeWithoutSeconds(ms) {
  return dateTime(ms).slice(0, 16);
}

/** @param {number} ms @returns {string} `2026-03-04` */
export function isoDate(ms) {
  return new Date(ms).toISOString().slice(0, 10);
}

/**
 * The same day and time of the next month. A day that the next month lacks becomes its last day.
 *
 * @param {number} ms
 * @returns {number}
 */
export function nextMonth(ms) {
  const next = new Date(ms);
  const day = next.getUTCDate();
  next.setUTCMonth(next.getUTCMonth() + 1);
  // 31 January plus a month is a day of March.
  if (next.getUTCDate() !== day) next.setUTCDate(0);
  return next.getTime();
}

/**
 * Reads `Y-m-d - Y-m-d`.
 *
 * @param {string} text
 * @returns {{ from: number, to: number } | null} The midnights that begin both days; null if the text is no such range.
 */
export function parseRange(text) {
  const match = /^(\d{4}-\d{2}-\d{2}) - (\d{4}-\d{2}-\d{2})$/.exec(text);
  if (!match?.[1] || !match[2]) return null;
  const from = midnight(match[1]);
  const to = midnight(match[2]);
  return from === null || to === null ? null : { from, to };
}

/** @param {string} text @returns {number | null} */
function midnight(text) {
  const ms = Date.parse(`${text}T00:00:00Z`);
  // Date.parse reads 31 February, which does not exist, as a day of March.
  return Number.isNaN(ms) || isoDate(ms) !== text ? null : ms;
}
