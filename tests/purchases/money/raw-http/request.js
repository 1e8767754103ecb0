// Parses HTTP/1.1 requests from the bytes of a socket, as far as a fetch uses HTTP.

/**
 * @typedef {object} RawRequest
 * @property {string} method
 * @property {string} path
 * @property {Record<string, string>} headers By name in lower case.
 * @property {Buffer} body
 */

/**
 * Parses the first request, if it is complete.
 *
 * @param {Buffer} bytes
 * @returns {{ request: RawRequest, rest: Buffer } | undefined}
 */
export function parseRequest(bytes) {
  const end = bytes.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const [first = "", ...lines] = bytes.toString("latin1", 0, end).split("\r\n");
  const [method = "", path = ""] = first.split(" ");
  /** @type {Record<string, string>} */
  const headers = {};
  for (const line of lines) {
    const colon = line.indexOf(":");
    headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
  }
  const parsed = parseBody(headers, bytes.subarray(end + 4));
  return parsed && { request: { method, path, headers, body: parsed.body }, rest: parsed.rest };
}

/** @param {Record<string, string>} headers @param {Buffer} bytes */
function parseBody(headers, bytes) {
  if (headers["transfer-encoding"] === "chunked") return parseChunks(bytes);
  const length = Number(headers["content-length"] ?? 0);
  if (bytes.length < length) return undefined;
  return { body: bytes.subarray(0, length), rest: bytes.subarray(length) };
}

/** @param {Buffer} bytes */
function parseChunks(bytes) {
  /** @type {Buffer[]} */
  const chunks = [];
  let at = 0;
  for (;;) {
    const line = bytes.indexOf("\r\n", at);
    if (line < 0) return undefined;
    const size = Number.parseInt(bytes.toString("latin1", at, line), 16);
    const next = line + 2 + size + 2;
    if (bytes.length < next) return undefined;
    if (size === 0) return { body: Buffer.concat(chunks), rest: bytes.subarray(next) };
    chunks.push(bytes.subarray(line + 2, line + 2 + size));
    at = next;
  }
}
