// A server without a network that answers every endpoint, as asked or in one of the ways in which
// servers fail, for calls by the hundred thousand. Imports nothing of Node's.
import { historyText, iccidOf, memoryStorage } from "./history.js";
import { bigIdList, irregularList, regularList } from "./orders.js";

/** @typedef {import("./platforms.mjs").Host} Host */
/** @typedef {Awaited<ReturnType<Host["esim"]["createClient"]>>} Client */

/** So much of the journal is kept for the calls that are on their way. */
const KEPT = 50;

/** A storage whose journal is not in this heap, as that of a database is not. */
function elsewhere() {
  const storage = memoryStorage();
  /** @type {Set<string>} */
  const written = new Set();
  /** @param {string} key @param {string} value */
  function setItem(key, value) {
    storage.setItem(key, value);
    if (!key.includes(":write:")) return;
    written.delete(key);
    written.add(key);
    const [oldest] = written;
    if (written.size <= KEPT || oldest === undefined) return;
    written.delete(oldest);
    storage.removeItem(oldest);
  }
  return { ...storage, setItem };
}

/** @param {unknown} body @param {number} [status] @param {Record<string, string>} [headers] */
const json = (body, status = 200, headers = {}) =>
  new Response(typeof body === "string" ? body : JSON.stringify(body), {
    status,
    headers: { "content-type": "application/json", ...headers },
  });

const OFFER = {
  data: ["1", "3", "5"].map((size) => ({
    id: `fjord-${size}gb-topup`,
    type: "topup",
    price: `${size}.50`,
    amount: Number(size) * 1024,
    day: "30",
    is_unlimited: 0,
    title: `${size} GB - 30 Days`,
    data: `${size} GB`,
  })),
};
const ORDER = {
  data: {
    id: 9_666,
    code: "20260227-009666",
    package_id: "fjord-3gb-topup",
    price: 3.5,
    created_at: "2026-02-27 14:09:55",
    quantity: "1",
    validity: 30,
    data: "3 GB",
  },
};
const REGULAR = regularList(5);
const IRREGULAR = irregularList(5);
const BIG = bigIdList(2);
const HISTORY = historyText(3);
/** How many eSIMs the calls go around. */
const ESIMS = 50;

/** A request that only its signal ends. @param {Request} request @returns {Promise<Response>} */
const hanging = ({ signal }) =>
  new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });

/**
 * What a call is answered with next, by the end of its path.
 *
 * @typedef {(request: Request) => Response | Promise<Response>} Answer
 * @type {Record<string, Answer>}
 */
const ANSWERS = {
  topups: (request) => json(request.method === "POST" ? ORDER : OFFER),
  packages: () => json(HISTORY),
  orders: () => json(REGULAR),
  "renew-number": () => json({ message: "Renewed", success: true, data: null }),
};

/**
 * A client, and the kinds of calls that it can be made to do. Each resolves with what became of the
 * call: `ok` or the kind of its error.
 *
 * @param {Host} host
 */
