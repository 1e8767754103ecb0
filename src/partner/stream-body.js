// The body of a request that PressOne must carry out once at most.
import { bypassCache } from "../wasm/transport.js";

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
export async function withStreamBody(request) {
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
