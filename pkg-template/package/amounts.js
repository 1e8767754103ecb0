// Amounts in US dollars and in cents. They are converted as decimals, because a product of binary fractions is inexact.

const DECIMAL = /^(-?)(\d+)(?:\.(\d\d?)?(\d*))?$/;

/** @type {typeof import("./amounts.js").toCents} */
export function toCents(dollars) {
  const [, sign, whole, fraction = "", rest = ""] = DECIMAL.exec(String(dollars)) ?? [];
  const cents = Number(`${whole}${fraction.padEnd(2, "0")}`);
  if (!Number.isSafeInteger(cents) || /[^0]/.test(rest)) {
    throw new RangeError(`${dollars} US dollars are not a whole number of cents`);
  }
  return sign && cents !== 0 ? -cents : cents;
}

/** @type {typeof import("./amounts.js").fromCents} */
export function fromCents(cents) {
  if (!Number.isSafeInteger(cents)) throw new RangeError(`${cents} is not a whole number of cents`);
  return cents / 100;
}
