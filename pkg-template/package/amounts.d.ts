/**
 * Returns an amount of PressOne in cents, to compare it with a payment provider's.
 *
 * Nothing is rounded. Prices of the shop's own account, such as `net_price`, can have fractions of a cent. A sum of
 * amounts can have them too, because binary fractions are inexact: add the cents instead.
 *
 * @param dollars A number or a decimal text, such as `9.5` or `"9.50"`.
 * @throws {RangeError} if the amount is not a whole number of cents
 */
export function toCents(dollars: number | string): number;

/**
 * Returns an amount in US dollars, such as the `price` of a purchase: `fromCents(950)` is `9.5`.
 *
 * @throws {RangeError} if `cents` is not a whole number
 */
export function fromCents(cents: number): number;
