// `pressone-esim/gateway/node`: the gateway under node:http, Express and Fastify.
import { refused } from "./answers.js";
import { readNodeBody } from "./node-body.js";

/** @typedef {import("./index.d.ts").Gateway} Gateway */
/** @typedef {import("./node.d.ts").NodeRequest} NodeRequest */
/** @typedef {import("./node.d.ts").NodeResponse} NodeResponse */

/** The path and query as the client sent them. Express removes the path of a mount from `url`. @param {NodeRequest} req */
const targetOf = (req) => req.originalUrl ?? req.url ?? "/";

/**
 * True if another handler may serve the request: the gateway is not mounted at a path of its own, and the
 * path is none of its.
 *
 * @param {NodeRequest} req
 * @param {string} basePath
 */
const isElsewhere = (req, basePath) => !req.baseUrl && !targetOf(req).startsWith(`${basePath}/`);

/** @param {NodeRequest} req */
function headersOf(req) {
  const headers = new Headers();
  for (const [name, value] of Object.entries(req.headers)) {
    // HTTP/2 has pseudo headers, such as `:path`.
    if (value === undefined || name.startsWith(":")) continue;
    for (const each of [value].flat()) headers.append(name, each);
  }
  return headers;
}

/** @param {NodeRequest} req @returns {Request} throws if fetch's `Request` refuses a value */
function requestOf(req) {
  const host = req.headers.host ?? req.headers[":authority"] ?? "localhost";
  const target = targetOf(req);
  // A proxy's absolute form would name an origin of its own.
  if (!target.startsWith("/")) throw new TypeError("the request's target is no path");
  const { method = "GET" } = req;
  const headers = headersOf(req);
  const body = method === "GET" || method === "HEAD" ? undefined : readNodeBody(req);
  // A body that was parsed has another length now.
  if (body !== undefined && req.readableDidRead) headers.delete("content-length");
  const url = `${/** @type {any} */ (req.socket)?.encrypted ? "https" : "http"}://${host}${target}`;
  const init = { method, headers, ...(body !== undefined && { body, duplex: "half" }) };
  return new Request(url, /** @type {RequestInit} */ (init));
}

/** @param {NodeRequest} req @param {NodeResponse} res @param {Response} response */
async function send(req, res, response) {
  const text = await response.text();
  res.statusCode = response.status;
  for (const [name, value] of response.headers) res.setHeader(name, value);
  // The rest of a body that was refused is not read.
  if (!req.complete && req.httpVersionMajor === 1) res.setHeader("Connection", "close");
  res.end(text);
}

/** @param {Gateway} gateway @returns {import("./node.d.ts").NodeHandler} */
export function nodeHandler(gateway) {
  return async function handle(req, res, next) {
    if (next && isElsewhere(req, gateway.basePath)) {
      next();
      return;
    }
    /** @type {Response} */
    let response;
    try {
      response = await gateway(requestOf(req));
    } catch {
      const { status, body } = refused(400, "The request cannot be read.");
      response = Response.json(body, { status });
    }
    try {
      await send(req, res, response);
    } catch {
      // Another handler has answered already, such as one that limits the time.
    }
  };
}

/** @param {Gateway} gateway @returns {import("./node.d.ts").FastifyPlugin} */
export function fastifyGateway(gateway) {
  const handle = nodeHandler(gateway);
  return async function pressoneGateway(fastify) {
    // The gateway reads the body itself. A plugin's parsers are its own.
    fastify.removeAllContentTypeParsers();
    fastify.addContentTypeParser("*", (_request, _payload, done) => done(null));
    const path = fastify.prefix ? "/*" : `${gateway.basePath}/*`;
    fastify.all(path, async (request, reply) => {
      reply.hijack();
      await handle(request.raw, reply.raw);
    });
  };
}
