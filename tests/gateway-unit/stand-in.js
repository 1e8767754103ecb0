// A stand-in of the partner client for the gateway's own tests: a journal in memory, one list of offers, and
// PressOne's answers as the test scripts them.
import { createHash } from "node:crypto";
import { pressoneError } from "../../src/wasm/error.js";

/** @param {string} kind @param {object} [details] @param {unknown} [cause] */
export const failure = (kind, details, cause) =>
  pressoneError({ kind, message: `a message of the client about ${kind}`, ...details }, cause);

/** @param {unknown} id */
export const digestOf = (id) => createHash("sha256").update(`k:${id}`).digest("hex").slice(0, 24);

/**
 * @typedef {object} Entry
 * @property {string} reference
 * @property {"topup" | "renewal"} kind
 * @property {string} content
 * @property {Set<string>} owners
 * @property {"open" | "done" | "failed" | "closed"} state
 * @property {number} tries
 * @property {number} created_at
 * @property {number} [open_since]
 * @property {any} [about] the fields of the content
 * @property {any} [order]
 * @property {any} [renewal]
 * @property {any} [error]
 */

/** @typedef {ReturnType<typeof createStandIn>} StandIn */

/** @param {{ offers?: Record<string, number> }} [options] prices by package */
export function createStandIn({ offers = { "five-gb": 4.5 } } = {}) {
  /** @type {Map<string, Entry>} */
  const entries = new Map();
  /** @type {Map<string, { count: number, end: number }>} */
  const counters = new Map();
  /** The method and the arguments of each call. @type {[string, any][]} */
  const calls = [];
  /** PressOne's answers to the next writes: an order by default. @type {(() => any)[]} */
  const script = [];
  /** The orders that PressOne made. @type {any[]} */
  const orders = [];

  /** @param {{ reference: string, shopper?: string, unpaid?: boolean }} key */
  const keyOf = ({ reference, shopper, unpaid }) =>
    unpaid ? `unpaid|${shopper}|${reference}` : reference;

  /** @param {Entry | undefined} entry @param {string} reference */
  const purchaseOf = (entry, reference) => {
    if (!entry) return { reference, kind: "topup", state: "none", tries: 0, created_at: 0 };
    const { kind, state, about, order, renewal, error, tries, created_at, open_since } = entry;
    return {
      ...{ reference, kind, state, tries, created_at, ...about },
      ...(order && { order }),
      ...(renewal && { renewal }),
      ...(error && { error }),
      ...(state === "open" && { open_since, retry_after_ms: 1_500 }),
    };
  };

  /**
   * The write protocol, as far as a caller sees it.
   *
   * @param {"topup" | "renewal"} kind
   * @param {any} request
   * @param {string} content
   * @param {() => Promise<any>} check
   * @param {() => any} make
   */
  async function write(kind, request, content, check, make) {
    const { reference, shopper, iccid, package_id, email } = request;
    if (reference === "") throw failure("invalid_argument", { path: "reference" });
    if (shopper === "") throw failure("invalid_argument", { path: "shopper" });
    const about = kind === "topup" ? { iccid, package_id } : { email };
    const key = keyOf(request);
    const entry = entries.get(key);
    const isOther = entry && (entry.content !== content || entry.kind !== kind);
    // A reference that was closed before it was used has no content.
    if (isOther && entry?.content !== "") {
      throw failure("reference_reused", { outcome: "not_ordered", reference });
    }
    if (shopper !== undefined) entry?.owners.add(String(shopper));
    if (entry?.state === "done") return { ...(entry.order ?? entry.renewal), source: "journal" };
    if (entry?.state === "closed") throw failure("purchase_closed", { outcome: "not_ordered" });
    if (entry?.state === "open") throw failure("outcome_unknown", { outcome: "unknown" });
    const tries = entry?.tries ?? 0;
    if (entry && tries > (request.tries ?? tries)) {
      const { kind: failed, ...details } = entry.error;
      throw failure(failed, { ...details, outcome: "not_ordered", tries, stored: true });
    }
    const created_at = entry?.created_at ?? Date.now();
    const owners = entry?.owners ?? new Set([String(shopper)]);
    /** @type {Entry} */
    const open = {
      ...{ reference, kind, content, about, owners, state: "open", tries, created_at },
      open_since: created_at,
    };
    /** @param {any} error */
    const fail = (error) => {
      const recorded = { ...error, outcome: "not_ordered", tries: tries + 1, reference };
      const stored = { kind: error.kind, code: error.code, reason: error.reason };
      entries.set(key, { ...open, state: "failed", tries: tries + 1, error: stored });
      throw failure(error.kind, recorded);
    };
    try {
      await check();
    } catch (/** @type {any} */ error) {
      if (error.kind === "aborted") throw error;
      fail(error);
    }
    entries.set(key, open);
    const step = script.shift();
    try {
      const made = step ? step() : make();
      const settled = kind === "topup" ? { order: made } : { renewal: made };
      entries.set(key, { ...open, state: "done", ...settled });
      return { ...made, source: "answer" };
    } catch (/** @type {any} */ error) {
      if (error.outcome !== "unknown" && error.kind) fail(error);
      throw error;
    }
  }

  const partner = {
    store: {
      /** @param {string} key @param {{ ttlMs: number }} options */
      async increment(key, { ttlMs }) {
        const now = Date.now();
        const found = counters.get(key);
        const counter = found && found.end > now ? found : { count: 0, end: now + ttlMs };
        counter.count += 1;
        counters.set(key, counter);
        return { count: counter.count, remainingMs: counter.end - now };
      },
    },

    /** @param {string} id */
    shopperDigest: digestOf,

    /** @param {string} iccid @returns {Promise<any>} */
    async getTopupPackages(iccid) {
      calls.push(["getTopupPackages", iccid]);
      return Object.entries(offers).map(([id, price]) => ({ id, price, net_price: 1, title: id }));
    },

    /** @param {string} iccid @returns {Promise<any>} */
    async getPackageHistory(iccid) {
      calls.push(["getPackageHistory", iccid]);
      const now = Date.now();
      return { packages: [], fetched_at: now - 60_000, expires_at: now + 840_000, source: "cache" };
    },

    /** @param {any} query @returns {Promise<any>} */
    async getOrderList(query) {
      calls.push(["getOrderList", query]);
      const rows = orders.filter(({ stored }) => stored.includes(query.description ?? ""));
      return { orders: rows.map(({ stored, ...order }) => order), meta: { total: rows.length } };
    },

    /** @param {any} key @param {any} [_options] @returns {Promise<any>} */
    async getPurchase(key, _options) {
      calls.push(["getPurchase", key]);
      const entry = entries.get(keyOf(key));
      const owned = key.shopper === undefined || entry?.owners.has(key.shopper);
      return purchaseOf(owned ? entry : undefined, key.reference);
    },

    /** @param {any} query @returns {Promise<any>} */
    async purchases(query) {
      calls.push(["purchases", query]);
      const own = [...entries.values()].filter(
        (entry) =>
          entry.owners.has(query.shopper) &&
          (query.state ?? entry.state) === entry.state &&
          (query.kind ?? entry.kind) === entry.kind,
      );
      const start = Number(query.after ?? 0);
      const page = own.slice(start, start + (query.limit ?? 25));
      const end = start + page.length;
      return {
        purchases: page.map((entry) => purchaseOf(entry, entry.reference)),
        next: end < own.length ? String(end) : null,
      };
    },

    /** @param {any} request @param {any} [options] @returns {Promise<any>} */
    async submitTopupOrder(request, options) {
      calls.push(["submitTopupOrder", { ...request, options }]);
      const { reference, iccid, package_id, price, confirmOffer, description, shopper } = request;
      const offered = offers[package_id];
      const check = async () => {
        if (offered === undefined) throw failure("package_unavailable", { code: 34 });
        if (price !== undefined && price !== offered) {
          throw failure("price_changed", { prices: { paid: price, offered } });
        }
        if (confirmOffer && !(await confirmOffer({ id: package_id, price: offered }))) {
          throw failure("aborted", { outcome: "not_ordered" });
        }
      };
      return write("topup", request, `${iccid}|${package_id}`, check, () => {
        const id = orders.length + 1;
        const tag = shopper === undefined ? "" : digestOf(shopper);
        const order = {
          ...{ id, order_id: id, code: `2026-${id}`, package_id, iccid, price: offered },
          ...{ reference, net_price: 1, description: description ?? null },
        };
        const stored = `po2:d${id}:c:${tag}:${reference}:${description ?? ""}`;
        orders.push({ ...order, shopper: tag || null, stored });
        return order;
      });
    },

    /** @param {any} request @param {any} [options] @returns {Promise<any>} */
    async renewNumber(request, options) {
      calls.push(["renewNumber", { ...request, options }]);
      const { reference, email } = request;
      return write(
        "renewal",
        request,
        email,
        async () => {},
        () => ({ message: "a text of the server", success: true, data: null, reference }),
      );
    },

    /** @param {any} key @returns {Promise<any>} */
    async closePurchase(key) {
      calls.push(["closePurchase", key]);
      const named = typeof key === "string" ? { reference: key } : key;
      const entry = entries.get(keyOf(named));
      if (entry?.state === "open" || entry?.state === "done") {
        return purchaseOf(entry, named.reference);
      }
      /** @type {Entry} */
      const closed = {
        ...{ reference: named.reference, kind: "topup", content: "", owners: new Set(), tries: 0 },
        ...entry,
        ...{ state: "closed", created_at: Date.now() },
      };
      entries.set(keyOf(named), closed);
      return purchaseOf(closed, named.reference);
    },
  };

  return {
    partner,
    entries,
    calls,
    script,
    orders,
    offers,
    /** The number of calls of a method. @param {string} method */
    count: (method) => calls.filter(([name]) => name === method).length,
    /** The arguments of the last call of a method. @param {string} method */
    last: (method) => calls.findLast(([name]) => name === method)?.[1],
  };
}
