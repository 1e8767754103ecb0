// A request to PressOne. One that PressOne must carry out once at most has a stream as its body.
import { fetchArguments } from "../wasm/transport.js";

/** True if this runtime sends a stream as one. A runtime that makes text of it adds a content type. */
function sendsStreams() {
  try {
    const init = { method: "POST", body: new ReadableStream(), duplex: "half" };
    return !new Request("https://pressone.invalid/", init).headers.has("Content-Type");
  } catch {
    return false;
  }
}

/** The result of `sendsStreams`, after its first call. @type {boolean | undefined} */
let streams;

/**
 * Returns the options of `fetch` for a stream body. Several runtimes resend a POST when a connection drops;
 * they cannot resend a stream.
 *
 * @param {Headers} headers
 * @param {string} text
 */
function streamBody(headers, text) {
  const bytes = new TextEncoder().encode(text);
  const Fixed = /** @type {any} */ (globalThis).FixedLengthStream;
  if (Fixed) {
    // workerd's own stream of a known length, which is sent with a Content-Length.
    const { readable, writable } = new Fixed(bytes.byteLength);
    const writer = writable.getWriter();
    writer.write(bytes).then(
      () => writer.close(),
      () => {},
    );
    return { body: readable, duplex: "half" };
  }
  streams ??= sendsStreams();
  if (!streams) return { body: bytes };
  const withLength = new Headers(headers);
  withLength.set("Content-Length", String(bytes.byteLength));
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(bytes);
      controller.close();
    },
  });
  return { headers: withLength, body, duplex: "half" };
}

/**
 * Returns the arguments of `fetch`. Throws if the platform refuses the request.
 *
 * @param {import("../wasm/transport.js").Fetch | undefined} callerFetch
 * @param {string} url
 * @param {Headers} headers Those of other requests, too.
 * @param {AbortSignal} signal
 * @param {string | undefined} body The body of a `POST`.
 */
export function partnerRequest(callerFetch, url, headers, signal, body) {
  // A followed redirect would send an order or a secret to another address. Some runtimes throw at the
  // mode "error".
  /** @type {RequestInit} */
  const init = { headers, redirect: "manual", signal };
  if (body !== undefined) Object.assign(init, { method: "POST" }, streamBody(headers, body));
  // An answer from a cache would be an old offer, an old history or a list without a new order. Some
  // frameworks cache even the answers to a `POST`.
  return fetchArguments(callerFetch, url, init);
}
