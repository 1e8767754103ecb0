import { RAW_ANSWERS } from "../data/raw-answers.js";
import { BUSINESS_CODES, business, invalid, tooMany, unauthorized } from "./errors.js";
import { emptyOutcome, endlessOutcome, htmlOutcome, jsonOutcome, textOutcome } from "./outcome.js";
import { emailError, voiceError, voiceTooMany } from "./voice-errors.js";

/**
 * @typedef {import("./faults.js").Fault} Fault
 * @typedef {import("./outcome.js").Outcome} Outcome
 * @typedef {import("./outcome.js").FullOutcome} FullOutcome
 * @typedef {import("./errors.js").Answer} Answer
 * @typedef {import("./shapes.js").Shapes} Shapes
 */

const DEFAULT_WAIT_MS = 30_000;
const DEFAULT_MEGABYTES = 64;

/**
 * The documented answer that a fault asks for.
 *
 * @param {Fault} fault
 * @param {import("../description/operations.js").Operation} operation
 * @param {Shapes} shapes
 * @param {number} now
 * @returns {Answer | null} null if the fault is no documented answer.
 */
export function documentedAnswer(fault, { voice }, shapes, now) {
  switch (fault.kind) {
    case "rate-limited": {
      const answer = (voice ? voiceTooMany : tooMany)(shapes, DEFAULT_WAIT_MS, now);
      if (fault.retryAfter === undefined) return answer;
      return { ...answer, headers: retryAfterHeader(fault.retryAfter) };
    }
    case "error": {
      const code = BUSINESS_CODES.find((known) => known === fault.code) ?? 53;
      return business(shapes, code, "asked for by a fault");
    }
    case "invalid":
      return voice
        ? emailError(shapes, "The email is not accepted.")
        : invalid(shapes, { iccid: "The iccid is not accepted." });
    case "order-limit":
      return invalid(shapes, { package_id: "validation.order_exceed_limit" });
    case "unauthorized":
      return voice ? voiceError(shapes, 401) : unauthorized(shapes);
    case "forbidden":
      return voice ? voiceError(shapes, 403) : business(shapes, 89);
    default:
      return null;
  }
}

/**
 * The outcome that a fault puts in place of the real answer.
 *
 * @param {Fault} fault
 * @returns {Outcome | null} null if the fault needs the real answer.
 */
export function replacementOutcome(fault) {
  switch (fault.kind) {
    case "cut-before":
    case "cut-after":
      return { kind: "cut" };
    case "hang":
      return { kind: "hang" };
    case "html":
      return htmlOutcome(fault.status ?? 502);
    case "not-json":
      return textOutcome(200, "All is well, and this is no JSON.");
    case "redirect":
      return emptyOutcome(fault.status ?? 302, {
        location: fault.location ?? "https://orders.elsewhere.invalid/",
      });
    case "status":
      return statusOutcome(fault);
    case "raw-answer":
      return rawOutcome(fault);
    case "endless-body":
      return endlessOutcome(fault.status ?? 200, {
        bytes: (fault.megabytes ?? DEFAULT_MEGABYTES) * 1_000_000,
        announced: fault.contentLength ?? false,
      });
    case "length-required":
      return lengthRequired();
    default:
      return null;
  }
}

/** The 411 of a server in front of the API. @returns {FullOutcome} */
export function lengthRequired() {
  return htmlOutcome(411);
}

/**
 * Damages the real answer as a fault says.
 *
 * @param {Fault} fault
 * @param {FullOutcome} real
 * @returns {Outcome}
 */
export function corrupt(fault, real) {
  switch (fault.kind) {
    case "half-answer":
      return { ...real, kind: "half" };
    case "truncated-json":
      return { ...real, text: real.text.slice(0, Math.ceil(real.text.length / 2)) };
    case "odd-body":
      return { ...real, text: oddBody(fault.variant ?? "", real.text) };
    default:
      return real;
  }
}

/** @param {number | string | null | undefined} value @returns {Record<string, string>} */
function retryAfterHeader(value) {
  return value === null || value === undefined ? {} : { "retry-after": String(value) };
}

/** @param {Fault} fault @returns {FullOutcome} */
function statusOutcome({ status = 500, body = "json", retryAfter }) {
  const headers = retryAfterHeader(retryAfter);
  if (body === "html") return htmlOutcome(status, headers);
  if (body === "empty") return emptyOutcome(status, headers);
  return jsonOutcome({ message: `Answered with ${status} on purpose.` }, status, headers);
}

/** @param {Fault} fault @returns {FullOutcome} */
function rawOutcome({ variant = "", status, json, text, headers = {} }) {
  const known = RAW_ANSWERS[variant];
  const answer = jsonOutcome(known?.json ?? json ?? null, status ?? known?.status ?? 200, headers);
  return text === undefined ? answer : { ...answer, text };
}

/** @param {string} variant @param {string} real @returns {string} */
function oddBody(variant, real) {
  switch (variant) {
    case "missing-id":
      return withoutIds(real);
    case "array":
      return "[]";
    case "null":
      return "null";
    case "text":
      return '"done"';
    case "data-null":
      return '{"data":null,"meta":{"message":"success"}}';
    case "data-array":
      return '{"data":[],"meta":{"message":"success"}}';
    default:
      return "";
  }
}

/** Removes the ids from the text, because parsing would round big numbers. @param {string} text */
function withoutIds(text) {
  return text.replace(/"(?:id|code)":(?:"[^"]*"|\d+),?/g, "").replaceAll(",}", "}");
}
