// Reads the body of a purchase: a JSON object of limited size, within a limited time.
import { refused } from "./answers.js";
import { BodyUnavailableError, TimeLimitError } from "./errors.js";
import { withTimeLimit } from "./time-limit.js";

/** @typedef {import("./answers.js").Answer} Answer */

const BODY_TIMEOUT_MS = 10_000;

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

/**
 * @param {Request} request
 * @param {number} limit bytes
 * @returns {Promise<{ members: [string, unknown][] } | { refusal: Answer }>}
 */
export async function readJsonObject(request, limit) {
  const [essence = ""] = (request.headers.get("Content-Type") ?? "").split(";");
  if (essence.trim().toLowerCase() !== "application/json") {
    return { refusal: refused(415, "Send the body as application/json.") };
  }
  if (request.headers.has("Content-Encoding")) {
    return { refusal: refused(415, "Send the body without a Content-Encoding.") };
  }
  if (request.bodyUsed) throw new BodyUnavailableError();
  try {
    const bytes = await withTimeLimit("the body", BODY_TIMEOUT_MS, () => readBytes(request, limit));
    if (!bytes) {
      return { refusal: refused(413, `The body is too large. The limit is ${limit} bytes.`) };
    }
    const value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw new TypeError("not an object");
    }
    return { members: Object.entries(value) };
  } catch (error) {
    if (error instanceof BodyUnavailableError) throw error;
    const reason =
      error instanceof TimeLimitError
        ? "The body did not arrive in time."
        : "The body cannot be read as a JSON object.";
    return { refusal: refused(400, reason) };
  }
}
