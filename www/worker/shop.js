// The shop, for any runtime with `Request` and `Response`: the pages, the shop's own endpoints, and the gateway
// to PressOne. The environment has its store.
import { BASE_PATH, createPartner, createShopGateway } from "./gateway.js";
import { handlePaymentWebhook } from "./payment-webhook.js";
import { withSecurityHeaders } from "./security-headers.js";
import { createSession, getShopper, readSessionId } from "./sessions.js";
import { handleShopRequest } from "./shop-endpoints.js";

/**
 * @typedef {object} PageEnvironment
 * @property {{ fetch: (request: Request) => Promise<Response> }} ASSETS the pages' files
 * @property {import("./sessions.js").Shopper} SHOPPER every visitor of the demo is this shopper
 * @property {string} WEBHOOK_SECRET
 * @property {string[]} [HOSTS] the host names of the shop; any host if not given
 */
/** @typedef {import("./gateway.js").GatewayEnvironment & PageEnvironment} Environment */

/** @type {import("pressone-esim/gateway").Gateway | undefined} */
let gateway;

/** Returns the gateway of this isolate. @param {Environment} env */
function shopGateway(env) {
  gateway ??= createShopGateway(env);
  return gateway;
}

/** @param {number} status @param {string} message */
const errorResponse = (status, message) => Response.json({ message }, { status });

/** @param {Request} request @param {URL} url */
function isSameOrigin(request, url) {
  const site = request.headers.get("Sec-Fetch-Site") ?? "same-origin";
  return request.headers.get("Origin") === url.origin && site === "same-origin";
}

/**
 * Serves a page's file. The start page opens a session if the browser has none.
 *
 * @param {Request} request
 * @param {Environment} env
 * @param {URL} url
 */
async function servePage(request, env, url) {
  const response = await env.ASSETS.fetch(request);
  if (url.pathname !== "/") return response;
  if (await getShopper(env.SESSIONS, readSessionId(request))) return response;
  const withCookie = new Response(response.body, response);
  withCookie.headers.set("Set-Cookie", await createSession(env.SESSIONS, env.SHOPPER, url));
  return withCookie;
}

/**
 * Serves the shop's own endpoints. They need a session; a write must come from the shop's page.
 *
 * @param {Request} request
 * @param {Environment} env
 * @param {URL} url
 */
async function serveShop(request, env, url) {
  const shopper = await getShopper(env.SESSIONS, readSessionId(request));
  if (!shopper) {
    return errorResponse(401, "The session is missing or has ended: load the page again.");
  }
  if (request.method === "POST" && !isSameOrigin(request, url)) {
    return errorResponse(403, "Only the shop's own page may send this request.");
  }
  return handleShopRequest(request, url.pathname, { shopper, store: env.STORE });
}

/** @param {Request} request @param {Environment} env @param {URL} url */
async function route(request, env, url) {
  const { method } = request;
  if (method !== "GET" && method !== "POST") {
    return errorResponse(405, `${method} is not allowed: use GET or POST.`);
  }
  if (method === "POST" && url.pathname === "/webhooks/payment") {
    const options = {
      gateway: shopGateway(env),
      store: env.STORE,
      secret: env.WEBHOOK_SECRET,
    };
    return handlePaymentWebhook(request, options);
  }
  if (url.pathname.startsWith("/shop/")) return serveShop(request, env, url);
  if (method === "POST" || url.pathname.startsWith("/api/")) {
    return errorResponse(404, "There is nothing here.");
  }
  return servePage(request, env, url);
}

/**
 * @param {Request} request
 * @param {Environment} env
 * @param {{ waitUntil: (work: Promise<unknown>) => void }} [context]
 */
export async function handleRequest(request, env, context) {
  const url = new URL(request.url);
  // Any host name can be pointed at this machine; only the shop's own names are served.
  if (env.HOSTS && !env.HOSTS.includes(url.hostname)) {
    return errorResponse(400, `The shop is not served as ${url.hostname}.`);
  }
  if (url.pathname.startsWith(`${BASE_PATH}/`)) {
    return shopGateway(env)(request, context);
  }
  return withSecurityHeaders(await route(request, env, url));
}

/** Refuses new purchases, and resolves when the others have ended. For a server that ends. */
export async function closeShop() {
  await gateway?.close();
}

/** Looks for the orders of purchases that are open. A timer calls it. @param {Environment} env */
export async function recoverPurchases(env) {
  const partner = await createPartner(env);
  const { settled, open } = await partner.recoverPurchases();
  for (const { reference, state } of settled) console.log(`${reference} is ${state}`);
  for (const { reference } of open) console.log(`${reference} is still open`);
}
