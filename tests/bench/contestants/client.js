// What the hand-written clients share: everything but the check of the answers. What a careful
// storefront developer writes around `fetch` for these five endpoints, and no more.
import { ApiError } from "./errors.js";
import { wireOf } from "./wire.js";

/**
 * @typedef {import("./types.js").Decoders} Decoders
 * @typedef {import("./types.js").Options} Options
 * @typedef {import("./types.js").Storage} Storage
 * @typedef {import("./types.js").Client} Client
 * @typedef {import("./types.js").CallOptions} CallOptions
 * @typedef {import("./types.js").HistoryEntry} HistoryEntry
 */

const FIFTEEN_MINUTES = 15 * 60_000;

/** The plan's own fields beside those of the entry. @param {HistoryEntry} entry */
function lifted(entry) {
  entry.package_id = entry.package.id;
  entry.data = entry.package.data;
  entry.validity = entry.package.day;
  return entry;
}

/** @param {unknown} iccid */
function sim(iccid) {
  if (typeof iccid === "string" && /^\d{17,22}$/.test(iccid)) return iccid;
  throw new ApiError("invalid_argument", "an ICCID is a text of 17 to 22 digits");
}

/** Its entries are properties of its own, as those of `localStorage` are. @returns {Storage} */
const memory = () => ({
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
export const clientWith = (decoders) => (options) => {
  const { read, write, within } = wireOf(options);
  const storage =
    options.storage ?? (typeof document === "undefined" ? memory() : globalThis.localStorage);
  const prefix = `esim:${options.baseUrl}:`;
  /** @type {Map<string, Promise<any>>} */
  const flights = new Map();

  /** @param {string} iccid @param {AbortSignal} signal */
  const offers = (iccid, signal) =>
    read(`/customer/v2/sims/${sim(iccid)}/topups`, decoders.topups, signal);

  /** @param {string} key */
  async function kept(key) {
    try {
      const found = JSON.parse((await storage.getItem(key)) ?? "null");
      return Array.isArray(found?.packages) ? found : undefined;
    } catch {
      // A storage that is forbidden or broken keeps nothing.
    }
  }

  /** @param {string} iccid @param {string} key @param {CallOptions} [call] */
  async function history(iccid, key, call) {
    const found = await kept(key);
    if (found && Date.now() < found.expires_at) return { ...found, source: "cache" };
    try {
      const path = `/customer/v2/sims/${iccid}/packages`;
      const entries = await within(call, (signal) => read(path, decoders.history, signal));
      const packages = entries.map(lifted);
      const fetched_at = Date.now();
      const fresh = { packages, fetched_at, expires_at: fetched_at + FIFTEEN_MINUTES };
      try {
        await storage.setItem(key, JSON.stringify(fresh));
      } catch {
        // As above.
      }
      return { ...fresh, source: "network" };
    } catch (error) {
      if (!found || /** @type {ApiError} */ (error).kind !== "rate_limited") throw error;
      return { ...found, source: "stale" };
    }
  }

  /** @param {import("./types.js").TopupOrderRequest} order @param {AbortSignal} signal */
  async function buy({ iccid, package_id, price, description }, signal) {
    const offer = (await offers(iccid, signal)).find(({ id }) => id === package_id);
    if (!offer) throw new ApiError("package_unavailable", "this package is not on offer");
    if (price !== undefined && Math.abs(price - offer.price) > 1e-6) {
      throw new ApiError("price_changed", `the package costs ${offer.price} USD now`);
    }
    const body = new FormData();
    body.set("package_id", package_id);
    body.set("iccid", iccid);
    if (description !== undefined) body.set("description", description);
    const order = await write("/customer/v2/orders/topups", { body }, decoders.order, signal);
    return { ...order, order_id: order.id ?? null, iccid };
  }

  return {
    getTopupPackages: async (iccid, call) => within(call, (signal) => offers(iccid, signal)),

    submitTopupOrder: async (order, call) => within(call, (signal) => buy(order, signal)),

    async getPackageHistory(iccid, call) {
      const key = prefix + sim(iccid);
      // Whoever asks meanwhile shares the request.
      const flight = flights.get(key);
      if (flight) return structuredClone(await flight);
      const begun = history(iccid, key, call).finally(() => flights.delete(key));
      flights.set(key, begun);
      return begun;
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
      const list = await within(call, (signal) => read(path, decoders.orders, signal));
      return type ? { ...list, orders: list.orders.filter((each) => each.type === type) } : list;
    },

    async renewNumber({ email }, call) {
      if (!/^[^@\s]+@[^@\s]+$/.test(email)) {
        throw new ApiError("invalid_argument", "this is not an email address");
      }
      const headers = { "content-type": "application/json" };
      const init = { headers, body: JSON.stringify({ email }) };
      const path = "/api/third-party/partner/renew-number/";
      return within(call, (signal) => write(path, init, decoders.renewal, signal));
    },

    async clearCache() {
      for (const key of Object.keys(storage)) {
        if (key.startsWith(prefix)) await storage.removeItem(key);
      }
    },
  };
};
