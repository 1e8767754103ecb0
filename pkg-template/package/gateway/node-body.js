// The body of a request of Node as a body of fetch's `Request`. Another handler may have read it already.
import { BodyUnavailableError } from "./errors.js";

/** @typedef {import("./node.d.ts").NodeRequest} NodeRequest */

/**
 * A stream of the bytes. It reads a chunk at each request of its reader.
 *
 * @param {NodeRequest} req
 * @returns {ReadableStream<Uint8Array>}
 */
function streamOf(req) {
  /** @type {[string, (value: any) => void][]} */
  let listeners = [];
  const stop = () => {
    for (const [event, listener] of listeners) req.off(event, listener);
    listeners = [];
    req.pause();
  };
  return new ReadableStream({
    start(controller) {
      /** @param {() => void} end */
      const ending = (end) => () => {
        stop();
        end();
      };
      listeners = [
        [
          "data",
          (chunk) => {
            controller.enqueue(new Uint8Array(chunk));
            req.pause();
          },
        ],
        ["end", ending(() => controller.close())],
        ["error", ending(() => controller.error(new Error("the body was cut")))],
        ["close", ending(() => controller.error(new Error("the body was cut")))],
      ];
      for (const [event, listener] of listeners) req.on(event, listener);
      req.pause();
    },
    pull() {
      req.resume();
    },
    cancel: stop,
  });
}

/** A stream that fails when it is read: the request is answered with the reason. */
const unavailable = () =>
  new ReadableStream({
    pull(controller) {
      controller.error(new BodyUnavailableError());
    },
  });

/**
 * @param {NodeRequest} req
 * @returns {ReadableStream<Uint8Array> | Uint8Array<ArrayBuffer> | string}
 */
export function readNodeBody(req) {
  if (!req.readableDidRead) return streamOf(req);
  // A body parser has read the body, and has stored its result in `req.body`.
  const { body } = req;
  if (typeof body === "string") return body;
  if (body instanceof Uint8Array) return new Uint8Array(body);
  if (typeof body !== "object" || body === null) return unavailable();
  try {
    return JSON.stringify(body);
  } catch {
    return unavailable();
  }
}
