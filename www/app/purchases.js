/**
 * What the page knows of purchases: those of this visit, and those that the client's journal had open,
 * as after a page that ended before its answer came.
 */

/** @typedef {import("/pkg/web.js").TopupOrder | import("/pkg/web.js").Order} Order */
/**
 * @typedef {object} Open a purchase that may have been ordered
 * @property {string} reference the payment's id
 * @property {string} iccid
 * @property {string} package_id
 * @property {number} [price]
 * @property {Order | null} order null while nobody knows
 */

/** @param {import("/pkg/web.js").Client} pressone */
export function purchasesOf(pressone) {
  /** @type {Map<string, import("/pkg/web.js").TopupOrder>} */
  const bought = new Map();
  /** @type {Map<string, Open>} */
  const open = new Map();
  /** Whose outcome the shopper has seen. @type {Set<string>} */
  const told = new Set();
  /** @type {Promise<void> | undefined} */
  let looking;

  /** @param {string} reference */
  async function listed(reference) {
    const { orders } = await pressone.getOrderList({ reference });
    return orders[0] ?? null;
  }

  async function ask() {
    const reported = await pressone.recoverTopupOrders();
    for (const one of reported) open.set(one.reference, one);
    for (const one of open.values()) {
      // Settled by another tab, or taken out of the journal by a refusal that was about something else.
      const left =
        one.order === null && !reported.some((other) => other.reference === one.reference);
      if (left) one.order = await listed(one.reference);
    }
  }

  return {
    /** The order that was made in this visit. @param {string} payment */
    bought: (payment) => bought.get(payment),

    /** @param {string} payment */
    open: (payment) => open.get(payment),

    /** The shopper has seen its order. @param {string} payment */
    told: (payment) => void told.add(payment),

    /** What there is to tell beside the receipts. */
    news: () =>
      [...open.values()].filter(({ reference }) => !bought.has(reference) && !told.has(reference)),

    listed,

    /** Finds out what became of what is open. Whoever asks meanwhile waits for the same answer. */
    look() {
      looking ??= ask().finally(() => {
        looking = undefined;
      });
      return looking;
    },

    /** @param {import("/pkg/web.js").TopupOrderRequest & { reference: string }} request */
    async order(request) {
      const order = await pressone.submitTopupOrder(request);
      bought.set(request.reference, order);
      open.delete(request.reference);
      return order;
    },

    /** Its order was refused: there is none, and none will be looked for. @param {string} payment */
    refused: (payment) => void open.delete(payment),
  };
}

/** @typedef {ReturnType<typeof purchasesOf>} Purchases */
