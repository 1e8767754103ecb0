/** Amounts, days and times in the page's language. */
import { isolate, locale, t } from "./i18n.js";

/**
 * The formats by their locale and options. Each is made once, because the browser takes long to make one.
 *
 * @type {Map<string, Intl.NumberFormat>}
 */
const numberFormats = new Map();

/** @param {Intl.NumberFormatOptions} options */
function numberFormat(options) {
  const key = `${locale()} ${JSON.stringify(options)}`;
  const format = numberFormats.get(key) ?? new Intl.NumberFormat(locale(), options);
  numberFormats.set(key, format);
  return format;
}

/**
 * Makes the first number format. The browser takes long for it, whatever its options are, so the page calls this while
 * it waits for data.
 */
export const prepareFormats = () => numberFormat({});

/** @param {number} amount @param {string | null} [currency] US dollars if not given */
export function formatMoney(amount, currency) {
  try {
    const style = { style: /** @type {const} */ ("currency"), currency: currency ?? "USD" };
    // Text from right to left would move the sign of "US$".
    return numberFormat(style)
      .formatToParts(amount)
      .map(({ type, value }) => (type === "currency" ? isolate(value) : value))
      .join("");
  } catch {
    // The browser does not know this currency.
    return `${amount} ${currency}`;
  }
}

/**
 * @param {number} value
 * @param {"gigabyte" | "megabyte" | "day" | "minute" | "second"} unit
 * @param {Intl.NumberFormatOptions} [options]
 */
const formatUnit = (value, unit, options) =>
  numberFormat({ style: "unit", unit, unitDisplay: "long", ...options }).format(value);

const MEGABYTES_PER_GIGABYTE = 1024;

/** @param {number} megabytes */
export function formatData(megabytes) {
  return megabytes >= MEGABYTES_PER_GIGABYTE
    ? formatUnit(megabytes / MEGABYTES_PER_GIGABYTE, "gigabyte", {
        unitDisplay: "short",
        maximumFractionDigits: 2,
      })
    : formatUnit(megabytes, "megabyte", { unitDisplay: "short", maximumFractionDigits: 0 });
}

/** Returns PressOne's text of an amount, such as "3 GB", in the page's language. @param {string} text */
export function formatDataText(text) {
  if (text === "Unlimited") return t("data.unlimited");
  const [, amount, unit] = /^(\d+(?:\.\d+)?) ?(GB|MB)$/.exec(text) ?? [];
  if (!amount) return text;
  return formatData(Number(amount) * (unit === "GB" ? MEGABYTES_PER_GIGABYTE : 1));
}

/** @param {number} count */
export const formatDays = (count) => formatUnit(count, "day");

/** Returns "3 GB · 30 days", which breaks only in the days. @param {string} data @param {number} days */
export const formatPlan = (data, days) =>
  t("plan", { data: data.replaceAll(" ", "\u00a0"), days: formatDays(days) });

/** @param {number} count */
export const formatMinutes = (count) => formatUnit(count, "minute");

const MAX_SECONDS = 90;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Returns a duration in seconds or minutes, rounded up. @param {number} ms */
export function formatDuration(ms) {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  return seconds <= MAX_SECONDS
    ? formatUnit(seconds, "second")
    : formatUnit(Math.ceil(seconds / 60), "minute");
}

/** Returns "2 minutes ago" or "in 18 days". @param {number} ms in ms since the epoch */
export function formatRelative(ms) {
  const distance = ms - Date.now();
  const format = new Intl.RelativeTimeFormat(locale(), { numeric: "auto" });
  if (Math.abs(distance) < MINUTE_MS) return t("time.now");
  if (Math.abs(distance) < HOUR_MS)
    return format.format(Math.trunc(distance / MINUTE_MS), "minute");
  if (Math.abs(distance) < DAY_MS) return format.format(Math.trunc(distance / HOUR_MS), "hour");
  return format.format(Math.trunc(distance / DAY_MS), "day");
}

/** Returns "in 18 days". A part of a day counts as one. @param {number} ms since the epoch */
export function formatDaysUntil(ms) {
  const days = Math.max(0, Math.ceil((ms - Date.now()) / DAY_MS));
  return new Intl.RelativeTimeFormat(locale(), { numeric: "auto" }).format(days, "day");
}

/** Returns the time of day, with the date if it is not today. @param {number} ms since the epoch */
export function formatTime(ms) {
  const date = new Date(ms);
  const isToday = date.toDateString() === new Date().toDateString();
  return new Intl.DateTimeFormat(locale(), {
    timeStyle: "short",
    ...(isToday ? {} : { dateStyle: "medium" }),
  }).format(date);
}

/** @param {number} ms since the epoch */
export const formatDay = (ms) =>
  new Intl.DateTimeFormat(locale(), { day: "numeric", month: "short" }).format(ms);

/**
 * Returns a phone number in the groups that its country writes, if the page knows them: "+1 202-555-0147".
 *
 * @param {string} number
 */
export const formatPhoneNumber = (number) =>
  number.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, "+1 $1-$2-$3");

/**
 * Returns the price of a gigabyte; null if the amount is not known. Unlimited data have no such price.
 *
 * @param {{ price: number, amount: number | null }} offer
 */
export function pricePerGigabyte({ price, amount }) {
  if (amount === null || amount <= 0) return null;
  return (price * MEGABYTES_PER_GIGABYTE) / amount;
}
