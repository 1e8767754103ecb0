import { isoDate } from "../core/dates.js";
import { plan } from "../data/catalogue.js";
import { ESIM_SEEDS } from "../data/esims.js";
import { ORDER_SEEDS } from "../data/orders.js";
import { subscribers } from "../data/subscribers.js";
import { createTokens } from "./tokens.js";

/**
 * The state that requests change.
 *
 * @typedef {import("../data/catalogue.js").Plan} Plan
 * @typedef {import("./usage.js").Purchase} Purchase
 *
 * @typedef {object} Esim
 * @property {string} iccid
 * @property {"active" | "not-active" | "recycled"} state
 * @property {number} usage
 * @property {Map<string, Plan>} offers
 * @property {Purchase[]} purchases
 *
 * @typedef {object} Order
 * @property {number} id
 * @property {string} code
 * @property {string} iccid
 * @property {Plan} plan
 * @property {string} description
 * @property {string} status Slug.
 * @property {number} createdAt
 * @property {number} visibleAt Time from which the order list shows it.
 *
 * @typedef {object} Renewal
 * @property {string} email
 * @property {"renewed" | "upgraded"} kind
 * @property {number} at
 *
 * @typedef {ReturnType<typeof createState>} State
 *
 * @param {() => number} now
 * @param {number} balance Cents.
 * @param {(text: string, index: number) => string} [describe]
 */
export function createState(now, balance, describe) {
  const state = {
    balance,
    tokens: createTokens(now),
    /** @type {Map<string, Esim>} */
    esims: new Map(),
    /** @type {Order[]} Oldest first. */
    orders: [],
    /** @type {Order[]} The orders of top-up requests. */
    newOrders: [],
    /** @type {Renewal[]} */
    renewals: [],
    subscribers: subscribers(now()),
    /** @type {Map<string, number>} By ICCID: the time of the last history answer. */
    historyServedAt: new Map(),

    /**
     * Adds an order. It charges nothing and adds no package.
     *
     * @param {string} iccid
     * @param {Plan} ordered
     * @param {{ at: number, status: string, description?: string | undefined, listingDelayMs?: number }} details
     */
    addOrder(iccid, ordered, { at, status, description, listingDelayMs = 0 }) {
      const id = 4101 + state.orders.length * 3;
      /** @type {Order} */
      const order = {
        id,
        code: `${isoDate(at).replaceAll("-", "")}-${String(id).padStart(6, "0")}`,
        iccid,
        plan: ordered,
        description: description ?? (ordered.type === "topup" ? `Topup (${iccid})` : `Order ${id}`),
        status,
        createdAt: at,
        visibleAt: at + listingDelayMs,
      };
      state.orders.push(order);
      return order;
    },

    /**
     * Adds a package to an eSIM.
     *
     * @param {Esim} esim
     * @param {Plan} added
     * @param {number} at
     */
    addPackage(esim, added, at) {
      esim.purchases.push({ id: 901 + purchaseCount(state.esims), plan: added, at });
    },
  };
  seed(state, now());
  if (describe) {
    for (const [index, order] of state.orders.entries()) {
      order.description = describe(order.description, index);
    }
  }
  return state;
}

/** @param {Map<string, Esim>} esims */
function purchaseCount(esims) {
  return [...esims.values()].reduce((sum, esim) => sum + esim.purchases.length, 0);
}

/** @param {State} state @param {number} start */
function seed(state, start) {
  for (const { iccid, state: standing, usage, offers, purchases } of ESIM_SEEDS) {
    /** @type {Esim} */
    const esim = { iccid, state: standing, usage, offers: new Map(), purchases: [] };
    for (const id of offers) esim.offers.set(id, { ...plan(id) });
    state.esims.set(iccid, esim);
    for (const { plan: id, ago } of purchases) state.addPackage(esim, plan(id), start - ago);
  }
  for (const { iccid, plan: id, ago, status, description } of ORDER_SEEDS) {
    state.addOrder(iccid, plan(id), { at: start - ago, status, description });
  }
}
