// A request's body: of one type, of a bounded size, with these fields and no others.
import { invalid, refused } from "./answers.js";

/** @typedef {import("./answers.js").Answer} Answer */
/** @typedef {{ fields: Record<string, string> } | { refusal: Answer }} Read */

/**
 * @param {Request} request
 * @param {number} limit bytes
 * @returns {Promise<Uint8Array<ArrayBuffer> | undefined>} undefined where it is larger
 */
async function bytesOf(request, limit) {
  // A length is a promise that need not be kept: what comes is counted as well.
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
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}

/** @type {Record<string, (bytes: Uint8Array<ArrayBuffer>, type: string) => Promise<[string, unknown][]>>} */
const READERS = {
  "multipart/form-data": async (bytes, type) => [
    ...(await new Response(bytes, { headers: { "Content-Type": type } }).formData()),
  ],
  "application/json": async (bytes) => {
    const value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    if (typeof value !== "object" || value === null || Array.isArray(value)) throw value;
    return Object.entries(value);
  },
};

/**
 * @param {Request} request
 * @param {{ type: string, names: readonly string[], limit: number }} expected
 * @returns {Promise<Read>}
 */
export async function readFields(request, { type, names, limit }) {
  const given = request.headers.get("Content-Type") ?? "";
  const [essence = ""] = given.split(";");
  if (essence.trim().toLowerCase() !== type) return { refusal: refused(415, `send ${type}`) };
  if (request.headers.has("Content-Encoding")) return { refusal: refused(415, "send it plainly") };
  const bytes = await bytesOf(request, limit);
  if (!bytes) return { refusal: refused(413, "too large") };
  /** @type {[string, unknown][]} */
  let entries;
  try {
    entries = (await READERS[type]?.(bytes, given)) ?? [];
  } catch {
    return { refusal: refused(400, "the body cannot be read") };
  }
  /** @type {Record<string, string>} */
  const fields = {};
  for (const [name, value] of entries) {
    if (!names.includes(name)) return { refusal: invalid({ [name.slice(0, 64)]: "is not known" }) };
    if (typeof value !== "string") return { refusal: invalid({ [name]: "has to be text" }) };
    if (Object.hasOwn(fields, name)) return { refusal: invalid({ [name]: "is there twice" }) };
    fields[name] = value;
  }
  return { fields };
}
