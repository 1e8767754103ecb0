// Whether a request comes from where it may: the shop's own pages, or origins that the shop names.
import { refused } from "./answers.js";

/** Set on every answer: none of them is a page, and none is for anybody else's. */
const SECURITY = {
  "Cache-Control": "no-store",
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
};
const CORS_HEADERS = "accept, authorization, content-type, idempotency-key";
const OVERRIDES = ["x-http-method", "x-http-method-override", "x-method-override"];

/**
 * @typedef {object} Guard
 * @property {(request: Request) => import("./answers.js").Answer | undefined} refuse
 * @property {(request: Request) => Response | undefined} preflight
 * @property {(request: Request, response: Response) => Response} seal adds what every answer has
 */

/**
 * @param {readonly string[]} origins other than the gateway's own
 * @param {string} [publicOrigin] the gateway's own, where requests do not tell it
 * @returns {Guard}
 */
export function guarding(origins, publicOrigin) {
  /** @param {Request} request */
  const named = (request) => {
    const origin = request.headers.get("Origin");
    return origin !== null && origins.includes(origin) ? origin : undefined;
  };

  return {
    refuse(request) {
      if (OVERRIDES.some((name) => request.headers.has(name))) {
        return refused(400, "The method cannot be overridden.");
      }
      const origin = request.headers.get("Origin");
      const site = request.headers.get("Sec-Fetch-Site");
      if (named(request)) return undefined;
      // Browsers set both themselves and let no script change them.
      const foreign =
        (origin !== null && origin !== (publicOrigin ?? new URL(request.url).origin)) ||
        (site !== null && site !== "same-origin");
      // A cookie without either is a browser that hides where it comes from, or no browser: neither
      // may write with a shopper's session.
      const hidden =
        origin === null &&
        site === null &&
        request.method !== "GET" &&
        request.headers.has("Cookie");
      return foreign || hidden ? refused(403, "wrong origin") : undefined;
    },

    preflight(request) {
      if (request.method !== "OPTIONS" || !named(request)) return undefined;
      return new Response(null, {
        status: 204,
        headers: {
          "Access-Control-Allow-Methods": "GET, POST",
          "Access-Control-Allow-Headers": CORS_HEADERS,
          "Access-Control-Max-Age": "600",
        },
      });
    },

    seal(request, response) {
      for (const [name, value] of Object.entries(SECURITY)) response.headers.set(name, value);
      const origin = named(request);
      if (origins.length > 0) response.headers.append("Vary", "Origin");
      if (origin) {
        response.headers.set("Access-Control-Allow-Origin", origin);
        response.headers.set("Access-Control-Allow-Credentials", "true");
        response.headers.set("Access-Control-Expose-Headers", "Age, Retry-After");
        response.headers.set("Cross-Origin-Resource-Policy", "cross-origin");
      }
      return response;
    },
  };
}
