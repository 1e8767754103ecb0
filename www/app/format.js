/** Numbers, money and time as the shopper reads them. */

const LANGUAGE = document.documentElement.lang;

/**
 * @param {number} amount
 * @param {string | null} [currency] top-up packages name none: PressOne's prices are in USD
 */
export function money(amount, currency) {
  try {
    const style = { style: /** @type {const} */ ("currency"), currency: currency ?? "USD" };
    return new Intl.NumberFormat(LANGUAGE, style).format(amount);
  } catch {
    // Not a currency that the browser knows.
    return `${amount} ${currency}`;
  }
}

/** @param {number} megabytes PressOne counts 1024 MB to the GB */
export function dataAmount(megabytes) {
  const giga = megabytes >= 1024;
  const format = new Intl.NumberFormat(LANGUAGE, { maximumFractionDigits: giga ? 2 : 0 });
  return `${format.format(giga ? megabytes / 1024 : megabytes)} ${giga ? "GB" : "MB"}`;
}

/**
 * @param {number} count
 * @param {string} one
 * @param {string} [many]
 */
export function counted(count, one, many = `${one}s`) {
  return `${new Intl.NumberFormat(LANGUAGE).format(count)} ${count === 1 ? one : many}`;
}

/** @param {string} iccid in groups of four, which are easier to compare */
export const iccidGroups = (iccid) => iccid.replace(/(.{4})(?=.)/g, "$1 ");

/** @param {number} ms since the epoch: the time of day, with the date where it is not today */
export function moment(ms) {
  const date = new Date(ms);
  const sameDay = date.toDateString() === new Date().toDateString();
  return new Intl.DateTimeFormat(LANGUAGE, {
    timeStyle: "short",
    ...(sameDay ? {} : { dateStyle: "medium" }),
  }).format(date);
}

/** @param {number} ms a wait, rounded up */
export function wait(ms) {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  return seconds <= 90 ? counted(seconds, "second") : counted(Math.ceil(seconds / 60), "minute");
}

const BARE = /^(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d))?)?$/;
const ZONED = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/;

/**
 * A timestamp of PressOne's, which come in two forms. One names its zone and is shown in the
 * shopper's own. The other, `2026-01-01 10:00:00`, does not: `new Date()` would read it as local
 * time, so its digits are shown as they are, and that the zone is not known is said.
 *
 * @param {string} text
 * @returns {{ text: string, machine: string | null, zoned: boolean }}
 */
export function timestamp(text) {
  if (ZONED.test(text) && !Number.isNaN(Date.parse(text))) {
    const format = new Intl.DateTimeFormat(LANGUAGE, { dateStyle: "medium", timeStyle: "short" });
    return { text: format.format(new Date(text)), machine: text, zoned: true };
  }
  const [, ...digits] = BARE.exec(text) ?? [];
  const [year = 0, month = 0, day = 0, hour, minute, second] = digits.map((part) =>
    part === undefined ? undefined : Number(part),
  );
  const date = new Date(Date.UTC(year, month - 1, day, hour ?? 0, minute ?? 0, second ?? 0));
  // The 31st of February would have become a day in March.
  const real = digits.length > 0 && date.toISOString().startsWith(text.slice(0, 10));
  if (!real) return { text, machine: null, zoned: false };
  const format = new Intl.DateTimeFormat(LANGUAGE, {
    dateStyle: "medium",
    ...(hour === undefined ? {} : { timeStyle: "short" }),
    // So that the digits come out as they went in.
    timeZone: "UTC",
  });
  return { text: format.format(date), machine: text.replace(" ", "T"), zoned: false };
}

/** @param {string} text the day of a timestamp */
export function day(text) {
  const whole = timestamp(text);
  if (whole.machine === null) return whole;
  const date = whole.zoned ? new Date(text) : new Date(`${text.slice(0, 10)}T00:00:00Z`);
  const format = new Intl.DateTimeFormat(LANGUAGE, {
    dateStyle: "medium",
    ...(whole.zoned ? {} : { timeZone: "UTC" }),
  });
  return { ...whole, text: format.format(date) };
}
