/**
 * The payments whose outcome is not known, and those that were refused. Each press of Pay has a key, and the shop's
 * server makes one payment for a key. The page stores the key until the outcome is known, so a second try, a reload or
 * another tab uses it again.
 */
import { signal, untracked } from "@preact/signals";
import { DAY_MS } from "../format.js";
import { mayBeOrdered, mayBePaid, ShopError } from "./errors.js";
import { staysOpen } from "./journal-entry.js";
import { createPayment } from "./shop-api.js";
import { createStoredList } from "./stored-list.js";
import { orderKey } from "./unreported-orders.js";

/** @typedef {{ kind: "renewal", email: string, price: number, title: string }} Renewal */
/** @typedef {import("./unreported-orders.js").NewOrder | Renewal} Payable */
/** @typedef {Parameters<typeof orderKey>[0]} Wanted what identifies an order */
/**
 * @typedef {object} StoredPayment
 * @property {string} idempotencyKey
 * @property {Payable} order what is paid for
 * @property {string} address of the checkout
 * @property {number} createdAt in ms since the epoch
 * @property {string} [reference] the payment's id, if only its order is not known
 * @property {boolean} [isPaying] true until its request has ended
 * @property {boolean} [isReported] true if the shopper has seen the outcome
 *
 * @typedef {StoredPayment & { state: "paying" | "elsewhere" | "unknown" | "refused", error?: unknown }} Payment
 *   elsewhere: another tab is paying. A payment that is repeated has the error of the last try
 */

/** @typedef {ReturnType<typeof createPayments>} Payments */

/** The page forgets the key of an unknown payment after this time. */
const MAX_AGE_MS = DAY_MS;
/** Longer than a payment and its renewal take. A tab that pays longer is gone. */
const PAYING_MS = 60_000;

/** @template {StoredPayment} T @param {readonly T[]} payments @param {Wanted} order */
const find = (payments, order) =>
  payments.find((payment) => orderKey(payment.order) === orderKey(order));

/** @template {StoredPayment} T @param {readonly T[]} payments @param {Wanted} order */
const without = (payments, order) =>
  payments.filter((payment) => orderKey(payment.order) !== orderKey(order));

/** @param {Payment} payment @returns {StoredPayment} */
const toStored = ({ state, error: _error, ...stored }) => ({
  ...stored,
  isPaying: state === "paying",
});

/** @param {unknown} [cause] */
const unknownPayment = (cause) => new ShopError("network", { cause, mayBePaid: true });

/**
 * A payment of another tab or an earlier page.
 *
 * @param {StoredPayment} payment
 * @param {Payment | undefined} before what this page knows of the same order
 * @returns {Payment}
 */
function fromStored(payment, before) {
  if (payment.isPaying && Date.now() - payment.createdAt < PAYING_MS) {
    return { ...payment, state: "elsewhere" };
  }
  // The error of this page's own try has more details, such as a pause.
  const isSame = before?.state === "unknown" && before.idempotencyKey === payment.idempotencyKey;
  return { ...payment, state: "unknown", error: isSame ? before.error : unknownPayment() };
}

/**
 * @param {import("pressone-esim").Client} pressone
 * @param {string} shopper
 */
export function createPayments(pressone, shopper) {
  /** @type {ReturnType<typeof createStoredList<StoredPayment>>} */
  const stored = createStoredList(`open-payments:${shopper}`);
  const readStored = () =>
    stored.read().filter(({ createdAt }) => createdAt > Date.now() - MAX_AGE_MS);

  /** @type {import("@preact/signals").Signal<readonly Payment[]>} */
  const known = signal([]);

  /** Reads the payments of other tabs. One may have begun, and the outcome of another may be known. */
  function follow() {
    const before = known.peek();
    const open = readStored();
    // Another tab's payment replaces a refusal of this page.
    const own = before.filter(
      ({ state, order }) => state === "paying" || (state === "refused" && !find(open, order)),
    );
    const others = open
      .filter(({ order }) => !find(own, order))
      .map((payment) => fromStored(payment, find(before, payment.order)));
    known.value = [...own, ...others];
    if (others.some(({ state }) => state === "elsewhere")) setTimeout(follow, PAYING_MS);
  }
  follow();
  stored.onChange(follow);

  /**
   * Replaces what is known of the payment for an order, here and in the browser's storage.
   *
   * @param {Payable} order
   * @param {Payment} [payment]
   */
  function replace(order, payment) {
    known.value = [...without(known.peek(), order), ...(payment ? [payment] : [])];
    const open = payment && payment.state !== "refused" ? [toStored(payment)] : [];
    stored.write([...without(readStored(), order), ...open]);
  }

  /** @param {Wanted} order */
  function findUnknown(order) {
    const payment = find(known.value, order);
    return payment?.state === "unknown" ? payment : undefined;
  }

  return {
    list: () => known.value,

    /** Returns the payment for an order, unless it went well. @param {Wanted} order */
    get: (order) => find(known.value, order),

    /** Returns the payment for an order if its outcome is not known. @param {Wanted} order */
    findUnknown,

    /**
     * Pays for an order. If the outcome of an earlier try is not known, this repeats it, at its price.
     *
     * @template {Payable} T
     * @param {T} order
     * @param {string} address of the checkout
     * @param {(reference: string) => Promise<unknown>} [carryOut] what the payment is for. Until its outcome is known,
     *   that of the payment is not
     * @returns {Promise<T & { reference: string, email?: string }>} what is paid
     */
    async pay(order, address, carryOut) {
      // Another tab may have begun it.
      const unknown = untracked(() => findUnknown(order));
      const open = find(readStored(), order) ?? unknown;
      const begun = open ?? { idempotencyKey: crypto.randomUUID(), order, createdAt: Date.now() };
      /** @type {StoredPayment} */
      const payment = { ...begun, address, isReported: false };
      replace(order, { ...payment, state: "paying", error: unknown?.error });
      try {
        const { idempotencyKey: key } = payment;
        const paid = await createPayment(payment.order, key, open !== undefined);
        payment.reference = paid.reference;
        await carryOut?.(paid.reference);
        replace(order);
        return { .../** @type {T} */ (payment.order), ...paid };
      } catch (error) {
        const { reference } = payment;
        const isOpen = reference !== undefined && (await staysOpen(pressone, reference, error));
        replace(order, {
          ...payment,
          state: isOpen || mayBePaid(error) ? "unknown" : "refused",
          error: mayBeOrdered(error) ? unknownPayment(error) : error,
        });
        throw error;
      }
    },

    /**
     * Forgets the payment whose outcome the journal has, and returns what it was for.
     *
     * @param {string} reference
     * @returns {Payable | undefined}
     */
    settle(reference) {
      const payment = readStored().find((each) => each.reference === reference);
      if (payment) replace(payment.order);
      return payment?.order;
    },

    /** Records that the shopper has seen the outcome. @param {Payable} order */
    markReported(order) {
      const payment = untracked(() => find(known.value, order));
      if (payment && !payment.isReported) replace(order, { ...payment, isReported: true });
    },
  };
}
