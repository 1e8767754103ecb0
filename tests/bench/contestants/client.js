// What the hand-written clients share: everything but the check of the answers. What a careful
// storefront developer writes around `fetch` for these five endpoints, and no more.

/**
 * @typedef {import("./types.js").Decoders} Decoders
 * @typedef {import("./types.js").Options} Options
 * @typedef {import("./types.js").Storage} Storage
 * @typedef {import("./types.js").Client} Client
 * @typedef {import("./types.js").CallOptions} CallOptions
 * @typedef {import("./types.js").HistoryEntry} HistoryEntry
 */

const FIFTEEN_MINUTES = 15 * 60_000;
const ONE_DAY = 24 * 3_600_000;
const LONGEST_WAIT_MS = 60_000;

/** What PressOne's business codes and statuses mean. @type {Record<number, string>} */
const KINDS = {
  11: "insufficient_balance",
  73: "sim_recycled",
  89: "permission",
  400: "validation",
  401: "authentication",
  403: "permission",
  404: "not_found",
  422: "validation",
  429: "rate_limited",
};

export class ApiError extends Error {
  /** @param {string} kind @param {string} message @param {object} [details] */
  constructor(kind, message, details) {
    super(message);
    this.kind = kind;
    /** @type {number | undefined} */
    this.status = undefined;
    /** @type {number | undefined} */
    this.retryAfterMs = undefined;
    Object.assign(this, details);
  }
}

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

/** No answer, or half of one. @param {any} cause */
function lost(cause) {
  /** @type {Record<string, string>} */
  const kinds = { TimeoutError: "timeout", AbortError: "aborted" };
  return new ApiError(kinds[cause?.name ?? ""] ?? "network", String(cause), { cause });
}

/** What the server said, as an error. @param {Response} response */
async function refusal(response) {
  const { status, headers } = response;
  const text = await response.text().catch(() => "");
  /** @type {any} */
  let body;
  try {
    body = JSON.parse(text);
  } catch {
    // A page of a proxy, perhaps.
  }
  const code = body?.code;
  const fields = body?.data && !Array.isArray(body.data) ? body.data : undefined;
  const reason = body?.reason ?? body?.meta?.message ?? body?.message;
  const after = headers.get("retry-after");
  const seconds = after === null ? Number.NaN : Number(after);
  const wait = Number.isNaN(seconds) ? Date.parse(after ?? "") - Date.now() : seconds * 1000;
  const retryAfterMs = Number.isNaN(wait) ? undefined : Math.max(0, wait);
  const kind = KINDS[code] ?? KINDS[status] ?? "server";
  const details = { status, code, reason, fields, retryAfterMs };
  return new ApiError(kind, `${status} ${reason ?? ""}`, details);
}

