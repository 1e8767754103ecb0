/**
 * The purchases that the page knows: those of this visit, and those that recovery found in the journal.
 * An earlier visit leaves a purchase open there if its page ends before the answer arrives.
 */

/** @typedef {import("/pkg/web.js").TopupOrder | import("/pkg/web.js").Order} Order */
/**
 * @typedef {object} RecoveredPurchase a purchase that recovery found in the journal
 * @property {string} reference the payment's id
 * @property {string} iccid
 * @property {string} package_id
 * @property {number} [price]
 * @property {Order | null} order null while the outcome is unknown
 */

/** @param {import("/pkg/web.js").Client} pressone */
export function createPurchases(pressone) {
  /** The orders of this visit. @type {Map<string, import("/pkg/web.js").TopupOrder>} */
  const ordered = new Map();
  /** @type {Map<string, RecoveredPurchase>} */
  const recovered = new Map();
  /** The references of orders that a receipt has shown. @type {Set<string>} */
  const shown = new Set();
  /** @type {Promise<void> | undefined} */
  let recovery;

  /** Looks an order up in the order list. @param {string} reference */
  async function findOrder(reference) {
    const { orders } = await pressone.getOrderList({ reference });
    return orders[0] ?? null;
  }

  async function recoverOnce() {
    const found = await pressone.recoverTopupOrders();
    for (const purchase of found) recovered.set(purchase.reference, purchase);
    const inJournal = new Set(found.map(({ reference }) => reference));
    for (const purchase of recovered.values()) {
      if (purchase.order || inJournal.has(purchase.reference)) continue;
      // Another tab settled the entry, or a refusal of a later request removed it.
      purchase.order = await findOrder(purchase.reference);
    }
  }

  return {
    /** Returns the order of a reference if this visit made it. @param {string} reference */
    getOrdered: (reference) => ordered.get(reference),

    /** @param {string} reference */
    getRecovered: (reference) => recovered.get(reference),

    /** Records that the shopper has seen the receipt. @param {string} reference */
    markShown: (reference) => void shown.add(reference),

    /** Returns the recovered purchases that no receipt has shown. */
    getUnshown: () =>
      [...recovered.values()].filter(
        ({ reference }) => !ordered.has(reference) && !shown.has(reference),
      ),

    findOrder,

    /** Recovers the purchases in the journal. Concurrent callers share one recovery. */
    recover() {
      recovery ??= recoverOnce().finally(() => {
        recovery = undefined;
      });
      return recovery;
    },

    /** @param {import("/pkg/web.js").TopupOrderRequest & { reference: string }} request */
    async submit(request) {
      const order = await pressone.submitTopupOrder(request);
      ordered.set(request.reference, order);
      recovered.delete(request.reference);
      return order;
    },

    /** Forgets a purchase whose order was refused. @param {string} reference */
    discard: (reference) => void recovered.delete(reference),
  };
}

/** @typedef {ReturnType<typeof createPurchases>} Purchases */
