import { Readable } from "node:stream";

/**
 * Between node:http and the Request and outcomes of the sandbox.
 *
 * @typedef {import("node:http").IncomingMessage} IncomingMessage
 * @typedef {import("node:http").ServerResponse} ServerResponse
 */

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
 * @param {import("./outcome.js").Outcome} outcome
 */
export function send(response, outcome) {
  if (outcome.kind === "hang") return;
  if (outcome.kind === "cut") {
    response.socket?.destroy();
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
  // The promised length never arrives: the half that does goes out, then the connection ends.
  const half = bytes.subarray(0, Math.ceil(bytes.length / 2));
  response.write(half, () => response.socket?.destroy());
}
