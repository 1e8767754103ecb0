// One request over `fetch`.
//
// The module calls these functions without `catch`: a synchronous exception would leave the promise
// pending. Nothing here may throw.
import { pressoneError } from "./error.js";

/**
 * @typedef {(request: Request) => Promise<Response>} Fetch
 * @typedef {ReturnType<typeof import("./deadline.js").startDeadline> & {}} JsDeadline
 */

/**
 * Makes a request bypass HTTP caches. Some runtimes throw an error at the option.
 *
 * @param {RequestInit} init
 */
export function bypassCache(init) {
  if ("cache" in Request.prototype) init.cache = "no-store";
}

/**
 * Sends one request and reads its whole answer. Outside of browsers the body of a write is a stream.
 *
 * @param {JsDeadline} deadline
 * @param {Fetch | null | undefined} callerFetch
 * @param {Request} request
 * @param {boolean} sendOnce
 * @param {number} maxBytes The longest answer.
 */
export function fetchText(deadline, callerFetch, request, sendOnce, maxBytes) {
  const asStream = sendOnce && !isBrowser;
  return deadline.race(exchange(deadline, callerFetch, request, asStream, maxBytes));
}

/**
 * @param {JsDeadline} deadline
 * @param {Fetch | null | undefined} callerFetch
 * @param {Request} request
 * @param {boolean} asStream
 * @param {number} maxBytes
 */
async function exchange(deadline, callerFetch, request, asStream, maxBytes) {
  const args = [asStream ? await withStreamBody(request) : request];
  // The caller's function can return anything.
  const response = await Reflect.apply(callerFetch ?? fetch, globalThis, args);
  const { status, redirected, headers } = response;
  let text = await readText(response, deadline, maxBytes);
  if (text === null) {
    if (status >= 200 && status < 300) throw tooLong(maxBytes);
    // The status of a failure says enough.
    text = "";
  }
  if (!(Number.isInteger(status) && status >= 0 && status < 1000 && typeof text === "string")) {
    throw new TypeError("fetch returned something else than a Response");
  }
  const retryAfter = headers?.get?.("retry-after") ?? "";
  return {
    // A redirect that the browser hides has the status 0. A followed redirect gets the same status.
    status: redirected ? 0 : status,
    retryAfter,
    date: retryAfter ? Date.parse(String(retryAfter)) : undefined,
    ageMs: Number(headers?.get?.("age")) * 1000,
    // No content is an answer, too.
    text: status === 204 ? "null" : text,
  };
}

/**
 * Reads the text of an answer. Stops at the limit and cancels the rest, so a huge answer takes no memory.
 *
 * @param {Response} response
 * @param {JsDeadline} deadline
 * @param {number} maxBytes
 * @returns {Promise<string | null>} null if the answer is longer
 */
async function readText(response, deadline, maxBytes) {
  const { body, headers } = response;
  // The caller's function can return an object with `text()` only.
  const reader = typeof body?.getReader === "function" ? body.getReader() : undefined;
  try {
    // A compressed answer is even longer than this header says.
    if (Number(headers?.get?.("content-length")) > maxBytes) return null;
    if (!reader) {
      const text = await response.text();
      return text?.length > maxBytes ? null : text;
    }
    const decoder = new TextDecoder();
    let size = 0;
    let text = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return text + decoder.decode();
      size += value.byteLength;
      // After the call has ended, the rest of an endless answer is not read.
      if (size > maxBytes || deadline.failure) return null;
      text += decoder.decode(value, { stream: true });
    }
  } finally {
    // A stream that is broken or at its end changes nothing.
    reader?.cancel().catch(() => {});
  }
}

/** @param {number} maxBytes */
function tooLong(maxBytes) {
  const message = `the answer cannot be read: body is longer than ${maxBytes >> 20} MB`;
  return pressoneError({ kind: "decode", message, path: "body" }, undefined);
}

/** True in pages and their workers. They refuse streams over HTTP/1.1, or send `[object …]` instead. */
const isBrowser = "document" in globalThis || "indexedDB" in globalThis;

/** True if this runtime sends a stream as one. A runtime that makes text of it adds a content type. */
function sendsStreams() {
  try {
    const init = { method: "POST", body: new ReadableStream(), duplex: "half" };
    return !new Request("https://pressone.invalid/", init).headers.has("Content-Type");
  } catch {
    return false;
  }
}

/**
 * Gives the request a stream body. Several runtimes resend a POST when a connection drops; they cannot
 * resend a stream.
 *
 * @param {Request} request
 */
async function withStreamBody(request) {
  const bytes = new Uint8Array(await request.arrayBuffer());
  const { method, signal } = request;
  const headers = new Headers(request.headers);
  /** @type {BodyInit} */
  let body = bytes;
  const Fixed = /** @type {any} */ (globalThis).FixedLengthStream;
  if (Fixed) {
    // workerd's own stream of a known length, which is sent with a Content-Length.
    const { readable, writable } = new Fixed(bytes.byteLength);
    const writer = writable.getWriter();
    writer.write(bytes).then(
      () => writer.close(),
      () => {},
    );
    body = readable;
  } else if (sendsStreams()) {
    headers.set("Content-Length", String(bytes.byteLength));
    body = new ReadableStream({
      start(controller) {
        controller.enqueue(bytes);
        controller.close();
      },
    });
  }
  const init = { method, headers, body, signal, redirect: "manual", duplex: "half" };
  bypassCache(/** @type {RequestInit} */ (init));
  return new Request(request.url, /** @type {RequestInit} */ (init));
}
