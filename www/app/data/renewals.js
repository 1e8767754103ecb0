/** The renewals of phone numbers, their payments and outcomes. */
import { formatPhoneNumber } from "../format.js";
import { readEntry } from "./journal-entry.js";

/** @typedef {import("./context.js").Context} Context */
/** @typedef {import("./payments.js").Payments} Payments */
/** @typedef {import("./payments.js").Renewal} Renewal */
/** @typedef {import("./shop-api.js").PhoneNumber} PhoneNumber */
/** @typedef {import("pressone-esim").Purchase} Purchase */
/**
 * @typedef {object} Result
 * @property {Omit<Renewal, "price"> & { price?: number }} order without a price if another device has paid
 * @property {string} [reference]
 * @property {unknown} [error]
 * @property {boolean} [isUnknown]
 */

/** The time for one renewal. After it the view shows the renewal as open. */
const TIMEOUT_MS = 15_000;
/** The time in which a second renewal is probably a mistake. */
const RECENT_MS = 60 * 60_000;

/** @param {Purchase} purchase */
export const isOpen = ({ state }) => state === "open";

/** The number, or the address that it is registered with. @param {{ mobile?: string, email?: string }} number */
export const nameOf = ({ mobile, email }) => (mobile ? formatPhoneNumber(mobile) : (email ?? ""));

/** @param {Purchase} purchase @param {PhoneNumber[]} numbers */
export const nameOfPurchase = ({ email }, numbers) =>
  nameOf(numbers.find((number) => number.email === email) ?? { email });

/** Returns the order that renews a number at its price. @param {PhoneNumber} number @returns {Renewal} */
export const renewalOf = (number) => {
  const { email, price } = number;
  return { kind: "renewal", email, price, title: nameOf(number) };
};

/** @param {Context} context @param {Renewal} order @param {string} address of the view @returns {Promise<Result>} */
export async function renewNumber({ payments, pressone }, order, address) {
  const { email } = order;
  try {
    // A payment that was open may have another price.
    const { reference, price } = await payments.pay(order, address, (payment) =>
      pressone.renewNumber({ email, reference: payment }, { timeoutMs: TIMEOUT_MS }),
    );
    return { order: { ...order, price }, reference };
  } catch (error) {
    return { order, error, isUnknown: payments.findUnknown(order) !== undefined };
  }
}

/**
 * Forgets the payment of a renewal whose outcome the journal has.
 *
 * @param {Payments} payments
 * @param {Purchase} purchase
 * @returns {Result | undefined} the outcome at the price that was paid; undefined if this browser did not wait for it
 */
export function settle(payments, purchase) {
  const { reference, error } = readEntry(purchase);
  const order = /** @type {Renewal | undefined} */ (payments.settle(reference));
  return order && { order, reference, error };
}

/** The outcome of a renewal that another device has paid. @param {Purchase} purchase @param {PhoneNumber[]} numbers @returns {Result} */
export function settledElsewhere(purchase, numbers) {
  const { reference, error } = readEntry(purchase);
  const title = nameOfPurchase(purchase, numbers);
  return { order: { kind: "renewal", email: purchase.email ?? "", title }, reference, error };
}

/** @param {Payments} payments */
const paymentsOf = (payments) =>
  /** @type {(import("./payments.js").Payment & { order: Renewal })[]} */ (
    payments.list().filter(({ order }) => order.kind === "renewal")
  );

/**
 * Returns the payments whose outcome, or that of their renewal, is not known. A number may have left the list since.
 * The journal's open renewals have a message of their own.
 *
 * @param {Payments} payments
 * @param {Purchase[]} renewals
 */
export function unknownRenewals(payments, renewals) {
  const open = renewals.filter(isOpen).map(({ reference }) => reference);
  return (
    paymentsOf(payments)
      .filter(
        // A payment that is repeated has the error of the last try.
        ({ state, error, reference }) =>
          error !== undefined && state !== "refused" && !open.includes(reference ?? ""),
      )
      // A second try does not move its button.
      .sort((a, b) => a.createdAt - b.createdAt)
  );
}

/** Returns the number of payments for renewals, without those that this page is making. @param {Payments} payments */
export const countOtherPayments = (payments) =>
  paymentsOf(payments).filter(({ state }) => state !== "paying").length;

/** Records that the shopper sees the payments that are not known. @param {Payments} payments */
export function markUnknownReported(payments) {
  for (const { order } of paymentsOf(payments)) {
    if (payments.findUnknown(order)) payments.markReported(order);
  }
}

/**
 * Returns the addresses of the numbers whose payment or renewal is not known.
 *
 * @param {Payments} payments
 * @param {Purchase[]} renewals
 */
export const openEmails = (payments, renewals) => [
  ...unknownRenewals(payments, renewals).map(({ order }) => order.email),
  ...renewals.filter(isOpen).map(({ email }) => email ?? ""),
];

/** Returns the last renewal of a number if it was a short time ago. @param {Purchase[]} renewals @param {string} email */
export const findRecent = (renewals, email) =>
  renewals.find(
    (purchase) =>
      purchase.email === email &&
      purchase.state === "done" &&
      Date.now() - (purchase.created_at ?? 0) < RECENT_MS,
  );
