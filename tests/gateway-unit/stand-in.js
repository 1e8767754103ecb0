// A stand-in of the partner client for the gateway's own tests: a journal in memory, one list of offers, and
// PressOne's answers as the test scripts them.
import { createHash, randomBytes } from "node:crypto";
import { pressoneError } from "../../src/wasm/error.js";

/** @param {string} kind @param {object} [details] @param {unknown} [cause] */
export const failure = (kind, details, cause) =>
  pressoneError({ kind, message: `a message of the client about ${kind}`, ...details }, cause);

/** @param {unknown} id */
export const digestOf = (id) => createHash("sha256").update(`k:${id}`).digest("hex").slice(0, 24);

/**
 * @typedef {object} Entry
 * @property {string} reference
 * @property {"topup" | "sim" | "renewal" | "claim"} kind
 * @property {string} content
 * @property {Set<string>} owners
 * @property {"open" | "done" | "failed" | "closed"} state
 * @property {number} tries
 * @property {number} created_at
 * @property {number} [open_since]
 * @property {any} [about] the fields of the content
 * @property {any} [order]
 * @property {any} [renewal]
 * @property {any} [claim]
 * @property {any} [error]
 */

/** @typedef {ReturnType<typeof createStandIn>} StandIn */

/** @param {string} base64 */
const unpadded = (base64) => base64.replaceAll("=", "");

const HTML = "<p onclick=steal()>Scan</p>";
const SHARING = { link: "https://share.example/1", access_code: "4812" };
const ACCOUNT = { name: "Northwind Shop", email: "orders@northwind.example" };
/** The parts of an order that no page may see. */
const ORDER_DETAILS = {
  ...{ package_id: "five-gb", type: "sim", created_at: "2026-02-22 14:24:01" },
  ...{ net_price: 1, total_amount_paid: 1, user: ACCOUNT, sharing: SHARING, voice: 10 },
  ...{ manual_installation: HTML, qrcode_installation: HTML, upstream: "x" },
  status: { name: "Completed", slug: "completed", upstream: "x" },
};
const IMAGE = { width: 1, height: 2, url: "https://guides.example/no.png", upstream: "x" };
const COUNTRIES = [
  {
    ...{ slug: "norway", country_code: "NO", title: "Norway", image: IMAGE, upstream: "x" },
    operators: [
      {
        ...{ id: 91, title: "Fjord", info: ["LTE", { upstream: "x" }], apn: null },
        image: { ...IMAGE, url: "javascript:steal()" },
        coverages: [
          { name: "NO", networks: [{ name: "F", types: ["LTE"], upstream: "x" }], upstream: "x" },
        ],
        countries: [{ country_code: "NO", title: "Norway", image: IMAGE, upstream: "x" }],
        packages: [
          {
            ...{ id: "fjord-1gb", price: 4.5, net_price: 3, upstream: "x" },
            prices: { net_price: { USD: 3 }, recommended_retail_price: { USD: 5 } },
            ...{ qr_installation: HTML, manual_installation: HTML },
          },
        ],
      },
    ],
  },
];
const INSTALLATION = {
  ...{ model: null, version: "18", upstream: "x" },
  installation_via_qr_code: {
    ...{ steps: ["Scan."], qr_code_data: "LPA:1$a$b", qr_code_url: "data:text/html,x" },
    ...{ direct_apple_installation_url: "https://install.example/b", upstream: "x" },
  },
  installation_manual: { steps: null, smdp_address_and_activation_code: "a b" },
  network_setup: null,
};

/** @param {string} iccid */
const esimOf = (iccid) => ({
  ...{ id: 7, iccid, qrcode: `LPA:1$a$${iccid}`, matching_id: "M-1", sharing: SHARING },
  ...{ voucher_code: "V", airalo_code: "A", brand_settings_name: "fjord", upstream: "x" },
  ...{ qrcode_url: "javascript:steal()", apn: { ios: { apn_type: "manual" }, android: null } },
  simable: {
    ...{ id: 1, code: "2026-1", price: 4.5, reference: "pay-ada", description: "cart 7" },
    ...{ shopper: digestOf("ada"), ...ORDER_DETAILS },
  },
});

