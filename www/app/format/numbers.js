/** Amounts of money, of data and of things. */

/** The language of the page's texts. */
export const LOCALE = document.documentElement.lang;

/**
 * @param {number} amount
 * @param {string | null} [currency] US dollars if not given: top-up packages have no currency field
 */
export function formatMoney(amount, currency) {
  try {
    const style = { style: /** @type {const} */ ("currency"), currency: currency ?? "USD" };
    return new Intl.NumberFormat(LOCALE, style).format(amount);
  } catch {
    // The browser does not know this currency.
    return `${amount} ${currency}`;
  }
}

const MEGABYTES_PER_GIGABYTE = 1024;

/** @param {number} megabytes */
export function formatData(megabytes) {
  const inGigabytes = megabytes >= MEGABYTES_PER_GIGABYTE;
  const amount = inGigabytes ? megabytes / MEGABYTES_PER_GIGABYTE : megabytes;
  const format = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: inGigabytes ? 2 : 0 });
  return `${format.format(amount)} ${inGigabytes ? "GB" : "MB"}`;
}

/**
 * Returns a number with its noun: "1 day", "7 days".
 *
 * @param {number} count
 * @param {string} noun its plural ends in "s"
 */
export function pluralize(count, noun) {
  return `${new Intl.NumberFormat(LOCALE).format(count)} ${count === 1 ? noun : `${noun}s`}`;
}
