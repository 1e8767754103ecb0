// One request over `fetch`.
//
// The module calls these functions without `catch`: a synchronous exception would leave the promise
// pending. Nothing here may throw.

/** More characters than any answer has, and few enough for every engine's texts. */
const LONGEST_ANSWER = 1 << 26;

/** True if requests accept a cache mode. Some runtimes throw an error at the option. */
export const acceptsCacheMode = () => "cache" in Request.prototype;

/**
 * Sends one request and reads its whole answer. A body leaves as a stream outside of browsers.
 *
 * @param {Deadline} deadline
 * @param {((request: Request) => Promise<Response>) | null | undefined} callerFetch
 * @param {Request} request
 * @param {boolean} sendOnce
 */
export function fetchText(deadline, callerFetch, request, sendOnce) {
  return deadline.race(answerOf(callerFetch, request, sendOnce && !isBrowser));
}

/**
 * @param {((request: Request) => Promise<Response>) | null | undefined} callerFetch
 * @param {Request} request
 * @param {boolean} asStream
 */
async function answerOf(callerFetch, request, asStream) {
  const args = [asStream ? await withStreamBody(request) : request];
  // The caller's function can return anything.
  const response = await Reflect.apply(callerFetch ?? fetch, globalThis, args);
  const { status, redirected, headers } = response;
  const text = await response.text();
  if (!(Number.isInteger(status) && status >= 0 && status < 1000 && typeof text === "string")) {
    throw new TypeError("fetch gave something else than a Response");
  }
  if (text.length > LONGEST_ANSWER) throw new RangeError("the answer is too long");
  const retryAfter = headers?.get?.("retry-after") ?? "";
  return {
    // A redirect that the browser hides has the status 0; one that was followed counts as such.
    status: redirected ? 0 : status,
    retryAfter,
    date: retryAfter ? Date.parse(String(retryAfter)) : undefined,
    ageMs: Number(headers?.get?.("age")) * 1000,
    text,
  };
}

/** Pages and their workers, where streams are refused over HTTP/1.1, or sent as `[object …]`. */
const isBrowser = "document" in globalThis || "indexedDB" in globalThis;

/** Whether this runtime sends a stream as one: where it is made text of, it gets the type of text. */
function sendsStreams() {
  try {
    const init = { method: "POST", body: new ReadableStream(), duplex: "half" };
    return !new Request("https://pressone.invalid/", init).headers.has("Content-Type");
  } catch {
    return false;
  }
}

/**
 * The same request with a body that can be sent once: several runtimes send a POST again by themselves
 * over a connection that broke, an order too, which they cannot do with a stream.
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
    // workerd's own: a stream whose length is known goes out with a Content-Length.
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
