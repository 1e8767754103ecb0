// One request over `fetch`.
//
// The module calls these functions without `catch`: a synchronous exception would leave the promise
// pending. Nothing here may throw.
import { pressoneError } from "./error.js";

/**
 * @typedef {(request: Request) => Promise<Response>} Fetch
 * @typedef {[Request] | [string, RequestInit]} FetchArguments
 * @typedef {ReturnType<typeof import("./deadline.js").startDeadline> & {}} JsDeadline
 */

/**
 * Returns the arguments of `fetch` for a request that bypasses HTTP caches. The caller's function gets a
 * `Request`. The platform's own makes one itself: a second one takes as long as the whole client.
 *
 * Throws if the platform refuses the request.
 *
 * @param {Fetch | null | undefined} callerFetch
 * @param {string} url
 * @param {RequestInit} init
 * @returns {FetchArguments}
 */
export function fetchArguments(callerFetch, url, init) {
  // Some runtimes throw an error at the option.
  if ("cache" in Request.prototype) init.cache = "no-store";
  return callerFetch ? [new Request(url, init)] : [url, init];
}

/**
 * Sends one request and reads its whole answer.
 *
 * @param {JsDeadline} deadline
 * @param {Fetch | null | undefined} callerFetch
 * @param {FetchArguments} args
 * @param {number} maxBytes The longest answer.
 */
export const fetchText = (deadline, callerFetch, args, maxBytes) =>
  deadline.race(exchange(deadline, callerFetch, args, maxBytes));

/**
 * @typedef {{ status: number, retryAfterMs: number | undefined, ageMs: number, text: string }} Answer
 *
 * @type {(...args: Parameters<typeof fetchText>) => Promise<Answer>}
 */
async function exchange(deadline, callerFetch, args, maxBytes) {
  let response;
  try {
    // The caller's function can return anything.
    response = await Reflect.apply(callerFetch ?? fetch, globalThis, args);
  } catch (error) {
    throw callerFetch && isRequestTakenForUrl(error) ? foreignFetch(error) : error;
  }
  const { status, redirected, headers } = response;
  const read = !callerFetch && hasKnownLength(response, maxBytes) ? response.text() : undefined;
  let text = await (read ?? readText(response, deadline, maxBytes));
  if (text === null) {
    if (status >= 200 && status < 300) throw tooLong(maxBytes);
    // The status of a failure says enough.
    text = "";
  }
  if (!(Number.isInteger(status) && status >= 0 && status < 1000 && typeof text === "string")) {
    throw new TypeError("fetch returned something else than a Response");
  }
  return {
    // A redirect that the browser hides has the status 0. A followed redirect gets the same status.
    status: redirected ? 0 : status,
    // Few answers need these two, and a platform's look-up of a header takes a microsecond.
    get retryAfterMs() {
      return retryAfterMs(headerOf(headers, "retry-after"), Date.now());
    },
    get ageMs() {
      return Number(headerOf(headers, "age")) * 1000;
    },
    // No content is an answer, too.
    text: status === 204 ? "null" : text,
  };
}

/** Returns a header; an empty text if there is none, or if it cannot be read. @param {any} headers @param {string} name */
function headerOf(headers, name) {
  try {
    return String(headers?.get?.(name) ?? "");
  } catch {
    return "";
  }
}

/**
 * The wait that a `Retry-After` header asks for.
 *
 * @param {string} header
 * @param {number} now
 */
export function retryAfterMs(header, now) {
  const text = header.trim();
  // Nine digits are about thirty years already.
  if (/^\d+$/.test(text)) return Number(text.slice(0, 9)) * 1000;
  // All date formats of HTTP begin with the day of the week; platforms parse many other texts.
  const date = /^[a-z]/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(date - now, 0);
}

/**
 * True if the answer cannot be longer than the limit: the platform ends it at the length of its header. The
 * answer of another origin can hide the other two headers.
 *
 * @param {Response} response
 * @param {number} maxBytes
 */
function hasKnownLength({ type, headers }, maxBytes) {
  const has = (/** @type {string} */ name) => headers.get(name) !== null;
  return (
    type !== "cors" &&
    Number(headers.get("content-length") ?? Number.NaN) <= maxBytes &&
    !has("content-encoding") &&
    !has("transfer-encoding")
  );
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

/**
 * True for the error of a fetch function that belongs to a library with a `Request` of its own: it takes the
 * platform's for a URL.
 *
 * @param {any} error
 */
const isRequestTakenForUrl = (error) =>
  [error?.message, error?.input].some((text) => String(text).includes("[object Request]"));

/** @param {unknown} cause */
function foreignFetch(cause) {
  const message =
    "options.fetch does not take the platform's Request, because it belongs to a library with its own; " +
    "nothing was sent; wrap it: (request) => fetch(request.url, request)";
  return pressoneError({ kind: "configuration", message, path: "options.fetch" }, cause);
}

/** @param {number} maxBytes */
function tooLong(maxBytes) {
  const message = `the answer cannot be read: body is longer than ${maxBytes >> 20} MB`;
  return pressoneError({ kind: "decode", message, path: "body" });
}
