// The shop's own edge worker: its pages, its sessions and payments, and the gateway to PressOne,
// which asks the two of them. Deployable as it is (wrangler.jsonc); `npm start` runs it in workerd.
import { createClient } from "pressone-esim";
import { createGateway, upstream } from "pressone-esim/gateway";
import { durableStorage, GatewayObject } from "pressone-esim/gateway/cloudflare";
import { cookieOf, openSession, shopperOf } from "./sessions.js";
import { handleShop, isPaid } from "./shop.js";

export { GatewayObject };

/**
 * @typedef {object} Environment
 * @property {import("pressone-esim/gateway/cloudflare").GatewayNamespace} GATEWAY
 * @property {import("./sessions.js").KeyValue} SESSIONS
 * @property {{ fetch: (request: Request) => Promise<Response> }} ASSETS the pages' files
 * @property {string} PRESSONE_URL
 * @property {string} CLIENT_ID
 * @property {string} CLIENT_SECRET
 * @property {string} GATEWAY_SECRET
 * @property {import("./sessions.js").Shopper} SHOPPER who every visitor of the demo is
 * @property {string[]} [HOSTS] the names that the shop answers to; any if not given
 */

const BASE = "/api/pressone";

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

/** @type {ReturnType<typeof createGateway> | undefined} */
let gateway;

/** @param {Environment} env */
function gatewayOf(env) {
  const storage = durableStorage(env.GATEWAY);
  const secret = env.GATEWAY_SECRET;
  const options = upstream({
    baseUrl: env.PRESSONE_URL,
    credentials: { client_id: env.CLIENT_ID, client_secret: env.CLIENT_SECRET },
    storage,
    secret,
    // Shorter than the page's own limits, so that the page hears what became of its request.
    timeoutMs: 20_000,
    maxRetries: 1,
  });
  return createGateway({
    basePath: BASE,
    storage,
    secret,
    client: () => createClient(options),
    async authorize(request) {
      const session = cookieOf(request);
      const shopper = await shopperOf(env.SESSIONS, session);
      return shopper && { ...shopper, session };
    },
    ownsEsim: ({ esims }, iccid) => esims.some((esim) => esim.iccid === iccid),
    ownsNumber: ({ emails }, email) => emails.includes(email),
    verifyPayment: ({ session }, order, offer) =>
      isPaid(storage, String(session), order, offer.price),
  });
}

/** @param {Request} request @param {Environment} env @param {URL} url */
async function page(request, env, url) {
  const response = await env.ASSETS.fetch(request);
  if (url.pathname !== "/" || (await shopperOf(env.SESSIONS, cookieOf(request)))) return response;
  const own = new Response(response.body, response);
  own.headers.set("Set-Cookie", await openSession(env.SESSIONS, env.SHOPPER, url));
  return own;
}

/** @param {number} status @param {string} message */
const refused = (status, message) => Response.json({ message }, { status });

/** @param {Request} request @param {Environment} env @param {URL} url */
async function route(request, env, url) {
  const writes = request.method === "POST";
  if (!writes && request.method !== "GET") return refused(405, "not allowed");
  if (url.pathname.startsWith("/shop/")) {
    const session = cookieOf(request);
    const shopper = await shopperOf(env.SESSIONS, session);
    if (!session || !shopper) return refused(401, "no session");
    const origin = request.headers.get("Origin");
    const site = request.headers.get("Sec-Fetch-Site") ?? "same-origin";
    if (writes && (origin !== url.origin || site !== "same-origin")) {
      return refused(403, "wrong origin");
    }
    return handleShop(request, url.pathname, {
      session,
      shopper,
      storage: durableStorage(env.GATEWAY),
    });
  }
  if (writes || url.pathname.startsWith("/api/")) return refused(404, "There is nothing here.");
  return page(request, env, url);
}

export default {
  /**
   * @param {Request} request
   * @param {Environment} env
   * @param {{ waitUntil: (work: Promise<unknown>) => void }} context
   */
  async fetch(request, env, context) {
    const url = new URL(request.url);
    // A name that somebody pointed at this machine is not this shop.
    if (env.HOSTS && !env.HOSTS.includes(url.hostname)) return refused(400, "wrong host");
    if (url.pathname.startsWith(`${BASE}/`)) {
      gateway ??= gatewayOf(env);
      return gateway(request, context);
    }
    const response = await route(request, env, url);
    const secured = new Response(response.body, response);
    for (const [name, value] of Object.entries(SECURITY)) secured.headers.set(name, value);
    return secured;
  },
};
