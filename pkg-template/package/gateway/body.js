// Reads the fields of a request's body: one content type, a limited size, known fields only.
import { invalid, refused } from "./answers.js";

/** @typedef {import("./answers.js").Answer} Answer */
/** @typedef {"multipart/form-data" | "application/json"} ContentType */

/**
 * @param {Request} request
 * @param {number} limit bytes
 * @returns {Promise<Uint8Array<ArrayBuffer> | undefined>} undefined if the body is larger
 */
async function readBytes(request, limit) {
  // The bytes are counted as well, because Content-Length may be wrong.
  if (Number(request.headers.get("Content-Length") ?? 0) > limit) return undefined;
  const reader = request.body?.getReader();
  /** @type {Uint8Array[]} */
  const chunks = [];
  let size = 0;
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > limit) {
      await reader.cancel().catch(() => {});
      return undefined;
    }
    chunks.push(value);
  }
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}

/** @type {Record<ContentType, (bytes: Uint8Array<ArrayBuffer>, contentType: string) => Promise<[string, unknown][]>>} */
const PARSERS = {
  "multipart/form-data": async (bytes, contentType) => [
    ...(await new Response(bytes, { headers: { "Content-Type": contentType } }).formData()),
  ],
  "application/json": async (bytes) => {
    const value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw new TypeError("not an object");
    }
    return Object.entries(value);
  },
};

/**
 * @param {Request} request
 * @param {{ type: ContentType, names: readonly string[], limit: number }} expected
 * @returns {Promise<{ fields: Record<string, string> } | { refusal: Answer }>}
 */
export async function readFields(request, { type, names, limit }) {
  const contentType = request.headers.get("Content-Type") ?? "";
  const [essence = ""] = contentType.split(";");
  if (essence.trim().toLowerCase() !== type) {
    return { refusal: refused(415, `Send the body as ${type}.`) };
  }
  if (request.headers.has("Content-Encoding")) {
    return { refusal: refused(415, "Send the body without a Content-Encoding.") };
  }
  const bytes = await readBytes(request, limit);
  if (!bytes) {
    return { refusal: refused(413, `The body is too large. The limit is ${limit} bytes.`) };
  }
  /** @type {[string, unknown][]} */
  let entries;
  try {
    entries = await PARSERS[type](bytes, contentType);
  } catch {
    return { refusal: refused(400, `The body cannot be read as ${type}.`) };
  }
  return checkFields(entries, names);
}

/**
 * @param {[string, unknown][]} entries
 * @param {readonly string[]} names the known fields
 * @returns {{ fields: Record<string, string> } | { refusal: Answer }}
 */
function checkFields(entries, names) {
  /** @type {Record<string, string>} */
  const fields = {};
  for (const [name, value] of entries) {
    if (!names.includes(name)) return { refusal: invalid({ [name.slice(0, 64)]: "is not known" }) };
    if (typeof value !== "string") return { refusal: invalid({ [name]: "must be text" }) };
    if (Object.hasOwn(fields, name)) return { refusal: invalid({ [name]: "occurs twice" }) };
    fields[name] = value;
  }
  return { fields };
}
