/**
 * The shopper's top-ups: those of this visit, those that the shop has as open, and those that an earlier page
 * has not reported. The shop's journal has the outcome of each.
 */
import { mayBeOrdered } from "./errors.js";
import { readEntry, wasSent } from "./journal-entry.js";
import { createLookTimers } from "./look-timers.js";
import { createProgressList, isSettled } from "./progress.js";
import { createUnreportedOrders } from "./unreported-orders.js";

/** @typedef {import("./progress.js").Progress} Progress */
/** @typedef {import("./unreported-orders.js").PaidOrder} PaidOrder */
/** @typedef {ReturnType<typeof createPurchases>} Purchases */

/** The time for one order. After it the receipt goes on asking. */
const ORDER_TIMEOUT_MS = 15_000;

/**
 * @param {import("/pkg/web.js").Client} pressone
 * @param {string} shopper
 */
export function createPurchases(pressone, shopper) {
  const unreported = createUnreportedOrders(shopper);
  const { get, getNews, onChange, update } = createProgressList();
  const lookLater = createLookTimers(check);
  /** The looks that are under way. @type {Map<string, Promise<Progress>>} */
  const underWay = new Map();

  /** @param {Progress} purchase */
  const updateOpen = (purchase) =>
    update({ ...purchase, state: "open", nextCheckAt: lookLater(purchase.reference) });

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
      if (mayBeOrdered(error)) updateOpen({ reference, state: "open" });
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
    const current = get(reference);
    if (current && (isSettled(current) || current.state === "ordering")) return current;
    const paid = unreported.list().find((order) => order.reference === reference);
    try {
      const entry = await pressone.getPurchase(reference);
      if (paid && !wasSent(entry)) {
        await submit(paid).catch(() => {});
        return get(reference) ?? { reference, state: entry.state };
      }
      if (entry.state === "none") return { reference, state: "none" };
      const progress = { ...paid, ...readEntry(entry) };
      return entry.state === "open" ? updateOpen(progress) : update(progress);
    } catch (error) {
      if (current) updateOpen(current);
      throw error;
    }
  }

  return {
    ...{ submit, check, get, getNews, onChange },

    /** Finds the purchases that are open, and those that an earlier page has not reported. */
    async load() {
      const { purchases } = await pressone.purchases({ kind: "topup", state: "open" });
      const found = [...purchases, ...unreported.list()].map(({ reference }) => reference);
      await Promise.all([...new Set(found)].map(check));
    },

    /** Records that the shopper has seen the outcome. @param {string} reference */
    markReported(reference) {
      unreported.remove(reference);
      const progress = get(reference);
      if (progress && !progress.isReported) update({ ...progress, isReported: true });
    },
  };
}
