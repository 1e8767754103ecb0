// Cross-origin protection: only the shop's own pages, and origins that the shop names, are served.
import { refused } from "./answers.js";

/** The headers of every answer. No answer is a page, and no other site may read it. */
const SECURITY_HEADERS = {
  "Cache-Control": "no-store",
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
};
const ALLOWED_REQUEST_HEADERS = "accept, authorization, content-type, idempotency-key";
const METHOD_OVERRIDES = ["x-http-method", "x-http-method-override", "x-method-override"];

/**
 * @typedef {object} Guard
 * @property {(request: Request) => import("./answers.js").Answer | undefined} refuse the answer to a
 *   request that is not allowed, otherwise undefined
 * @property {(request: Request) => Response | undefined} preflight the answer to a CORS preflight,
 *   otherwise undefined
 * @property {(request: Request, response: Response) => Response} withSecurityHeaders
 */

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

  /** @param {Request} request */
  function isAllowed(request) {
    if (allowedOrigin(request)) return true;
    // Browsers set both headers, and scripts cannot change them.
    const origin = request.headers.get("Origin");
    const site = request.headers.get("Sec-Fetch-Site");
    if (origin !== null && origin !== (publicOrigin ?? new URL(request.url).origin)) return false;
    if (site !== null && site !== "same-origin") return false;
    // Without both headers the sender is unknown. Its writes must not use a shopper's cookie.
    const anonymous = origin === null && site === null;
    return !(anonymous && request.method !== "GET" && request.headers.has("Cookie"));
  }

  return {
    refuse(request) {
      if (METHOD_OVERRIDES.some((name) => request.headers.has(name))) {
        return refused(
          400,
          "The method cannot be overridden. Send the request with its own method.",
        );
      }
      return isAllowed(request) ? undefined : refused(403, "This origin is not allowed.");
    },

    preflight(request) {
      if (request.method !== "OPTIONS" || !allowedOrigin(request)) return undefined;
      return new Response(null, {
        status: 204,
        headers: {
          "Access-Control-Allow-Methods": "GET, POST",
          "Access-Control-Allow-Headers": ALLOWED_REQUEST_HEADERS,
          "Access-Control-Max-Age": "600",
        },
      });
    },

    withSecurityHeaders(request, response) {
      const { headers } = response;
      for (const [name, value] of Object.entries(SECURITY_HEADERS)) headers.set(name, value);
      if (origins.length > 0) headers.append("Vary", "Origin");
      const origin = allowedOrigin(request);
      if (origin) {
        headers.set("Access-Control-Allow-Origin", origin);
        headers.set("Access-Control-Allow-Credentials", "true");
        headers.set("Access-Control-Expose-Headers", "Age, Retry-After");
        headers.set("Cross-Origin-Resource-Policy", "cross-origin");
      }
      return response;
    },
  };
}
