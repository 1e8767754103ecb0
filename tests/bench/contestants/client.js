// The part that the hand-written clients share: all but the check of the answers. It is what a careful
// storefront developer writes around `fetch` for these endpoints.
import { ApiError } from "./errors.js";
import { createTransport } from "./transport.js";

/**
 * @typedef {import("./types.js").Decoders} Decoders
 * @typedef {import("./types.js").Options} Options
 * @typedef {import("./types.js").Storage} Storage
 * @typedef {import("./types.js").Client} Client
 * @typedef {import("./types.js").CallOptions} CallOptions
 * @typedef {import("./types.js").HistoryEntry} HistoryEntry
 */

const HISTORY_LIFETIME_MS = 15 * 60_000;

/** Copies the package's fields beside those of the entry. @param {HistoryEntry} entry */
function withPackageFields(entry) {
  entry.package_id = entry.package.id;
  entry.data = entry.package.data;
  entry.validity = entry.package.day;
  return entry;
}

/** @param {unknown} iccid */
function checkIccid(iccid) {
  if (typeof iccid === "string" && /^\d{17,22}$/.test(iccid)) return iccid;
  throw new ApiError("invalid_argument", "the ICCID must be a text of 17 to 22 digits");
}

/** A storage in memory. Its entries are properties, like those of `localStorage`. @returns {Storage} */
const memoryStorage = () => ({
  getItem(key) {
    return /** @type {string | undefined} */ (this[key]);
  },
  setItem(key, value) {
    this[key] = value;
  },
  removeItem(key) {
    delete this[key];
  },
});

/** @param {Decoders} decoders @returns {(options: Options) => Client} */
export const createClientWith = (decoders) => (options) => {
  const { read, write, withTimeout } = createTransport(options);
  const storage =
    options.storage ??
    (typeof document === "undefined" ? memoryStorage() : globalThis.localStorage);
  const prefix = `esim:${options.baseUrl}:`;
  /** @type {Map<string, Promise<any>>} */
  const flights = new Map();

  /** @param {string} iccid @param {AbortSignal} signal */
  const listOffers = (iccid, signal) =>
    read(`/customer/v2/sims/${checkIccid(iccid)}/topups`, decoders.topups, signal);

  /** @param {string} key */
  async function readCache(key) {
    try {
      const found = JSON.parse((await storage.getItem(key)) ?? "null");
      return Array.isArray(found?.packages) ? found : undefined;
    } catch {
      // The storage is forbidden or broken: there is no cached history.
    }
  }

  /** @param {string} iccid @param {string} key @param {CallOptions} [call] */
  async function getHistory(iccid, key, call) {
    const cached = await readCache(key);
    if (cached && Date.now() < cached.expires_at) return { ...cached, source: "cache" };
    try {
      const path = `/customer/v2/sims/${iccid}/packages`;
      const entries = await withTimeout(call, (signal) => read(path, decoders.history, signal));
      const packages = entries.map(withPackageFields);
      const fetched_at = Date.now();
      const fresh = { packages, fetched_at, expires_at: fetched_at + HISTORY_LIFETIME_MS };
      try {
        await storage.setItem(key, JSON.stringify(fresh));
      } catch {
        // As above: the history is not cached.
      }
      return { ...fresh, source: "network" };
    } catch (error) {
      if (!cached || /** @type {ApiError} */ (error).kind !== "rate_limited") throw error;
      return { ...cached, source: "stale" };
    }
  }

  /** @param {import("./types.js").TopupOrderRequest} order @param {AbortSignal} signal */
  async function buy({ iccid, package_id, price, description }, signal) {
    const offer = (await listOffers(iccid, signal)).find(({ id }) => id === package_id);
    if (!offer)
      throw new ApiError("package_unavailable", "the package is not on offer for this eSIM");
    if (price !== undefined && Math.abs(price - offer.price) > 1e-6) {
      throw new ApiError("price_changed", `the package now costs ${offer.price} USD`);
    }
    const body = new FormData();
    body.set("package_id", package_id);
    body.set("iccid", iccid);
    if (description !== undefined) body.set("description", description);
    const order = await write("/customer/v2/orders/topups", { body }, decoders.order, signal);
    return { ...order, order_id: order.id ?? null, iccid };
  }

  return {
    getTopupPackages: async (iccid, call) =>
      withTimeout(call, (signal) => listOffers(iccid, signal)),

    submitTopupOrder: async (order, call) => withTimeout(call, (signal) => buy(order, signal)),

    async getPackageHistory(iccid, call) {
      const key = prefix + checkIccid(iccid);
      // Concurrent callers share the request.
      const flight = flights.get(key);
      if (flight) return structuredClone(await flight);
      const started = getHistory(iccid, key, call).finally(() => flights.delete(key));
      flights.set(key, started);
      return started;
    },

    async getOrderList(query = {}, call) {
      const { include, created_at, type, page, limit, ...filters } = query;
      const params = new URLSearchParams();
      if (include?.length) params.set("include", include.join(","));
      if (created_at) params.set("filter[created_at]", `${created_at.from} - ${created_at.to}`);
      for (const [name, value] of Object.entries(filters)) {
        if (value !== undefined) params.set(`filter[${name}]`, value);
      }
      if (limit !== undefined) params.set("limit", String(limit));
      if (page !== undefined) params.set("page", String(page));
      const search = params.size > 0 ? `?${params}` : "";
      const path = `/customer/v2/orders${search}`;
      const list = await withTimeout(call, (signal) => read(path, decoders.orders, signal));
      return type ? { ...list, orders: list.orders.filter((each) => each.type === type) } : list;
    },

    async renewNumber({ email }, call) {
      if (!/^[^@\s]+@[^@\s]+$/.test(email)) {
        throw new ApiError("invalid_argument", "the email address is not valid");
      }
      const headers = { "content-type": "application/json" };
      const init = { headers, body: JSON.stringify({ email }) };
      const path = "/api/third-party/partner/renew-number/";
      return withTimeout(call, (signal) => write(path, init, decoders.renewal, signal));
    },

    async clearCache() {
      for (const key of Object.keys(storage)) {
        if (key.startsWith(prefix)) await storage.removeItem(key);
      }
    },
  };
};
