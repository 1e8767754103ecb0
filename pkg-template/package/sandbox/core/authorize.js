import { unauthorized } from "./errors.js";
import { voiceError } from "./voice-errors.js";

/**
 * @typedef {import("../description/operations.js").Operation} Operation
 *
 * @param {Operation} operation
 * @param {import("../routes/types.js").Context} context
 * @returns {import("./errors.js").Answer | null} null if the credentials are valid.
 */
export function authorize({ security, voice }, { request: { headers }, state, shapes, settings }) {
  if (security.length === 0) return null;
  /** @param {import("../description/operations.js").SecurityScheme} scheme */
  const isValid = (scheme) =>
    scheme.type === "http"
      ? state.tokens.accepts(bearerToken(headers))
      : settings.partnerKey !== "" && headers.get(scheme.name) === settings.partnerKey;
  if (security.some((alternative) => alternative.every(isValid))) return null;
  return voice ? voiceError(shapes, 401) : unauthorized(shapes);
}

/**
 * True if missing credentials are a violation. They are none if there are alternatives: which ones
 * the renewal takes is not documented.
 *
 * @param {Operation} operation
 * @param {Headers} headers
 */
export function lacksCredentials({ security }, headers) {
  return security.length === 1 && !headers.has("authorization");
}

/** @param {Headers} headers */
function bearerToken(headers) {
  return headers.get("authorization")?.slice("Bearer ".length) ?? "";
}
