// One request over `fetch`.
//
// The module calls these functions without `catch`: a synchronous exception would leave the promise
// pending. Nothing here may throw.

/** The longest answer, in characters. Every engine's strings are longer. */
const MAX_ANSWER_LENGTH = 1 << 26;

/** @typedef {(request: Request) => Promise<Response>} Fetch */

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
 * @param {ReturnType<typeof import("./deadline.js").startDeadline> & {}} deadline
 * @param {Fetch | null | undefined} callerFetch
 * @param {Request} request
 * @param {boolean} sendOnce
 */
export function fetchText(deadline, callerFetch, request, sendOnce) {
  return deadline.race(exchange(callerFetch, request, sendOnce && !isBrowser));
}

/** @param {Fetch | null | undefined} callerFetch @param {Request} request @param {boolean} asStream */
async function exchange(callerFetch, request, asStream) {
  const args = [asStream ? await withStreamBody(request) : request];
  // The caller's function can return anything.
  const response = await Reflect.apply(callerFetch ?? fetch, globalThis, args);
  const { status, redirected, headers } = response;
  const text = await response.text();
  if (!(Number.isInteger(status) && status >= 0 && status < 1000 && typeof text === "string")) {
    throw new TypeError("fetch returned something else than a Response");
  }
  if (text.length > MAX_ANSWER_LENGTH) throw new RangeError("the answer is too long");
  const retryAfter = headers?.get?.("retry-after") ?? "";
  return {
    // A redirect that the browser hides has the status 0. A followed redirect gets the same status.
    status: redirected ? 0 : status,
    retryAfter,
    date: retryAfter ? Date.parse(String(retryAfter)) : undefined,
    ageMs: Number(headers?.get?.("age")) * 1000,
    text,
  };
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
  return new Request(request.url, /** @type {RequestInit} */ (init));
}
