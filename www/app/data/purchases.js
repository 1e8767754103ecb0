/**
 * The shopper's top-ups, new eSIMs and claimed numbers. They are of this visit, or open in the shop's journal, or not
 * reported by an earlier page. The journal has the outcome of each.
 */
import { signal, untracked } from "@preact/signals";
import { errorKind, FailedOrder, failureKind } from "./errors.js";
import { iccidOf, readEntry, staysOpen, wasSent } from "./journal-entry.js";
import { createLookTimers } from "./look-timers.js";
import { createProgressList, isSettled } from "./progress.js";
import { createUnreportedOrders, orderKey } from "./unreported-orders.js";

/** @typedef {import("./progress.js").Progress} Progress */
/** @typedef {import("./unreported-orders.js").PaidOrder} PaidOrder */
/** @typedef {import("./unreported-orders.js").NewOrder} NewOrder */
/** @typedef {ReturnType<typeof createPurchases>} Purchases */

/** The time for one order. After it the receipt goes on asking. */
const ORDER_TIMEOUT_MS = 15_000;
/** The time in which an identical purchase is probably a mistake. */
const RECENT_MS = 10 * 60_000;
const RECENT_LIMIT = 20;
const RECENT_TIMEOUT_MS = 3_000;

/**
 * @param {import("pressone-esim").Client} pressone
 * @param {string} shopper
 */
export function createPurchases(pressone, shopper) {
  const unreported = createUnreportedOrders(shopper);
  const { get, list, update } = createProgressList();
  const { lookLater } = createLookTimers(check);
  /** The looks that are under way. @type {Map<string, Promise<Progress>>} */
  const underWay = new Map();

  /** The orders whose payment or order is under way. @type {import("@preact/signals").Signal<ReadonlySet<string>>} */
  const paying = signal(new Set());

  /** @param {Progress} purchase */
  const updateOpen = (purchase) =>
    update({ ...purchase, state: "open", nextCheckAt: lookLater(purchase.reference) });

  /** @param {PaidOrder} paid */
  async function order({ kind, reference, package_id = "", price, ...wanted }) {
    const options = { timeoutMs: ORDER_TIMEOUT_MS };
    if (kind === "claim") {
      const { number = "", email = "" } = wanted;
      await pressone.claimNumber({ number, email, reference }, options);
      return undefined;
    }
    const { iccid = "", country, type } = wanted;
    const bought = { package_id, price, reference };
    return kind === "sim"
      ? pressone.submitOrder({ ...bought, country, type, quantity: 1 }, options)
      : pressone.submitTopupOrder({ ...bought, iccid }, options);
  }

  /**
   * Returns the failure. The refusal of a number becomes a failure of the page's own kind.
   *
   * @param {PaidOrder} paid
   * @param {unknown} error
   */
  function failureOf({ kind, reference }, error) {
    const failure = errorKind(error) ?? "";
    const named = failureKind(failure, kind);
    return named === failure ? error : new FailedOrder(named, reference);
  }

  /**
   * Orders what is paid. Rejects if nothing was ordered, and never will be.
   *
   * @param {PaidOrder} paid
   */
  async function submit(paid) {
    const { reference } = paid;
    unreported.add(paid);
    update({ ...paid, state: "ordering", createdAt: Date.now(), isReported: false });
    try {
      const made = await order(paid);
      const iccid = iccidOf(made);
      update({ reference, state: "done", ...(made && { order: made }), ...(iccid && { iccid }) });
    } catch (thrown) {
      if (await staysOpen(pressone, reference, thrown)) {
        updateOpen({ reference, state: "open" });
        return;
      }
      const error = failureOf(paid, thrown);
      // The shopper is told that nothing is charged, so no later page orders it.
      unreported.add({ ...paid, refusal: errorKind(error) ?? "" });
      update({ reference, state: "failed", error });
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
   * A paid order that never arrived at the shop is sent, unless it was refused: its payment buys one order at most.
   *
   * @param {string} reference
   * @returns {Promise<Progress>}
   */
  async function checkOnce(reference) {
    const current = untracked(() => get(reference));
    if (current && (isSettled(current) || current.state === "ordering")) return current;
    const paid = unreported.list().find((order) => order.reference === reference);
    try {
      const entry = await pressone.getPurchase(reference);
      const refusal = paid?.refusal;
      if (paid && refusal === undefined && !wasSent(entry)) {
        await submit(paid).catch(() => {});
        return get(reference) ?? { reference, state: entry.state };
      }
      if (entry.state === "none") {
        if (refusal === undefined) return { reference, state: "none" };
        return update({
          ...paid,
          reference,
          state: "failed",
          error: new FailedOrder(refusal, reference),
        });
      }
      const progress = { ...paid, ...readEntry(entry) };
      return entry.state === "open" ? updateOpen(progress) : update(progress);
    } catch (error) {
      if (current) updateOpen(current);
      throw error;
    }
  }

  return {
    ...{ submit, check, get, list },

    /** @param {NewOrder} order */
    isPaying: (order) => paying.value.has(orderKey(order)),

    /**
     * Runs a payment and its order, unless one for the same is under way. A view that was left goes on with its own.
     *
     * @param {NewOrder} order
     * @param {() => Promise<void>} run
     */
    async runAlone(order, run) {
      const key = orderKey(order);
      if (paying.peek().has(key)) return;
      paying.value = new Set(paying.peek()).add(key);
      try {
        await run();
      } finally {
        paying.value = new Set([...paying.peek()].filter((other) => other !== key));
      }
    },

    /** Returns the purchases of new eSIMs that are done. */
    newEsims: () => list().filter(({ kind, state }) => kind === "sim" && state === "done"),

    /**
     * Returns the country that a package was bought for in this visit.
     *
     * @param {string} package_id
     */
    countryOf: (package_id) =>
      list().findLast((purchase) => purchase.package_id === package_id && purchase.country)
        ?.country,

    /** Finds the purchases that are open, and those that an earlier page has not reported. */
    async load() {
      const { purchases } = await pressone.purchases({ state: "open" });
      const open = purchases.filter(({ kind }) => kind !== "renewal");
      const found = [...open, ...unreported.list()].map(({ reference }) => reference);
      await Promise.all([...new Set(found)].map(check));
    },

    /**
     * Returns the same purchase of the last minutes: of this page, another tab or another device.
     *
     * @param {NewOrder} wanted
     * @returns {Promise<Progress | undefined>}
     */
    async findRecent({ kind, iccid, package_id }) {
      // A number cannot be claimed twice.
      if (kind === "claim") return undefined;
      const { purchases } = await pressone
        .purchases({ kind, limit: RECENT_LIMIT }, { timeoutMs: RECENT_TIMEOUT_MS })
        // A warning that cannot be checked stops no purchase.
        .catch(() => ({ purchases: [] }));
      return [...purchases.map(readEntry), ...untracked(list)].find(
        (purchase) =>
          (purchase.kind ?? "topup") === kind &&
          (kind === "sim" || purchase.iccid === iccid) &&
          purchase.package_id === package_id &&
          ["done", "open", "ordering"].includes(purchase.state) &&
          Date.now() - (purchase.createdAt ?? 0) < RECENT_MS,
      );
    },

    /** Records that the shopper has seen the outcome. @param {string} reference */
    markReported(reference) {
      unreported.remove(reference);
      const progress = untracked(() => get(reference));
      if (progress && !progress.isReported) update({ ...progress, isReported: true });
    },
  };
}
