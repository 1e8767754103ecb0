/**
 * The payments whose outcome is not known, and those that were refused. Each press of Pay has a key, and the shop's
 * server makes one payment for a key. The page stores the key until the answer is there, so a second try, a reload or
 * another tab uses it again.
 */
import { signal, untracked } from "@preact/signals";
import { DAY_MS } from "../format.js";
import { mayBePaid, ShopError } from "./errors.js";
import { createPayment } from "./shop-api.js";
import { createStoredList } from "./stored-list.js";

/** @typedef {import("./unreported-orders.js").NewOrder | { kind: "renewal", email: string, title: string }} Payable */
/**
 * @typedef {object} OpenPayment
 * @property {string} key
 * @property {Payable} order what is paid for
 * @property {string} address of the checkout
 * @property {number} createdAt in ms since the epoch
 * @property {boolean} [isReported] true if the shopper has seen the outcome
 *
 * @typedef {OpenPayment & { state: "paying" | "unknown" | "refused", error?: unknown }} Payment
 */

/** @typedef {ReturnType<typeof createPayments>} Payments */

/** After this time, the list of orders tells what was paid. */
const MAX_AGE_MS = DAY_MS;

/** Orders with the same name buy the same. The price may have changed since. @param {Payable} order */
const nameOf = ({ title: _title, ...order }) =>
  JSON.stringify(Object.entries({ ...order, price: undefined }).sort());

/** @template {OpenPayment} T @param {readonly T[]} payments @param {Payable} order */
const find = (payments, order) =>
  payments.find((payment) => nameOf(payment.order) === nameOf(order));

/** @template {OpenPayment} T @param {readonly T[]} payments @param {Payable} order */
const without = (payments, order) =>
  payments.filter((payment) => nameOf(payment.order) !== nameOf(order));

/** @param {Payment} payment @returns {OpenPayment} */
const withoutState = ({ state: _state, error: _error, ...open }) => open;

/** @param {OpenPayment} payment @returns {Payment} */
const ofEarlierPage = (payment) => ({
  ...payment,
  state: "unknown",
  error: new ShopError("network", { mayBePaid: true }),
});

/** @param {string} shopper */
export function createPayments(shopper) {
  /** @type {ReturnType<typeof createStoredList<OpenPayment>>} */
  const stored = createStoredList(`open-payments:${shopper}`);
  const readOpen = () =>
    stored.read().filter(({ createdAt }) => createdAt > Date.now() - MAX_AGE_MS);

  /** @type {import("@preact/signals").Signal<readonly Payment[]>} */
  const known = signal(readOpen().map(ofEarlierPage));

  /**
   * Replaces what is known of the payment for an order, here and in the browser's storage.
   *
   * @param {Payable} order
   * @param {Payment} [payment]
   */
  function replace(order, payment) {
    known.value = [...without(known.peek(), order), ...(payment ? [payment] : [])];
    const open = payment && payment.state !== "refused" ? [withoutState(payment)] : [];
    stored.write([...without(readOpen(), order), ...open]);
  }

  /** @param {Payable} order */
  function findUnknown(order) {
    const payment = find(known.value, order);
    return payment?.state === "unknown" ? payment : undefined;
  }

  return {
    list: () => known.value,

    /** Returns the payment for an order if its outcome is not known. @param {Payable} order */
    findUnknown,

    /**
     * Pays for an order. If the outcome of an earlier try is not known, this repeats it, at its price.
     *
     * @template {Payable} T
     * @param {T} order
     * @param {string} address of the checkout
     * @returns {Promise<T & { reference: string, email?: string }>} what is paid
     */
    async pay(order, address) {
      // Another tab may have begun it.
      const open = find(readOpen(), order) ?? untracked(() => findUnknown(order));
      const begun = open ?? { key: crypto.randomUUID(), order, createdAt: Date.now() };
      const payment = { key: begun.key, order: begun.order, address, createdAt: begun.createdAt };
      replace(order, { ...payment, state: "paying" });
      try {
        const paid = await createPayment(payment.order, payment.key, open !== undefined);
        replace(order);
        return { .../** @type {T} */ (payment.order), ...paid };
      } catch (error) {
        replace(order, { ...payment, state: mayBePaid(error) ? "unknown" : "refused", error });
        throw error;
      }
    },

    /**
     * Records that nothing was charged for an order, because it was refused after its payment.
     *
     * @param {Payable} order
     * @param {string} address of the checkout
     * @param {unknown} error
     */
    refuse(order, address, error) {
      const [key, createdAt] = [crypto.randomUUID(), Date.now()];
      replace(order, { key, order, address, createdAt, state: "refused", error });
    },

    /** Records that the shopper has seen the outcome. @param {Payable} order */
    markReported(order) {
      const payment = untracked(() => find(known.value, order));
      if (payment && !payment.isReported) replace(order, { ...payment, isReported: true });
    },
  };
}
