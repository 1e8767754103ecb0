// Cross-origin protection: only the shop's own pages, and origins that the shop names, are served.
import { refused } from "./answers.js";

/** The headers of every answer. No answer is a page, and no other site may read it. */
const SECURITY_HEADERS = {
  "Cache-Control": "private, no-store",
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
};
const ALLOWED_REQUEST_HEADERS = "accept, authorization, content-type, idempotency-key";
const METHOD_OVERRIDES = ["x-http-method", "x-http-method-override", "x-method-override"];

/**
 * @typedef {object} Refusal
 * @property {import("./answers.js").Answer} answer
 * @property {{ received: string, expected: string, hint: string }} [origins] of a refused origin
 *
 * @typedef {object} Guard
 * @property {(request: Request, url: URL) => Refusal | undefined} refuse the refusal of a request that is
 *   not allowed, otherwise undefined
 * @property {(request: Request) => Record<string, string> | undefined} preflight the headers of the answer
 *   to a CORS preflight, otherwise undefined
 * @property {(request: Request) => Record<string, string>} securityHeaders the headers of every answer
 */

/** @param {Request} request */
function refererOrigin(request) {
  const referer = request.headers.get("Referer") ?? "";
  if (!URL.canParse(referer)) return undefined;
  const { origin } = new URL(referer);
  // Applications send addresses of their own, such as `android-app://`, whose origin is "null".
  return origin === "null" ? undefined : origin;
}

const CODE = { code: "origin_refused" };
/** The sender of a request without the headers that name its origin. */
const ANONYMOUS = "a sender without an Origin";

/** @param {string} received @param {string} expected @returns {Refusal} */
function wrongOrigin(received, expected) {
  if (received === ANONYMOUS) {
    const hint = "outside a browser send the header Origin, or a token in place of a cookie";
    const reason = `A write with a cookie has no Origin: ${hint}.`;
    return { answer: refused(403, reason, CODE), origins: { received, expected, hint } };
  }
  const reason =
    `The request came from ${received.slice(0, 200)}, and this gateway serves ${expected}. ` +
    "If both are the same shop, set the gateway's publicOrigin to the origin of the pages.";
  const hint = "set publicOrigin to the origin of your pages";
  return { answer: refused(403, reason, CODE), origins: { received, expected, hint } };
}

/**
 * @param {readonly string[]} origins other than the gateway's own
 * @param {string} [publicOrigin] the gateway's own, if it is not the one of `request.url`
 * @returns {Guard}
 */
export function createGuard(origins, publicOrigin) {
  /** The request's origin, if the shop named it. @param {Request} request */
  const allowedOrigin = (request) => {
    const origin = request.headers.get("Origin");
    return origin !== null && origins.includes(origin) ? origin : undefined;
  };

  /**
   * The origin of a request that is not allowed.
   *
   * @param {Request} request
   * @param {string} own the gateway's origin
   */
  function refusedOrigin(request, own) {
    if (allowedOrigin(request)) return undefined;
    // Browsers set these headers, and scripts cannot change the first two.
    const origin = request.headers.get("Origin");
    const site = request.headers.get("Sec-Fetch-Site");
    const referer = refererOrigin(request);
    if (origin !== null && origin !== own) return origin;
    if (site !== null && site !== "same-origin") return referer ?? `another site (${site})`;
    // A GET of the shop's own page has no Origin. Its Referer shows a wrong `publicOrigin` before the
    // shopper pays: a POST has an Origin, and would be the first request that is refused.
    if (origin === null && referer && referer !== own && !origins.includes(referer)) return referer;
    // Without these headers the sender is unknown. Its writes must not use a shopper's cookie.
    const anonymous = origin === null && site === null;
    const writes = request.method !== "GET" && request.headers.has("Cookie");
    return anonymous && writes ? ANONYMOUS : undefined;
  }

  return {
    refuse(request, url) {
      if (METHOD_OVERRIDES.some((name) => request.headers.has(name))) {
        const reason = "The method cannot be overridden. Send the request with its own method.";
        return { answer: refused(400, reason) };
      }
      const own = publicOrigin ?? url.origin;
      const received = refusedOrigin(request, own);
      return received === undefined ? undefined : wrongOrigin(received, own);
    },

    preflight(request) {
      if (request.method !== "OPTIONS" || !allowedOrigin(request)) return undefined;
      return {
        "Access-Control-Allow-Methods": "GET, POST",
        "Access-Control-Allow-Headers": ALLOWED_REQUEST_HEADERS,
        "Access-Control-Max-Age": "600",
      };
    },

    securityHeaders(request) {
      const origin = allowedOrigin(request);
      return {
        ...SECURITY_HEADERS,
        Vary: origins.length > 0 ? "Cookie, Authorization, Origin" : "Cookie, Authorization",
        ...(origin && {
          "Access-Control-Allow-Origin": origin,
          "Access-Control-Allow-Credentials": "true",
          "Access-Control-Expose-Headers": "Retry-After",
          "Cross-Origin-Resource-Policy": "cross-origin",
        }),
      };
    },
  };
}