export async function openShop({ esim, baseUrl }) {
  /** @type {Answer | undefined} */
  let failing;
  const client = await esim.createClient({
    baseUrl,
    token: "token",
    partition: "shop",
    // Without retries, whose pauses would be all that takes time here.
    maxRetries: 0,
    storage: elsewhere(),
    lookUpMs: 0,
    onEvent: () => {},
    fetch: async (request) => {
      const path = new URL(request.url).pathname.split("/").filter(Boolean);
      const answer = failing ?? ANSWERS[path.at(-1) ?? ""];
      failing = undefined;
      return answer ? await answer(request) : json({ message: "no such path" }, 404);
    },
  });

  let next = 0;
  const iccid = () => iccidOf(next++ % ESIMS);
  /** @param {string} id @param {number} [price] */
  const order = (id, price) => ({ iccid: iccid(), package_id: id, ...(price && { price }) });
  /** @param {Answer} answer @param {() => Promise<unknown>} call */
  const after = (answer, call) => () => {
    failing = answer;
    return call();
  };
  const list = () => client.getOrderList();

  /** @type {Record<string, { expected: string, call: () => Promise<unknown> }>} */
  const kinds = {
    topups: { expected: "ok", call: () => client.getTopupPackages(iccid()) },
    order: { expected: "ok", call: () => client.submitTopupOrder(order("fjord-3gb-topup", 3.5)) },
    "package gone": {
      expected: "package_unavailable",
      call: () => client.submitTopupOrder(order("x")),
    },
    "another price": {
      expected: "price_changed",
      call: () => client.submitTopupOrder(order("fjord-3gb-topup", 9)),
    },
    history: { expected: "ok", call: () => client.getPackageHistory(iccid()) },
    "history of three at once": {
      expected: "ok",
      call: () => Promise.all([0, 1, 0].map((index) => client.getPackageHistory(iccidOf(index)))),
    },
    "a list": { expected: "ok", call: list },
    "a list with every argument": {
      expected: "ok",
      call: () =>
        client.getOrderList({
          include: ["sims", "user", "status"],
          created_at: { from: "2026-01-01", to: new Date(1_772_201_395_000) },
          code: "20260227",
          order_status: "completed",
          iccid: "8944",
          description: "cart",
          type: "topup",
          page: 2,
          limit: 5,
        }),
    },
    "an irregular list": { expected: "ok", call: after(() => json(IRREGULAR), list) },
    "a list with long digits": { expected: "ok", call: after(() => json(BIG), list) },
    "a walk": {
      expected: "ok",
      call: async () => {
        for await (const each of client.orders({ limit: 5 })) if (!each.code) throw each;
      },
    },
    "a walk that is left": {
      expected: "ok",
      call: async () => {
        for await (const each of client.orders()) if (each.code) break;
      },
    },
    renewal: { expected: "ok", call: () => client.renewNumber({ email: "ada@example.org" }) },
    "bad argument": { expected: "invalid_argument", call: () => client.getTopupPackages("8944") },
    "not found": {
      expected: "not_found",
      call: after(
        () => json({ data: [], meta: { message: "messages.resource_not_found" } }, 404),
        () => client.getTopupPackages(iccid()),
      ),
    },
    refused: {
      expected: "validation",
      call: after(() => json({ data: { page: "The page must be an integer." } }, 422), list),
    },
    "too many": {
      expected: "rate_limited",
      call: after(
        () => json({ message: "Too Many Attempts." }, 429, { "retry-after": "9" }),
        () => client.renewNumber({ email: "ada@example.org" }),
      ),
    },
    unauthorized: {
      expected: "authentication",
      call: after(() => json({ data: [], meta: { message: "Authentication failed." } }, 401), list),
    },
    forbidden: {
      expected: "permission",
      call: after(() => json({ code: 89, reason: "not from here" }, 403), list),
    },
    "a page of a proxy": {
      expected: "server",
      call: after(() => json("<html>502</html>", 502), list),
    },
    "half an answer": { expected: "decode", call: after(() => json(REGULAR.slice(0, 900)), list) },
    "an answer that does not fit": {
      expected: "decode",
      call: after(() => json({ data: [{ id: 1 }] }), list),
    },
    "no network": {
      expected: "network",
      call: after(() => Promise.reject(new TypeError("failed to fetch")), list),
    },
    "a lost purchase": {
      expected: "outcome_unknown",
      call: () => {
        const bought = client.submitTopupOrder(order("fjord-3gb-topup"));
        // The offer is read first, so that the failure is that of the order.
        failing = (request) => {
          failing = () => Promise.reject(new TypeError("connection lost"));
          return json(request.method === "GET" ? OFFER : ORDER);
        };
        return bought;
      },
    },
    "aborted before": {
      expected: "aborted",
      call: () => client.getOrderList({}, { signal: AbortSignal.abort() }),
    },
    "aborted meanwhile": {
      expected: "aborted",
      call: () => {
        failing = hanging;
        const controller = new AbortController();
        const asked = client.getOrderList({}, { signal: controller.signal });
        Promise.resolve().then(() => controller.abort());
        return asked;
      },
    },
    "a signal that is never used": {
      expected: "ok",
      call: () => client.getOrderList({}, { signal: shared.signal }),
    },
    "out of time": {
      expected: "timeout",
      call: after(hanging, () => client.getOrderList({}, { timeoutMs: 1 })),
    },
    "a sign-out": { expected: "ok", call: () => client.clearCache() },
    "another client": {
      expected: "ok",
      call: async () => {
        const other = await esim.createClient({ baseUrl, fetch: async () => json(REGULAR) });
        await other.getOrderList();
        other.free();
      },
    },
    "wrong options": {
      expected: "configuration",
      call: () => esim.createClient({ baseUrl: "ftp://example.com" }),
    },
  };
  /** A page's own, which lives as long as the page: its listeners must not pile up. */
  const shared = new AbortController();
  return { kinds, esim };
}

/**
 * @param {Host["esim"]} esim
 * @param {() => Promise<unknown>} call
 */
export async function outcome(esim, call) {
  try {
    await call();
    return "ok";
  } catch (error) {
    if (error instanceof esim.PressOneError) return error.kind;
    throw error;
  }
}
