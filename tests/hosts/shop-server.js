// A shop's server: it serves a page's files, and a gateway for each world of the sandbox at `/shop/<world>`. It
// forwards the paths of `/world/<world>` to the sandbox, with a token that the page does not have.
import { createServer, request } from "node:http";
import { join } from "node:path";
import { pipeline } from "node:stream";
import { pathToFileURL } from "node:url";
import { listen } from "../../pkg-template/package/sandbox/node-http.js";
import { createShopGateway } from "./contract/shop.js";

/** @typedef {(incoming: import("node:http").IncomingMessage, outgoing: import("node:http").ServerResponse) => Promise<void>} Handler */

/** The least that the README says a page needs. */
export const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "connect-src 'self'",
].join("; ");

/**
 * @param {object} options
 * @param {string} options.sandbox Its URL.
 * @param {(path: string) => Promise<Response | undefined>} options.file
 * @param {string} options.policy
 * @param {string} options.installed The package's folder.
 */
export async function startShop({ sandbox, file, policy, installed }) {
  const forward = createProxy(sandbox);
  const sell = createGateways(sandbox, installed);
  /** @type {Handler} */
  const handle = async (incoming, outgoing) => {
    const path = incoming.url ?? "/";
    if (path.startsWith("/world/")) return forward(incoming, outgoing);
    if (path.startsWith("/shop/")) return sell(incoming, outgoing);
    const found = (await file(path)) ?? new Response("There is nothing here.\n", { status: 404 });
    outgoing.writeHead(found.status, {
      ...Object.fromEntries(found.headers),
      "Content-Security-Policy": policy,
    });
    outgoing.end(new Uint8Array(await found.arrayBuffer()));
  };
  const server = createServer((incoming, outgoing) => {
    handle(incoming, outgoing).catch((error) => {
      console.error(error);
      outgoing.destroy();
    });
  });
  // If a reused connection is cut, Chromium sends the request again, a POST too. A lost answer would
  // then lead to two orders, and the page's script could not prevent it.
  server.maxRequestsPerSocket = 1;
  return listen(server);
}

/**
 * Forwards requests and answers unchanged. A connection that is cut or hangs on one side does so on the
 * other side.
 *
 * @param {string} sandbox
 * @returns {Handler}
 */
function createProxy(sandbox) {
  /** @type {Map<string, Promise<string>>} */
  const tokens = new Map();
  return async (incoming, outgoing) => {
    const { method, url = "" } = incoming;
    const world = /^\/world\/[^/]+/.exec(url)?.[0] ?? "";
    const token = tokens.get(world) ?? requestToken(sandbox + world);
    tokens.set(world, token);
    const authorization = `Bearer ${await token}`;
    const headers = { ...incoming.headers, authorization, connection: "close" };
    const onward = request(sandbox + url, { method, headers, agent: false }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, { ...answer.headers, connection: "close" });
      pipeline(answer, outgoing, () => {});
    });
    onward.on("error", () => outgoing.destroy());
    outgoing.on("close", () => onward.destroy());
    incoming.pipe(onward);
  };
}

/**
 * Serves the gateway of a path's world.
 *
 * @param {string} sandbox
 * @param {string} installed
 * @returns {Handler}
 */
function createGateways(sandbox, installed) {
  /** @param {string} file @returns {Promise<any>} */
  const load = (file) => import(pathToFileURL(join(installed, file)).href);
  /** @param {string} world */
  const create = async (world) => {
    const [partner, gateway] = [await load("partner/node.js"), await load("gateway/index.js")];
    const host = { partner, gateway, url: `${sandbox}/world/${world}` };
    const { nodeHandler } = await load("gateway/node.js");
    return nodeHandler(await createShopGateway(host, { basePath: `/shop/${world}` }));
  };
  /** @type {Map<string, ReturnType<typeof create>>} */
  const handlers = new Map();
  return async (incoming, outgoing) => {
    const world = (incoming.url ?? "").split("/", 3)[2] ?? "";
    const handler = handlers.get(world) ?? create(world);
    handlers.set(world, handler);
    await (await handler)(incoming, outgoing);
  };
}

/** @param {string} base @returns {Promise<string>} */
async function requestToken(base) {
  const { credentials } = await (await fetch(`${base}/__sandbox/examples`)).json();
  const answer = await fetch(`${base}/customer/v2/token`, {
    method: "POST",
    headers: { accept: "application/json" },
    body: new URLSearchParams({ ...credentials, grant_type: "client_credentials" }),
  });
  return (await answer.json()).data.access_token;
}
