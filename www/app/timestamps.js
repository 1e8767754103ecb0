/**
 * PressOne's timestamps. Times are shown on the shopper's clock, and a bare date as the same day everywhere. A time may
 * lack its zone: `2026-01-01 10:00:00`. It is read as UTC, because PressOne does not document the zone. Its tooltip has
 * PressOne's digits.
 */

const ZONED = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/;
const ZONELESS = /^(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d))?)?$/;

/**
 * @typedef {object} Timestamp
 * @property {Date} date
 * @property {string} datetime for the attribute of a `time` element
 * @property {boolean} hasTime false for a bare date
 * @property {boolean} isZoneless true if PressOne does not name the zone
 * @property {"UTC"} [timeZone] the zone to show it in; the browser's if not given
 */

/** @param {string | null | undefined} text @returns {Timestamp | null} null if it is no timestamp */
export const parseTimestamp = (text) => (text ? (parseZoned(text) ?? parseZoneless(text)) : null);

/**
 * Returns the time of a timestamp, in ms since the epoch. A bare date begins at the shopper's midnight, so it is the
 * same day in every zone.
 *
 * @param {string | null | undefined} text
 * @returns {number | null} null if it is no timestamp
 */
export function timeOf(text) {
  const timestamp = parseTimestamp(text);
  if (!timestamp) return null;
  const { date, hasTime } = timestamp;
  if (hasTime) return date.getTime();
  return new Date(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()).getTime();
}

/** @param {string} text @returns {Timestamp | null} */
function parseZoned(text) {
  if (!ZONED.test(text) || Number.isNaN(Date.parse(text))) return null;
  return { date: new Date(text), datetime: text, hasTime: true, isZoneless: false };
}

/**
 * Parses the digits as UTC. A bare date is shown in UTC too, so it stays the same day.
 *
 * @param {string} text
 * @returns {Timestamp | null}
 */
function parseZoneless(text) {
  const match = ZONELESS.exec(text);
  if (!match) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1)
    .map((digits) => Number(digits ?? 0));
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  // `Date` turns a 31st of February into a day of March.
  if (Number.isNaN(date.getTime()) || !date.toISOString().startsWith(text.slice(0, 10)))
    return null;
  return match[4] === undefined
    ? { date, datetime: text, hasTime: false, isZoneless: true, timeZone: "UTC" }
    : { date, datetime: date.toISOString(), hasTime: true, isZoneless: true };
}
