import { invalid, notFound, retryAfter, unauthorized } from "./errors.js";

/**
 * Errors of the voice product. Their form is not documented. Its paths look like those of a framework
 * that answers with `detail`; a switch selects the data product's envelope.
 *
 * @typedef {import("./errors.js").Answer} Answer
 * @typedef {import("./shapes.js").Shapes} Shapes
 */

const DETAILS = {
  401: "The credentials are missing or not valid.",
  403: "These credentials do not allow this action.",
  404: "There is no such user.",
};

/**
 * @param {Shapes} shapes
 * @param {keyof typeof DETAILS} status
 * @param {string} [detail]
 * @returns {Answer}
 */
export function voiceError(shapes, status, detail = DETAILS[status]) {
  if (shapes.voiceErrors === "envelope") {
    if (status === 404) return notFound(shapes);
    if (status === 401) return unauthorized(shapes);
  }
  return { status, body: { detail } };
}

/** @param {Shapes} shapes @param {string} field @param {string} message @returns {Answer} */
export function fieldError(shapes, field, message) {
  if (shapes.voiceErrors === "envelope") return invalid(shapes, { [field]: message });
  return { status: 400, body: { [field]: [message] } };
}

/** @param {Shapes} shapes @param {string} message */
export const emailError = (shapes, message) => fieldError(shapes, "email", message);

/** @param {Shapes} shapes @param {number} waitMs @param {number} now @returns {Answer} */
export function voiceTooMany(shapes, waitMs, now) {
  const seconds = Math.ceil(waitMs / 1000);
  return {
    status: 429,
    body: { detail: `Too many requests; wait ${seconds} seconds.` },
    headers: retryAfter(shapes, waitMs, now),
  };
}
