/**
 * A request with its body read.
 *
 * @typedef {object} ParsedRequest
 * @property {string} method
 * @property {string} url
 * @property {string} path Without the base path of the world.
 * @property {[string, string][]} query Decoded, in order.
 * @property {Headers} headers
 * @property {Uint8Array} bytes
 * @property {BodyFields | null} fields null if there is no body or the body cannot be read.
 *
 * @typedef {[string, unknown][]} BodyFields Names and values in order; the value of a file part is no text. A name
 *   that ends in [] comes once, with the array of its values.
 */

/**
 * @param {Request} request
 * @param {string} basePath
 * @returns {Promise<ParsedRequest>}
 */
export async function parseRequest(request, basePath) {
  const url = new URL(request.url);
  const bytes = new Uint8Array(await request.arrayBuffer());
  return {
    method: request.method,
    url: request.url,
    path: url.pathname.startsWith(basePath) ? url.pathname.slice(basePath.length) : url.pathname,
    query: [...url.searchParams],
    headers: request.headers,
    bytes,
    fields:
      bytes.length === 0 ? null : await readFields(request.headers.get("content-type"), bytes),
  };
}

/**
 * True if the body came in chunks, without a length. Only requests of a socket have the header.
 *
 * @param {ParsedRequest} request
 */
export function isChunked({ headers }) {
  return /\bchunked\b/i.test(headers.get("transfer-encoding") ?? "");
}

/** @param {string | null} contentType @returns {string} Lower case, without parameters. */
export function mediaType(contentType) {
  return (contentType?.split(";")[0] ?? "").trim().toLowerCase();
}

/**
 * @param {string | null} contentType
 * @param {Uint8Array} bytes
 * @returns {Promise<BodyFields | null>}
 */
async function readFields(contentType, bytes) {
  const text = () => new TextDecoder().decode(bytes);
  try {
    switch (mediaType(contentType)) {
      case "application/json": {
        const value = JSON.parse(text());
        return typeof value === "object" && value !== null && !Array.isArray(value)
          ? Object.entries(value)
          : null;
      }
      case "application/x-www-form-urlencoded":
        return [...new URLSearchParams(text())];
      case "multipart/form-data": {
        // The platform's multipart parser is strict about boundaries and exists in every runtime.
        const body = new Blob([new Uint8Array(bytes)]);
        const headers = { "content-type": contentType ?? "" };
        return withArrays([...(await new Response(body, { headers }).formData())]);
      }
      default:
        return null;
    }
  } catch {
    return null;
  }
}

/** Collects the values of names that end in []. @param {[string, unknown][]} fields @returns {BodyFields} */
function withArrays(fields) {
  const isArray = (/** @type {string} */ name) => name.endsWith("[]");
  /** @type {BodyFields} */
  const collected = fields.filter(([name]) => !isArray(name));
  const names = new Set(fields.map(([name]) => name).filter(isArray));
  for (const name of names) {
    collected.push([name, fields.flatMap(([other, value]) => (other === name ? [value] : []))]);
  }
  return collected;
}
