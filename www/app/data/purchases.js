/**
 * The page's list of the shopper's top-ups: those of this visit, those that the shop has as open, and
 * those that an earlier page has not reported. The shop's journal has the outcome of each.
 */
import { FailedOrder, mayBeOrdered } from "./errors.js";
import { createUnreportedOrders } from "./unreported-orders.js";

/** @typedef {import("./unreported-orders.js").PaidOrder} PaidOrder */
/**
 * @typedef {{ reference: string } & Partial<PaidOrder>} Named an order of another device has no price here
 *
 * @typedef {object} Outcome
 * @property {"ordering" | import("/pkg/web.js").PurchaseState} state
 * @property {import("/pkg/web.js").TopupOrder | undefined} [order] if it is `done`
 * @property {unknown} [error] if it is `failed` or `closed`
 * @property {number} [nextCheckAt] if it is `open`: the time of the next look, in ms
 * @property {boolean} [isReported] true if the shopper has seen the outcome
 *
 * @typedef {Named & Outcome} Progress
 */

/** The time for one order. After it the receipt goes on asking. */
const ORDER_TIMEOUT_MS = 15_000;
/** The pauses between two looks for an open purchase. The last one repeats. */
const PAUSES_MS = [5_000, 10_000, 20_000, 40_000, 60_000];

/** @param {Progress} progress */
export const isSettled = ({ state }) =>
  state === "done" || state === "failed" || state === "closed";

/**
 * @param {import("/pkg/web.js").Client} pressone
 * @param {string} shopper
 */
export function createPurchases(pressone, shopper) {
  const unreported = createUnreportedOrders(shopper);
  /** @type {Map<string, Progress>} */
  const known = new Map();
  /** @type {Map<string, { checks: number, timer: number }>} */
  const looks = new Map();
  /** The looks that are under way. @type {Map<string, Promise<Progress>>} */
  const underWay = new Map();
  const changes = new EventTarget();

  /** @param {Progress} progress @returns {Progress} */
  function update(progress) {
    const updated = { ...known.get(progress.reference), ...progress };
    known.set(progress.reference, updated);
    if (updated.state === "open") updated.nextCheckAt = checkLater(progress.reference);
    changes.dispatchEvent(new CustomEvent("change", { detail: updated }));
    return updated;
  }

  /** @param {string} reference @returns {number} the time of the next look */
  function checkLater(reference) {
    const { checks, timer } = looks.get(reference) ?? { checks: 0, timer: 0 };
    clearTimeout(timer);
    const pause = PAUSES_MS[Math.min(checks, PAUSES_MS.length - 1)] ?? 0;
    const next = window.setTimeout(() => check(reference).catch(() => {}), pause);
    looks.set(reference, { checks: checks + 1, timer: next });
    return Date.now() + pause;
  }

  /** @param {PaidOrder} paid */
  async function submit(paid) {
    const { reference, title, ...order } = paid;
    unreported.add(paid);
    update({ ...paid, state: "ordering" });
    try {
      const options = { timeoutMs: ORDER_TIMEOUT_MS };
      const made = await pressone.submitTopupOrder({ ...order, reference }, options);
      update({ reference, state: "done", order: made });
    } catch (error) {
      if (mayBeOrdered(error)) update({ reference, state: "open" });
      else update({ reference, state: "failed", error });
      throw error;
    }
  }

  /**
   * Asks the shop for the outcome of a purchase. Concurrent callers share one request.
   *
   * @param {string} reference
   * @returns {Promise<Progress>}
   */
  function check(reference) {
    const look = underWay.get(reference) ?? checkOnce(reference);
    underWay.set(reference, look);
    return look.finally(() => underWay.delete(reference));
  }

  /**
   * A paid order that never arrived at the shop is sent: its payment buys one order at most.
   *
   * @param {string} reference
   * @returns {Promise<Progress>}
   */
  async function checkOnce(reference) {
    const current = known.get(reference);
    if (current && (isSettled(current) || current.state === "ordering")) return current;
    const paid = unreported.list().find((order) => order.reference === reference);
    try {
      const purchase = await pressone.getPurchase(reference);
      const { state, order, error, iccid, package_id, open_since } = purchase;
      const isSent = state !== "none" && (state !== "open" || open_since !== undefined);
      if (paid && !isSent) {
        await submit(paid).catch(() => {});
        return known.get(reference) ?? { reference, state };
      }
      if (state === "none") return { reference, state };
      const kind = state === "closed" ? "purchase_closed" : error?.kind;
      return update({
        ...{
          reference,
          state,
          ...paid,
          ...(iccid && { iccid }),
          ...(package_id && { package_id }),
        },
        ...(order && { order }),
        ...(kind && { error: new FailedOrder(kind) }),
      });
    } catch (error) {
      if (current) update(current);
      throw error;
    }
  }

  return {
    submit,
    check,

    /** Finds the purchases that are open, and those that an earlier page has not reported. */
    async load() {
      const { purchases } = await pressone.purchases({ kind: "topup", state: "open" });
      const found = [...purchases, ...unreported.list()].map(({ reference }) => reference);
      await Promise.all([...new Set(found)].map(check));
    },

    /** @param {string} reference */
    get: (reference) => known.get(reference),

    /** Returns the purchases that the shopper has to be told of. */
    getNews: () => [...known.values()].filter(({ isReported }) => !isReported),

    /** Records that the shopper has seen the outcome. @param {string} reference */
    markReported(reference) {
      unreported.remove(reference);
      const progress = known.get(reference);
      if (progress && !progress.isReported) update({ ...progress, isReported: true });
    },

    /**
     * @param {(progress: Progress) => void} listener
     * @param {AbortSignal} [signal]
     */
    onChange(listener, signal) {
      const listen = (/** @type {Event} */ event) =>
        listener(/** @type {CustomEvent<Progress>} */ (event).detail);
      changes.addEventListener("change", listen, signal ? { signal } : {});
    },
  };
}

/** @typedef {ReturnType<typeof createPurchases>} Purchases */
