import { pipeline, Readable } from "node:stream";
import { endlessChunks } from "./core/outcome.js";

/**
 * The parts of a server that speak node:http.
 *
 * @typedef {import("node:http").IncomingMessage} IncomingMessage
 * @typedef {import("node:http").ServerResponse} ServerResponse
 */

/**
 * Starts a server.
 *
 * @param {import("node:http").Server} server
 * @param {{ port?: number, host?: string }} [address] Port 0: a free one.
 * @returns {Promise<{ url: string, port: number, close: () => Promise<void> }>} `close` ends every
 *   connection, hanging ones included.
 */
export async function listen(server, { port = 0, host = "127.0.0.1" } = {}) {
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve(undefined));
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${address.port}`,
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve(undefined));
        server.closeAllConnections();
      }),
  };
}

/** @param {IncomingMessage} message @param {string} origin @returns {Request} */
export function toRequest(message, origin) {
  const method = message.method ?? "GET";
  const headers = new Headers();
  for (const [name, value] of Object.entries(message.headers)) {
    for (const single of Array.isArray(value) ? value : [value ?? ""]) headers.append(name, single);
  }
  const hasBody = method !== "GET" && method !== "HEAD";
  /** @type {RequestInit & { duplex?: "half" }} */
  const init = { method, headers };
  if (hasBody) {
    init.body = /** @type {ReadableStream} */ (Readable.toWeb(message));
    init.duplex = "half";
  } else {
    message.resume();
  }
  return new Request(`${origin}${message.url ?? "/"}`, init);
}

/**
 * @param {ServerResponse} response
 * @param {import("./core/outcome.js").Outcome} outcome
 */
export function sendOutcome(response, outcome) {
  if (outcome.kind === "hang") return;
  if (outcome.kind === "cut") {
    response.socket?.destroy();
    return;
  }
  if (outcome.kind === "endless") {
    response.writeHead(outcome.status, outcome.headers);
    // An error means that the client closed the connection.
    pipeline(Readable.from(endlessChunks(outcome)), response, () => {});
    return;
  }
  const bytes = Buffer.from(outcome.text);
  const bodyless = outcome.status === 204 || outcome.status === 304;
  const length = bodyless ? {} : { "content-length": String(bytes.length) };
  response.writeHead(outcome.status, { ...outcome.headers, ...length });
  if (outcome.kind === "answer") {
    response.end(bodyless ? undefined : bytes);
    return;
  }
  // Content-Length announces the whole body. Half of it is sent, then the connection ends.
  const half = bytes.subarray(0, Math.ceil(bytes.length / 2));
  response.write(half, () => response.socket?.destroy());
}
