/** Times and durations that the page itself measures. PressOne's timestamps are in timestamps.js. */
import { LOCALE } from "./locale.js";
import { pluralize } from "./numbers.js";

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
