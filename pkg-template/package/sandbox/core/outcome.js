import { toJsonText } from "./json-text.js";

/** Sizes in bytes of an endless body: one chunk, and the chunks between two pauses. */
const CHUNK = 65_536;
const PAUSE_AFTER = 16 * CHUNK;

/**
 * The outcome of a request: an answer, half an answer, an answer without an end, or none.
 *
 * @typedef {object} Written An answer on the wire.
 * @property {number} status
 * @property {Record<string, string>} headers
 * @property {string} text
 *
 * @typedef {{ kind: "answer" } & Written} FullOutcome
 * @typedef {{ kind: "half" } & Written} HalfOutcome
 *
 * @typedef {object} EndlessOutcome
 * @property {"endless"} kind
 * @property {number} status
 * @property {Record<string, string>} headers
 * @property {number} bytes Length of the body.
 * @property {{ bytes: number }} sent Counts the bytes that the connection took.
 *
 * @typedef {FullOutcome | HalfOutcome | EndlessOutcome | { kind: "cut" } | { kind: "hang" }} Outcome
 */

/** @param {unknown} body @param {number} status @param {Record<string, string>} [headers] @returns {FullOutcome} */
export function jsonOutcome(body, status = 200, headers = {}) {
  const text = toJsonText(body);
  return {
    kind: "answer",
    status,
    headers: { "content-type": "application/json", ...headers },
    text,
  };
}

/** @param {number} status @param {Record<string, string>} [headers] @returns {FullOutcome} */
export function htmlOutcome(status, headers = {}) {
  const text = `<!DOCTYPE html>\n<html lang="en"><title>${status}: something is wrong</title><h1>${status}</h1></html>\n`;
  return {
    kind: "answer",
    status,
    headers: { "content-type": "text/html; charset=UTF-8", ...headers },
    text,
  };
}

/** @param {number} status @param {string} text @returns {FullOutcome} */
export function textOutcome(status, text) {
  return { kind: "answer", status, headers: { "content-type": "text/plain; charset=UTF-8" }, text };
}

/** @param {number} status @param {Record<string, string>} [headers] @returns {FullOutcome} */
export function emptyOutcome(status, headers = {}) {
  return { kind: "answer", status, headers, text: "" };
}

/**
 * @param {number} status
 * @param {{ bytes: number, announced: boolean }} length `announced`: true for a Content-Length.
 * @returns {EndlessOutcome}
 */
export function endlessOutcome(status, { bytes, announced }) {
  /** @type {Record<string, string>} */
  const length = announced ? { "content-length": String(bytes) } : {};
  const headers = { "content-type": "application/json", ...length };
  return { kind: "endless", status, headers, bytes, sent: { bytes: 0 } };
}

/**
 * The body of an endless outcome: JSON with one long text. Counts the bytes of each chunk.
 *
 * @param {EndlessOutcome} outcome
 * @returns {AsyncGenerator<Uint8Array<ArrayBuffer>, void>}
 */
export async function* endlessChunks({ bytes, sent }) {
  const encoder = new TextEncoder();
  const start = encoder.encode('{"data":"');
  const end = encoder.encode('"}');
  const filler = encoder.encode("x".repeat(CHUNK));
  yield count(start);
  for (let left = bytes - start.length - end.length; left > 0; left -= CHUNK) {
    yield count(filler.slice(0, left));
    // Without a pause, a client in the same thread could not run its timers.
    if (sent.bytes % PAUSE_AFTER < CHUNK) await new Promise((resolve) => setTimeout(resolve, 0));
  }
  yield count(end);

  /** @param {Uint8Array<ArrayBuffer>} chunk */
  function count(chunk) {
    sent.bytes += chunk.length;
    return chunk;
  }
}

/**
 * @param {Written} written
 * @returns {Response} Its body is bytes, because a text would add a content type.
 */
export function toResponse({ status, headers, text }) {
  const bodyless = status === 204 || status === 205 || status === 304;
  const body = bodyless ? null : new TextEncoder().encode(text);
  return new Response(body, { status, headers });
}

/**
 * A response with the first half of the body, then a broken stream.
 *
 * @param {Written} written
 * @returns {Response}
 */
export function toBrokenResponse({ status, headers, text }) {
  const bytes = new TextEncoder().encode(text);
  let sent = false;
  const body = new ReadableStream({
    pull(controller) {
      if (sent) controller.error(new TypeError("terminated"));
      else controller.enqueue(bytes.slice(0, Math.ceil(bytes.length / 2)));
      sent = true;
    },
  });
  return new Response(body, { status, headers });
}

/**
 * @param {EndlessOutcome} outcome
 * @param {Request} request Its signal ends the body. The body refers to the request, because Node drops
 *   the signal of a request that nothing refers to.
 * @returns {Response}
 */
export function toEndlessResponse(outcome, request) {
  const chunks = endlessChunks(outcome);
  const body = new ReadableStream(
    {
      start(controller) {
        const { signal } = request;
        signal.addEventListener("abort", () => controller.error(signal.reason), { once: true });
      },
      async pull(controller) {
        const { done, value } = await chunks.next();
        if (request.signal.aborted) return;
        if (done) controller.close();
        else controller.enqueue(value);
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, { status: outcome.status, headers: outcome.headers });
}
