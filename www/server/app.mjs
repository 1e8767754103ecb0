/**
 * The storefront's backend as one standard handler, Request in and Response out: it runs wherever
 * those two exist. Static files come from outside, because that is where platforms differ.
 */
import { createGateway } from "./gateway.mjs";
import { Payments, Sessions } from "./shop.mjs";
import * as wire from "./wire.mjs";

const COOKIE = "shop_session";
const LOOPBACK = new Set(["127.0.0.1", "localhost", "[::1]"]);

const SECURITY = {
  "Content-Security-Policy": [
    "default-src 'none'",
    // WebAssembly needs this one word; it does not allow eval of JavaScript.
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "connect-src 'self'",
    "img-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    // No script may put text where it would be read as HTML.
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; "),
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
};

/**
 * @param {object} options
 * @param {import("../../pkg/node.js").Client} options.pressone
 * @param {import("./shop.mjs").Shopper} options.shopper who every visitor of the demo is
 * @param {(path: string) => Promise<Response | undefined>} options.file
 * @returns {(request: Request) => Promise<Response>}
 */
export function createStorefront({ pressone, shopper, file }) {
  const sessions = new Sessions();
  const payments = new Payments();
  const gateway = createGateway(pressone, payments);

  /** @param {Request} request @param {URL} url @returns {Promise<Response>} */
  async function route(request, url) {
    // A name that somebody pointed at this machine is not this shop.
    if (!LOOPBACK.has(url.hostname)) return respond(wire.refused(400, "wrong host"));
    const writes = request.method === "POST";
    if (!writes && request.method !== "GET") return respond(wire.refused(405, "not allowed"));
    if (writes && !isFromOwnPage(request, url)) return respond(wire.refused(403, "wrong origin"));

    const session = cookie(request);
    const visitor = sessions.shopper(session);
    const [, area, name] = /^\/(api\/pressone|shop)(\/.*)$/.exec(url.pathname) ?? [];
    if (area && name) {
      if (!session || !visitor) return respond(wire.refused(401, "no session"));
      const visit = { request, url, session, shopper: visitor };
      if (area === "shop") return respond(await shop(name, visit));
      return respond(await gateway(name, visit));
    }
    if (writes || url.pathname.startsWith("/api/")) return respond(wire.notFound());
    const response = await file(url.pathname);
    if (!response) return new Response("There is nothing here.\n", { status: 404 });
    if (url.pathname === "/" && !visitor) {
      const secure = url.protocol === "https:" ? "; Secure" : "";
      const value = `${COOKIE}=${sessions.open(shopper)}; Path=/; HttpOnly; SameSite=Strict`;
      response.headers.set("Set-Cookie", value + secure);
    }
    return response;
  }

  /**
   * The shop's own endpoints; PressOne has no part in them.
   *
   * @param {string} name
   * @param {{ request: Request, session: string, shopper: import("./shop.mjs").Shopper }} visit
   * @returns {Promise<import("./wire.mjs").Answer>}
   */
  async function shop(name, visit) {
    const { request, session, shopper: visitor } = visit;
    if (request.method === "GET" && name === "/esims") {
      const { id, esims, emails } = visitor;
      return { status: 200, body: { shopper: id, esims, emails } };
    }
    if (request.method === "POST" && name === "/payments") {
      const { iccid, package_id, price } = (await request.json().catch(() => null)) ?? {};
      if (!visitor.esims.some((esim) => esim.iccid === iccid)) return wire.notFound();
      if (typeof package_id !== "string" || !Number.isFinite(price) || price < 0) {
        return wire.invalid({ package_id: "and a price are needed" });
      }
      const payment_id = payments.authorise(session, { iccid, package_id, price });
      return { status: 200, body: { payment_id } };
    }
    return wire.notFound();
  }

  return async function handle(request) {
    const response = await route(request, new URL(request.url)).catch((error) => {
      console.error(error);
      return respond({ status: 500, body: { message: "The shop failed." } });
    });
    for (const [name, value] of Object.entries(SECURITY)) response.headers.set(name, value);
    return response;
  };
}

/** @param {import("./wire.mjs").Answer} answer */
function respond({ status, body, headers }) {
  return Response.json(body, { status, headers: { "Cache-Control": "no-store", ...headers } });
}

/**
 * Whether a page of this shop sent it. Browsers set both headers themselves; a request with neither
 * is not from a page.
 *
 * @param {Request} request
 * @param {URL} url
 */
function isFromOwnPage(request, url) {
  const site = request.headers.get("Sec-Fetch-Site");
  const origin = request.headers.get("Origin");
  if (origin !== null && origin !== url.origin) return false;
  return site === null ? origin !== null : site === "same-origin";
}

/** @param {Request} request */
function cookie(request) {
  const all = (request.headers.get("Cookie") ?? "").split(/; */);
  return all.find((one) => one.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1);
}
