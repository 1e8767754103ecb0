import { isoDate } from "../core/dates.js";
import { plan, topupsOf } from "../data/catalogue.js";
import { ESIM_SEEDS } from "../data/esims.js";
import { ORDER_SEEDS } from "../data/orders.js";
import { availableNumbers, subscribers } from "../data/subscribers.js";
import { createThrottle } from "./throttle.js";
import { createTokens } from "./tokens.js";

/** The use of a new eSIM, in MB a day. */
const NEW_USAGE = 96;

/**
 * The state that requests change.
 *
 * @typedef {import("../data/catalogue.js").Plan} Plan
 * @typedef {import("./usage.js").Purchase} Purchase
 *
 * @typedef {object} Esim
 * @property {string} iccid
 * @property {"active" | "not-active" | "recycled"} state
 * @property {number} usage MB in a day.
 * @property {number} spent MB that a test used, besides.
 * @property {number | null} activatedAt The time of the first use; null before it.
 * @property {Map<string, Plan>} offers
 * @property {Purchase[]} purchases
 * @property {number} createdAt
 *
 * @typedef {object} Order
 * @property {number} id
 * @property {string} code
 * @property {string} iccid The only eSIM, or the first one.
 * @property {string[]} iccids
 * @property {number} quantity
 * @property {string | null} brand
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
 * @param {{ describe?: ((text: string, index: number) => string) | undefined, empty?: boolean | undefined }} [options]
 *   `empty`: without eSIMs, orders and users.
 */
export function createState(now, balance, { describe, empty = false } = {}) {
  const state = {
    balance,
    tokens: createTokens(now),
    /** @type {Map<string, Esim>} */
    esims: new Map(),
    /** @type {Order[]} Oldest first. */
    orders: [],
    /** @type {Order[]} The orders of requests. */
    newOrders: [],
    /** @type {Renewal[]} */
    renewals: [],
    /** @type {{ email: string, mobile: string, at: number }[]} */
    claims: [],
    numbers: availableNumbers(),
    subscribers: empty ? [] : subscribers(now()),
    /** @type {Map<string, number>} By ICCID: the time of the last history answer. */
    historyServedAt: new Map(),
    usageRequests: createThrottle(now),
    packageRequests: createThrottle(now),

    /** The number of eSIMs that requests bought. */
    soldEsims: 0,

    newIccid() {
      state.soldEsims += 1;
      return `89445001090${String(state.soldEsims).padStart(8, "0")}`;
    },

    /** Adds an eSIM that was bought and is not installed. @param {string} iccid @param {Plan} ordered @param {number} at */
    addEsim(iccid, ordered, at) {
      /** @type {Esim} */
      const esim = {
        ...{ iccid, state: "not-active", usage: NEW_USAGE, spent: 0, activatedAt: null },
        offers: new Map(topupsOf(ordered).map((topup) => [topup.id, { ...topup }])),
        purchases: [],
        createdAt: at,
      };
      state.esims.set(iccid, esim);
      state.addPackage(esim, { ...ordered }, at);
    },

    /**
     * Adds an order. It charges nothing and adds no package.
     *
     * @param {string[]} iccids
     * @param {Plan} ordered
     * @param {{ at: number, status: string, description?: string | undefined, listingDelayMs?: number, brand?: string | null }} details
     */
    addOrder(iccids, ordered, { at, status, description, listingDelayMs = 0, brand = null }) {
      const [iccid = ""] = iccids;
      const id = 4101 + state.orders.length * 3;
      /** @type {Order} */
      const order = {
        id,
        code: `${isoDate(at).replaceAll("-", "")}-${String(id).padStart(6, "0")}`,
        iccid,
        iccids,
        quantity: iccids.length,
        brand,
        plan: ordered,
        description: description ?? (ordered.type === "topup" ? `Topup (${iccid})` : `Order ${id}`),
        status,
        createdAt: at,
        visibleAt: at + listingDelayMs,
      };
      state.orders.push(order);
      return order;
    },

    /** The order that an eSIM was bought with. @param {Esim} esim @returns {Order} */
    orderOf({ iccid }) {
      const isOrigin = (/** @type {Order} */ order) =>
        order.iccids.includes(iccid) && order.plan.type === "sim";
      const order = state.orders.find(isOrigin);
      if (!order) throw new TypeError(`no order of this eSIM: ${iccid}`);
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
  if (!empty) seed(state, now());
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
    const esim = {
      iccid,
      state: standing,
      usage,
      spent: 0,
      // An active eSIM uses each package from its purchase on.
      activatedAt: standing === "not-active" ? null : Number.NEGATIVE_INFINITY,
      offers: new Map(),
      purchases: [],
      createdAt: start - (purchases[0]?.ago ?? 0),
    };
    for (const id of offers) esim.offers.set(id, { ...plan(id) });
    state.esims.set(iccid, esim);
    for (const { plan: id, ago } of purchases) state.addPackage(esim, plan(id), start - ago);
  }
  for (const { iccid, plan: id, ago, status, description } of ORDER_SEEDS) {
    state.addOrder([iccid], plan(id), { at: start - ago, status, description });
  }
}
