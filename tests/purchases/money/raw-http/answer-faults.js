// Faults of the answer to a POST over HTTP/1.1. Some make an engine send the POST again by itself, and
// some make a careless client do so. None shows if the POST took effect.
import { setTimeout as sleep } from "node:timers/promises";
import { serializeAnswer } from "./server.js";

/** @typedef {import("./server.js").Call} Call */
/** @typedef {import("./server.js").Answer} Answer */

/** Time for the other side to read the bytes that were sent before the connection breaks. */
const READ_MS = 20;

/**
 * Answers with an HTML page.
 *
 * @param {number} status
 * @param {Record<string, string>} [headers]
 * @param {boolean} [close]
 */
const page =
  (status, headers = {}, close = false) =>
  (/** @type {Call} */ call) =>
    call.answer(
      {
        status,
        headers: { "content-type": "text/html", ...headers },
        body: `<!doctype html><title>${status}</title>`,
      },
      close,
    );

/** Redirects to the same path. @param {number} status */
const redirect = (status) => (/** @type {Call} */ call) =>
  page(status, { location: call.path })(call);

/**
 * Sends these bytes and resets the connection.
 *
 * @param {Call} call
 * @param {Uint8Array | string} bytes
 */
async function sendAndReset({ socket }, bytes) {
  socket.write(bytes);
  await sleep(READ_MS);
  socket.resetAndDestroy();
}

/** @type {Record<string, (call: Call, real: Answer) => unknown>} */
export const ANSWER_FAULTS = {
  none: (call, real) => call.answer(real),
  fin: ({ socket }) => socket.end(),
  rst: ({ socket }) => socket.resetAndDestroy(),
  "cut-head": (call) => sendAndReset(call, "HTTP/1.1 20"),
  "cut-body"(call, real) {
    const bytes = serializeAnswer(real, false);
    const bodyStart = bytes.indexOf("\r\n\r\n") + 4;
    return sendAndReset(call, bytes.subarray(0, Math.ceil((bodyStart + bytes.length) / 2)));
  },
  "not-json": page(200),
  http408: page(408, {}, true),
  http421: page(421),
  http425: page(425),
  http500: page(500),
  http503: page(503, { "retry-after": "0" }),
  http307: redirect(307),
  http308: redirect(308),
  silent: () => {},
};
