import { toJsonText } from "./json-text.js";

/**
 * The outcome of a request: an answer, half an answer, or none.
 *
 * @typedef {object} Written An answer on the wire.
 * @property {number} status
 * @property {Record<string, string>} headers
 * @property {string} text
 *
 * @typedef {{ kind: "answer" } & Written} FullOutcome
 * @typedef {{ kind: "half" } & Written} HalfOutcome
 * @typedef {FullOutcome | HalfOutcome | { kind: "cut" } | { kind: "hang" }} Outcome
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
