// Arguments and options that are refused.
import { revokedProxy, thrower } from "./support.js";

/** Values that no argument accepts. */
export const oddValues = () => [
  ...[undefined, null, 0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 10n, true],
  ...["", " ", "x", "\u0000", "\ud800", Symbol("s"), () => 1, [], [1], {}, { a: 1 }],
  ...[new Map(), new Date(Number.NaN), /x/, new Error("e")],
  ...[Object.create(null), Object.create(Date.prototype)],
  new Proxy({}, { get: thrower("get"), has: thrower("has"), ownKeys: thrower("ownKeys") }),
  Object.defineProperties(
    {},
    {
      iccid: { get: thrower("getter"), enumerable: true },
      email: { get: thrower("getter"), enumerable: true },
    },
  ),
  ...[{ iccid: 7 }, { email: {} }, { package_id: [], iccid: null }, Object("x")],
];

/** Queries that `getOrderList` and `orders` refuse. */
export const invalidQueries = () => [
  { include: "sims" },
  { include: ["sim"] },
  { include: { length: 1 } },
  { include: new Proxy([], { get: thrower("get") }) },
  { created_at: {} },
  { created_at: { from: "2026-01-02", to: "2026-01-01" } },
  { created_at: { from: new Date(Number.NaN), to: "2026-01-01" } },
  { created_at: { from: "2026-02-30", to: "2026-03-01" } },
  { created_at: { from: new Date(8.64e15), to: new Date(8.64e15) } },
  { created_at: { from: "2026-01-01", to: "2026-01-01", until: 1 } },
  { code: 7 },
  { code: "" },
  { order_status: [] },
  { iccid: "x" },
  { iccid: "" },
  { description: "" },
  { type: "esim" },
  { page: 0 },
  { page: "1" },
  { limit: 1.5 },
  { limit: -1 },
  { sort: "id" },
  ...[7, [], "x"],
];

/** Options that every call refuses. */
export const invalidCallOptions = () => [
  { timeout: 1 },
  { timeoutMs: 0 },
  { timeoutMs: "1" },
  { timeoutMs: Number.POSITIVE_INFINITY },
  { signal: {} },
  { signal: 7 },
  { signal: new AbortController() },
  ...[7, "x", []],
];

/** Signals that lack a member of an AbortSignal. */
export const partialSignals = () => [
  { aborted: false, addEventListener() {} },
  { aborted: false, removeEventListener() {} },
  Object.defineProperty({}, "aborted", { get: thrower("no") }),
];

/** Options that `createClient` refuses, and the path in the error. @returns {[unknown, string][]} */
export const invalidClientOptions = () => [
  [{ baseUrl: "http://example.com" }, "options.baseUrl"],
  [{ baseUrl: "ftp://example.com" }, "options.baseUrl"],
  [{ baseUrl: "https://a:b@example.com" }, "options.baseUrl"],
  [{ baseUrl: "https://example.com?a=1" }, "options.baseUrl"],
  [{ baseUrl: "/", baseURL: "/" }, "options.baseURL"],
  [{ baseUrl: "/", token: "" }, "options.token"],
  [{ baseUrl: "/", token: "a\nb" }, "options.token"],
  [{ baseUrl: "/", token: 7 }, "options.token"],
  [{ baseUrl: "/", headers: { Authorization: "x" } }, "options.headers.Authorization"],
  [{ baseUrl: "/", headers: { "a b": "x" } }, "options.headers.a b"],
  [{ baseUrl: "/", headers: { a: "x\r\ny" } }, "options.headers.a"],
  [{ baseUrl: "/", headers: { a: 7 } }, "options.headers.a"],
  // A page talks to its gateway only, and has no journal.
  [{ baseUrl: "/", voice: { baseUrl: "https://voice.example.com" } }, "options.voice"],
  [{ baseUrl: "/", store: {} }, "options.store"],
  [{ baseUrl: "/", secret: "s".repeat(32) }, "options.secret"],
  [{ baseUrl: "/", judgeRenewal: () => "done" }, "options.judgeRenewal"],
  [{ baseUrl: "/", lookUpMs: 1 }, "options.lookUpMs"],
  [{ baseUrl: "/", storage: {} }, "options.storage"],
  [{ baseUrl: "/", storage: 7 }, "options.storage"],
  [{ baseUrl: "/", partition: "" }, "options.partition"],
  [{ baseUrl: "/", fetch: 7 }, "options.fetch"],
  [{ baseUrl: "/", timeoutMs: 0 }, "options.timeoutMs"],
  [{ baseUrl: "/", maxRetries: 11 }, "options.maxRetries"],
  [{ baseUrl: "/", onEvent: {} }, "options.onEvent"],
  // Headers of another form: without an error they would be dropped.
  [{ baseUrl: "/", headers: new Headers({ a: "b" }) }, "options.headers"],
  [{ baseUrl: "/", headers: new Map([["a", "b"]]) }, "options.headers"],
  [{ baseUrl: "/", headers: [["a", "b"]] }, "options.headers"],
];

/** Client options with a proxy that throws at every access. */
export const revokedClientOptions = () => [
  revokedProxy(),
  { baseUrl: "/", headers: revokedProxy() },
  { baseUrl: "/", storage: revokedProxy() },
];
