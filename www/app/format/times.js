/**
 * Times that the page measures itself, and PressOne's timestamps.
 *
 * PressOne's timestamps have two forms. One names its time zone and is shown in the browser's zone. The
 * other, `2026-01-01 10:00:00`, names none, so its digits are shown unchanged.
 */
import { LOCALE, pluralize } from "./numbers.js";

/**
 * Returns the time of day, with the date if it is not today.
 *
 * @param {number} ms milliseconds since the epoch
 */
export function formatTime(ms) {
  const date = new Date(ms);
  const isToday = date.toDateString() === new Date().toDateString();
  return new Intl.DateTimeFormat(LOCALE, {
    timeStyle: "short",
    ...(isToday ? {} : { dateStyle: "medium" }),
  }).format(date);
}

const MAX_SECONDS = 90;

/**
 * Returns a duration in seconds or minutes, rounded up.
 *
 * @param {number} ms
 */
export function formatDuration(ms) {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  return seconds <= MAX_SECONDS
    ? pluralize(seconds, "second")
    : pluralize(Math.ceil(seconds / 60), "minute");
}

const ZONED = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/;
const ZONELESS = /^(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d))?)?$/;

/**
 * @typedef {object} Timestamp
 * @property {Date} date
 * @property {string} datetime for the attribute of a `time` element
 * @property {boolean} hasTime false for a bare date
 * @property {"UTC"} [timeZone] the zone to show it in; the browser's if not given
 */

/** @param {string} text @returns {Timestamp | null} */
function parseZoned(text) {
  if (!ZONED.test(text) || Number.isNaN(Date.parse(text))) return null;
  return { date: new Date(text), datetime: text, hasTime: true };
}

/**
 * Parses the digits as UTC. They are shown in UTC too, so they stay the same.
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
  if (!date.toISOString().startsWith(text.slice(0, 10))) return null;
  const hasTime = match[4] !== undefined;
  return { date, datetime: text.replace(" ", "T"), hasTime, timeZone: "UTC" };
}

/**
 * @param {string} text
 * @param {"moment" | "day"} precision
 * @returns {{ text: string, datetime: string | null }} the text unchanged, and null, if it is no timestamp
 */
export function formatTimestamp(text, precision) {
  const timestamp = parseZoned(text) ?? parseZoneless(text);
  if (!timestamp) return { text, datetime: null };
  const { date, datetime, hasTime, timeZone } = timestamp;
  const format = new Intl.DateTimeFormat(LOCALE, {
    dateStyle: "medium",
    ...(hasTime && precision === "moment" ? { timeStyle: "short" } : {}),
    ...(timeZone ? { timeZone } : {}),
  });
  return { text: format.format(date), datetime };
}