/** @param {Decoders} decoders @returns {(options: Options) => Client} */
export const clientWith = (decoders) => (options) => {
  const { credentials, timeoutMs = 30_000, maxRetries = 2 } = options;
  const baseUrl = options.baseUrl.replace(/\/+$/, "");
  const send =
    options.fetch ??
    ((/** @type {string} */ url, /** @type {RequestInit} */ init) => fetch(url, init));
  const storage =
    options.storage ?? (typeof document === "undefined" ? memory() : globalThis.localStorage);
  const prefix = `esim:${baseUrl}:`;
  /** @type {Map<string, Promise<any>>} */
  const flights = new Map();
  /** @type {{ value: Promise<string>, until: number } | undefined} */
  let token;

  /** @param {string} path @param {RequestInit} init @param {AbortSignal} signal */
  async function exchange(path, init, signal) {
    /** @type {Response} */
    let response;
    try {
      const sent = { ...init, signal, redirect: /** @type {const} */ ("manual") };
      response = await send(baseUrl + path, sent);
    } catch (cause) {
      throw lost(cause);
    }
    if (!response.ok) throw await refusal(response);
    try {
      return await response.text();
    } catch (cause) {
      throw lost(cause);
    }
  }

  /** One request for all who need it. @param {AbortSignal} signal */
  function accessToken(signal) {
    if (token && Date.now() < token.until) return token.value;
    const body = new URLSearchParams({ ...credentials, grant_type: "client_credentials" });
    const headers = { accept: "application/json" };
    const value = exchange("/customer/v2/token", { method: "POST", headers, body }, signal)
      .then((text) => {
        const { access_token, expires_in } = JSON.parse(text).data;
        if (token) token.until = Date.now() + Math.min(expires_in * 1000, ONE_DAY) - 60_000;
        return access_token;
      })
      .catch((error) => {
        token = undefined;
        throw error;
      });
    token = { value, until: Number.POSITIVE_INFINITY };
    return value;
  }

  /** @param {string} path @param {RequestInit} init @param {AbortSignal} signal */
  async function authorized(path, init, signal) {
    for (let renewed = false; ; renewed = true) {
      const headers = new Headers(init.headers);
      headers.set("accept", "application/json");
      if (credentials) headers.set("authorization", `Bearer ${await accessToken(signal)}`);
      try {
        return await exchange(path, { ...init, headers }, signal);
      } catch (error) {
        const expired = error instanceof ApiError && error.status === 401 && credentials;
        if (!expired || renewed) throw error;
        token = undefined;
      }
    }
  }

  /**
   * Ends the work when its time is over, or when its caller says so. Not `AbortSignal.timeout`: its
   * timers outlive the calls, and workerd allows ten thousand of them.
   *
   * @template T
   * @param {CallOptions | undefined} call
   * @param {(signal: AbortSignal) => Promise<T>} work
   */
  async function within(call, work) {
    const time = new AbortController();
    const end = () => time.abort(new DOMException("the time is over", "TimeoutError"));
    const timer = setTimeout(end, call?.timeoutMs ?? timeoutMs);
    try {
      return await work(call?.signal ? AbortSignal.any([call.signal, time.signal]) : time.signal);
    } finally {
      clearTimeout(timer);
    }
  }

  /** @param {string} text @returns {unknown} */
  const parsed = (text) => {
    try {
      return JSON.parse(text);
    } catch (cause) {
      throw new ApiError("decode", "the answer is not JSON", { cause });
    }
  };

  /**
   * @template T
   * @param {(body: unknown) => T} decode
   * @param {string} text
   */
  const decoded = (decode, text) => {
    const body = parsed(text);
    try {
      return decode(body);
    } catch (cause) {
      throw new ApiError("decode", String(cause), { cause });
    }
  };

  /**
   * A read, tried again where that may help.
   *
   * @template T
   * @param {string} path
   * @param {(body: unknown) => T} decode
   * @param {AbortSignal} signal
   */
  async function read(path, decode, signal) {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return decoded(decode, await authorized(path, { cache: "no-store" }, signal));
      } catch (error) {
        const { kind, retryAfterMs = 0 } = /** @type {ApiError} */ (error);
        const transient = kind === "network" || kind === "server" || kind === "rate_limited";
        if (!transient || attempt >= maxRetries || retryAfterMs > LONGEST_WAIT_MS) throw error;
        const backoff = 500 * 2 ** attempt * (0.5 + Math.random() / 2);
        await wait(Math.max(backoff, retryAfterMs), signal);
      }
    }
  }

  /** @param {number} ms @param {AbortSignal} signal */
  const wait = (ms, signal) =>
    new Promise((resolve, reject) => {
      const end = () => reject(lost(signal.reason));
      if (signal.aborted) return end();
      signal.addEventListener("abort", end, { once: true });
      setTimeout(() => {
        signal.removeEventListener("abort", end);
        resolve(undefined);
      }, ms);
    });

  /**
   * A write leaves once. An answer that was lost says nothing about what happened; one that was
   * made is never lost to a detail.
   *
   * @template T
   * @param {string} path
   * @param {RequestInit} init
   * @param {(body: unknown) => T} decode
   * @param {AbortSignal} signal
   * @returns {Promise<any>}
   */
  async function write(path, init, decode, signal) {
    /** @type {any} */
    let body;
    let text = "";
    try {
      text = await authorized(path, { method: "POST", ...init }, signal);
      body = parsed(text);
    } catch (error) {
      const { kind } = /** @type {ApiError} */ (error);
      if (!["network", "timeout", "aborted", "server", "decode"].includes(kind)) throw error;
      throw new ApiError("outcome_unknown", "look at the orders before repeating this", {
        cause: error,
      });
    }
    try {
      return { ...decode(body), issues: [], raw: null };
    } catch (error) {
      const issues = [{ path: "data", message: String(error) }];
      return { ...(body?.data ?? body), issues, raw: JSON.parse(text) };
    }
  }

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
