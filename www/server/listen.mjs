/** Puts a standard handler (Request in, Response out) on a loopback port with node:http. */
import { createServer } from "node:http";

const HOST = "127.0.0.1";
const BODY_LIMIT = 16 * 1024;
const PORTS_TRIED = 20;
const PATIENCE_MS = 3_000;

/** @typedef {(request: Request) => Promise<Response>} Handler */

/**
 * @param {Handler} handler
 * @param {number} port the next free one is taken where it is in use; 0 for any
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function listen(handler, port) {
  const server = createServer((incoming, outgoing) => {
    answer(handler, incoming, outgoing).catch((error) => {
      console.error(error);
      outgoing.destroy();
    });
  });
  server.requestTimeout = 15_000;
  const taken = await bind(server, port);
  return {
    url: `http://${HOST}:${taken}/`,
    close: () =>
      new Promise((resolve) => {
        // What is under way, a purchase perhaps, gets this long to finish.
        const patience = setTimeout(() => server.closeAllConnections(), PATIENCE_MS);
        server.close(() => {
          clearTimeout(patience);
          resolve();
        });
      }),
  };
}

/**
 * @param {import("node:http").Server} server
 * @param {number} first
 * @returns {Promise<number>}
 */
async function bind(server, first) {
  for (let port = first; ; port += 1) {
    try {
      await new Promise((resolve, reject) => {
        server.once("error", reject);
        server.listen(port, HOST, () => {
          server.off("error", reject);
          resolve(undefined);
        });
      });
      const address = server.address();
      return typeof address === "object" && address ? address.port : port;
    } catch (error) {
      const code = /** @type {NodeJS.ErrnoException} */ (error).code;
      if (code !== "EADDRINUSE" || port + 1 >= first + PORTS_TRIED) throw error;
    }
  }
}

/**
 * @param {Handler} handler
 * @param {import("node:http").IncomingMessage} incoming
 * @param {import("node:http").ServerResponse} outgoing
 */
async function answer(handler, incoming, outgoing) {
  const response = await toResponse(handler, incoming);
  // A rest of the body that nobody reads must not be taken for the next request.
  if (!incoming.complete) outgoing.setHeader("Connection", "close");
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(new Uint8Array(await response.arrayBuffer()));
}

/**
 * @param {Handler} handler
 * @param {import("node:http").IncomingMessage} incoming
 * @returns {Promise<Response>}
 */
async function toResponse(handler, incoming) {
  const { method = "GET", url = "/", headers } = incoming;
  const target = url.startsWith("/") ? `http://${headers.host}${url}` : "";
  if (!URL.canParse(target)) return new Response("Bad request.\n", { status: 400 });
  const reads = method === "GET" || method === "HEAD";
  const body = reads ? null : await readBody(incoming);
  if (body === undefined) return new Response("Too large.\n", { status: 413 });
  /** @type {[string, string][]} */
  const pairs = Object.entries(headers).map(([name, value]) => [name, String(value)]);
  try {
    return await handler(new Request(target, { method, headers: pairs, body }));
  } catch {
    // A method or header that the platform's Request does not take.
    return new Response("Bad request.\n", { status: 400 });
  }
}

/**
 * @param {import("node:http").IncomingMessage} incoming
 * @returns {Promise<Uint8Array<ArrayBuffer> | undefined>} nothing where it is too large
 */
async function readBody(incoming) {
  /** @type {Buffer[]} */
  const chunks = [];
  let size = 0;
  // Kept open when this ends early: the answer still has to go out on it.
  for await (const chunk of incoming.iterator({ destroyOnReturn: false })) {
    size += chunk.length;
    if (size > BODY_LIMIT) return undefined;
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}