/** The times of an answer that PressOne was just asked for. */
const fresh = () => ({
  ...{ fetched_at: Date.now() - 60_000, expires_at: Date.now() + 60_000, source: "network" },
});

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
  /** The shopper of each eSIM and number that the journal sold. @type {Map<string, string>} */
  const sold = new Map();
  /** The sealed cursors. @type {Map<string, { purpose: string, cursor: string }>} */
  const cursors = new Map();

  /** @param {{ reference: string, shopper?: string, unpaid?: boolean }} key */
  const keyOf = ({ reference, shopper, unpaid }) =>
    unpaid ? `unpaid|${shopper}|${reference}` : reference;

  /** @param {Entry | undefined} entry @param {string} reference */
  const purchaseOf = (entry, reference) => {
    if (!entry) return { reference, kind: "topup", state: "none", tries: 0, created_at: 0 };
    const { kind, state, about, order, renewal, claim, error, tries } = entry;
    const { created_at, open_since } = entry;
    return {
      ...{ reference, kind, state, tries, created_at, ...about },
      ...(order && { order }),
      ...(renewal && { renewal }),
      ...(claim && { claim }),
      ...(error && { error }),
      ...(state === "open" && { open_since, retry_after_ms: 1_500 }),
    };
  };

  /**
   * The write protocol, as far as a caller sees it.
   *
   * @param {"topup" | "sim" | "renewal" | "claim"} kind
   * @param {any} request
   * @param {string} content
   * @param {() => Promise<any>} check
   * @param {() => any} make
   */
  async function write(kind, request, content, check, make) {
    const { reference, shopper, iccid, package_id, email } = request;
    if (reference === "") throw failure("invalid_argument", { path: "reference" });
    if (shopper === "") throw failure("invalid_argument", { path: "shopper" });
    const { quantity } = request;
    const abouts = {
      topup: { iccid, package_id },
      sim: { package_id, quantity },
      renewal: { email },
      claim: { email, claimed_number: request.number },
    };
    const about = abouts[kind];
    const key = keyOf(request);
    const entry = entries.get(key);
    const isOther = entry && (entry.content !== content || entry.kind !== kind);
    // A reference that was closed before it was used has no content.
    if (isOther && entry?.content !== "") {
      throw failure("reference_reused", { outcome: "not_ordered", reference });
    }
    if (shopper !== undefined) entry?.owners.add(String(shopper));
    if (entry?.state === "done")
      return { ...(entry.order ?? entry.renewal ?? entry.claim), source: "journal" };
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
      const isOrder = kind === "topup" || kind === "sim";
      const settled = { [isOrder ? "order" : kind]: made };
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

    /** The digests under the newest secret and an earlier one. @param {string} id */
    shopperDigests: (id) => [digestOf(id), digestOf(`earlier:${id}`)],

    /** @param {string} iccid @returns {Promise<any>} */
    async getTopupPackages(iccid) {
      calls.push(["getTopupPackages", iccid]);
      const size = { amount: 5_120, day: 30, is_unlimited: false };
      return Object.entries(offers).map(([id, price]) => ({
        ...{ id, price, net_price: 1, title: id },
        ...size,
      }));
    },

    /** @param {string} iccid @returns {Promise<any>} */
    async getPackageHistory(iccid) {
      calls.push(["getPackageHistory", iccid]);
      const now = Date.now();
      return { packages: [], fetched_at: now - 60_000, expires_at: now + 840_000, source: "cache" };
    },

    /** @param {any} query @returns {Promise<any>} */
    async getPackages(query) {
      calls.push(["getPackages", query]);
      const page = query.page ?? 1;
      return { countries: COUNTRIES, meta: { current_page: page }, next: null, ...fresh() };
    },

    /** @returns {Promise<any>} */
    async getCompatibleDevices() {
      calls.push(["getCompatibleDevices", undefined]);
      return { devices: [{ name: "One", brand: "Harbour", os: "ios", more: "x" }], ...fresh() };
    },

    /** @param {string} iccid @param {any} query @returns {Promise<any>} */
    async getEsim(iccid, query) {
      calls.push(["getEsim", [iccid, query]]);
      return esimOf(iccid);
    },

    /** @param {string} iccid @returns {Promise<any>} */
    async getUsage(iccid) {
      calls.push(["getUsage", iccid]);
      return { status: "ACTIVE", remaining: 1, total: 2, upstream: "x", ...fresh() };
    },

    /** @param {string} iccid @param {any} query @returns {Promise<any>} */
    async getInstallation(iccid, query) {
      calls.push(["getInstallation", [iccid, query]]);
      return { language: "EN", ios: [INSTALLATION], android: null, upstream: "x" };
    },

    /** @param {string} id @param {any} query @returns {Promise<any>} */
    async getOrder(id, query) {
      calls.push(["getOrder", [id, query]]);
      const order = orders.find((each) => String(each.id) === id);
      if (!order) throw failure("not_found", { status: 401 });
      return { ...order, ...ORDER_DETAILS, sims: [esimOf("8944500102030405061")] };
    },

    /** @param {string} shopper @param {string} iccid */
    async ownsEsim(shopper, iccid) {
      calls.push(["ownsEsim", [shopper, iccid]]);
      return sold.get(iccid) === shopper;
    },

    /** @param {string} shopper @param {string} email */
    async ownsNumber(shopper, email) {
      calls.push(["ownsNumber", [shopper, email]]);
      return sold.get(email) === shopper;
    },

    /** @param {string} shopper @param {{ page: number, limit: number }} position @returns {Promise<any>} */
    async esimsOf(shopper, { page, limit }) {
      calls.push(["esimsOf", [shopper, { page, limit }]]);
      const own = [...sold].flatMap(([iccid, owner]) => (owner === shopper ? [iccid] : []));
      const rows = own.reverse().slice((page - 1) * limit, page * limit);
      const last_page = Math.max(1, Math.ceil(own.length / limit));
      return { esims: rows.map(esimOf), page, last_page, total: own.length };
    },

    /** @param {string} iccid @param {string} from @param {string} to */
    async transferEsim(iccid, from, to) {
      calls.push(["transferEsim", [iccid, from, to]]);
      if (sold.get(iccid) !== from) return false;
      sold.set(iccid, to);
      return true;
    },

    /** @param {any} query @returns {Promise<any>} */
    async getOrderList(query) {
      calls.push(["getOrderList", query]);
      const digests = partner.shopperDigests(query.shopper);
      const rows = orders.filter(({ shopper }) => digests.includes(shopper));
      return { orders: rows, meta: { total: rows.length } };
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
      const prefix = `s/${digestOf(query.shopper)}/`;
      const after = query.after ?? `${prefix}0`;
      if (!after.startsWith(prefix)) throw failure("invalid_argument", { path: "query.after" });
      const start = Number(after.slice(prefix.length));
      const page = own.slice(start, start + (query.limit ?? 25));
      const end = start + page.length;
      return {
        purchases: page.map((entry) => purchaseOf(entry, entry.reference)),
        next: end < own.length ? `${prefix}${end}` : null,
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
          ...{ type: "topup", created_at: "2026-01-31 09:30:00" },
          ...{ reference, net_price: 1, description: description ?? null },
        };
        orders.push({ ...order, shopper: tag || null });
        return order;
      });
    },

    /** @param {any} request @param {any} [options] @returns {Promise<any>} */
    async submitOrder(request, options) {
      calls.push(["submitOrder", { ...request, options }]);
      const { reference, package_id, quantity, price, confirmOffer, shopper } = request;
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
      return write("sim", request, `${package_id}|${quantity}`, check, () => {
        const id = orders.length + 1;
        const sims = Array.from({ length: quantity }, (_, index) =>
          esimOf(`89445001020304050${id}${index}`),
        );
        for (const { iccid } of sims) if (shopper) sold.set(iccid, shopper);
        const order = {
          ...{ id, order_id: id, code: `2026-${id}`, package_id, iccid: null, quantity, sims },
          ...{ price: offered, reference, ...ORDER_DETAILS },
        };
        const tag = shopper === undefined ? "" : digestOf(shopper);
        orders.push({ ...order, shopper: tag });
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

    /** @param {string} purpose @param {string} cursor */
    async sealCursor(purpose, cursor) {
      const sealed = [12, 32].map((length) => randomBytes(length).toString("base64")).join(".");
      cursors.set(unpadded(sealed), { purpose, cursor });
      return sealed;
    },

    /** @param {string} purpose @param {string} sealed */
    async unsealCursor(purpose, sealed) {
      const found = cursors.get(unpadded(sealed));
      return found?.purpose === purpose ? found.cursor : undefined;
    },

    /** @param {any} query @returns {Promise<any>} */
    async getAvailableNumbers(query) {
      calls.push(["getAvailableNumbers", query]);
      const row = { number: "+12025550200", mobile: "+12025550200", net_fee: 2 };
      return { numbers: [row], count: 8, next: "page=2" };
    },

    /** @param {any} request @param {any} [options] @returns {Promise<any>} */
    async claimNumber(request, options) {
      calls.push(["claimNumber", { ...request, options }]);
      const { reference, number, email, shopper } = request;
      return write(
        "claim",
        request,
        `${number}|${email}`,
        async () => {},
        () => {
          if (shopper) sold.set(email, shopper);
          const data = { upstream: "x" };
          return { message: "a text of the server", success: true, data, reference };
        },
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
    sold,
    /** The number of calls of a method. @param {string} method */
    count: (method) => calls.filter(([name]) => name === method).length,
    /** The arguments of the last call of a method. @param {string} method */
    last: (method) => calls.findLast(([name]) => name === method)?.[1],
  };
}
