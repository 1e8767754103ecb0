// The shop, for any runtime with `Request` and `Response`: the pages, the shop's own endpoints, and the gateway
// to PressOne. The environment has its store.
import { readClaimedNumbers, readOpenClaims } from "./claimed-numbers.js";
import { handleDemoRequest } from "./demo.js";
import { BASE_PATH, createPartner, createShopGateway } from "./gateway.js";
import { GatewayListError } from "./gateway-list.js";
import { handlePaymentWebhook } from "./payment-webhook.js";
import { withSecurityHeaders } from "./security-headers.js";
import { createSession, getShopper, readSessionId } from "./sessions.js";
import { handleShopRequest } from "./shop-endpoints.js";
import { readSoldIccids } from "./sold-esims.js";

/**
 * @typedef {object} PageEnvironment
 * @property {{ fetch: (request: Request) => Promise<Response> }} ASSETS the pages' files
 * @property {import("./sessions.js").Shopper} SHOPPER every visitor of the demo is this shopper
 * @property {string} WEBHOOK_SECRET
 * @property {boolean} [SIMULATED_PAYMENTS] true if the pay button moves no money
 * @property {boolean} [DEMO] true if the page may switch the sandbox to its states
 * @property {string[]} [HOSTS] the host names of the shop; any host if not given
 */
/** @typedef {import("./gateway.js").GatewayEnvironment & PageEnvironment} Environment */

/** The addresses of the page's views. All have the same file. */
const VIEW = /^\/(?:(?:esims|receipts|orders|renew|numbers|countries|phones)(?:\/.*)?|shop)?$/;
const DEMO_CONTROL = /^\/shop\/demo\/(\w+)$/;
/** The files whose names contain the hash of their contents. */
const HASHED = /^\/assets\//;

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
 * Serves a file of the page. The page itself opens a session if the browser has none.
 *
 * @param {Request} request
 * @param {Environment} env
 * @param {URL} url
 */
async function servePage(request, env, url) {
  const isView = VIEW.test(url.pathname);
  if (!isView) {
    const file = await fetchFile(env, request);
    if (file.ok && HASHED.test(url.pathname)) {
      file.headers.set("Cache-Control", "public, max-age=31536000, immutable");
    }
    const isVisit = request.headers.get("Accept")?.includes("text/html");
    if (file.status !== 404 || !isVisit) return file;
  }
  const page = await fetchFile(env, new Request(new URL("/", url), request));
  // The page says that it has no such view.
  const response = isView ? page : withStatus(page, 404);
  if (!(await getShopper(env.SESSIONS, readSessionId(request)))) {
    response.headers.set("Set-Cookie", await createSession(env.SESSIONS, env.SHOPPER, url));
    // The service worker forgets what an earlier shopper has seen.
    response.headers.set("New-Session", "?1");
  }
  return response;
}

/** Returns a file's response, whose headers can be changed. @param {Environment} env @param {Request} request */
const fetchFile = async (env, request) => withStatus(await env.ASSETS.fetch(request));

/** @param {Response} response */
function withStatus({ body, headers, status }, newStatus = status) {
  // A file may be compressed already, which `encodeBody` tells workerd.
  const init = { headers: new Headers(headers), status: newStatus, encodeBody: "manual" };
  return new Response(body, init);
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
  const [, control] = DEMO_CONTROL.exec(url.pathname) ?? [];
  if (env.DEMO && control && request.method === "POST") {
    return handleDemoRequest(request, control, {
      sessions: env.SESSIONS,
      sessionId: readSessionId(request) ?? "",
      shopper: env.SHOPPER,
      sandbox: env.PRESSONE_URL,
    });
  }
  const visit = {
    shopper,
    store: env.STORE,
    env,
    soldIccids: () => readSoldIccids(shopGateway(env), request),
    claimedNumbers: () => readClaimedNumbers(shopGateway(env), env.STORE, request),
    openClaims: () => readOpenClaims(shopGateway(env), env.STORE, request),
  };
  try {
    return await handleShopRequest(request, url.pathname, visit);
  } catch (error) {
    // The page explains a rate limit of the gateway, or the end of the session.
    if (error instanceof GatewayListError) return error.response;
    throw error;
  }
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
