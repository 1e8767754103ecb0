// The gateway's answers other than success, in PressOne's shapes, because the page client reads those.

/**
 * An answer as plain data, which can be built once and sent any number of times.
 *
 * @typedef {{ status: number, body: unknown, headers?: Record<string, string> }} Answer
 */

/** @param {number} status @param {string} message @returns {Answer} */
export const refused = (status, message) => ({ status, body: { data: [], meta: { message } } });

export const notFound = () => refused(404, "messages.resource_not_found");

/** One answer for an eSIM or number of another shopper and for an unknown one, which must look alike. */
export const forbidden = () => refused(403, "This action is unauthorized.");

/** @param {Record<string, string | string[]>} fields @returns {Answer} */
export const invalid = (fields) => ({
  status: 422,
  body: { data: fields, meta: { message: "the parameter is invalid" } },
});

/** @param {number | null} seconds to wait; null if unknown @returns {Answer} */
export function tooManyRequests(seconds) {
  const answer = { status: 429, body: { message: "Too Many Attempts." } };
  if (seconds === null) return answer;
  return { ...answer, headers: { "Retry-After": String(Math.max(1, Math.ceil(seconds))) } };
}

/** @param {number} status @param {number | string} code @param {string} reason @returns {Answer} */
const withCode = (status, code, reason) => ({ status, body: { code, reason } });

/** @param {number} code of PressOne's business codes @param {string} reason */
export const businessError = (code, reason) => withCode(422, code, reason);

export const packageUnavailable = () =>
  businessError(34, "This package is not on offer for this eSIM. Nothing was ordered.");

export const priceChanged = () =>
  withCode(422, "price_changed", "The price changed after it was shown. Nothing was ordered.");

export const referenceReused = () =>
  withCode(409, "reference_reused", "This reference belongs to another purchase.");

/** The page client reads a 5xx as an unknown outcome, too. */
export const outcomeUnknown = () =>
  withCode(
    502,
    "outcome_unknown",
    "The outcome is not known yet. Repeat the request with the same reference.",
  );

/**
 * The answer if the shop cannot serve a request now. For a write it says that nothing was done: a 422
 * with a documented body proves that, a 5xx would not.
 *
 * @param {"read" | "write"} effect
 * @returns {Answer}
 */
export const unavailable = (effect) =>
  effect === "write"
    ? businessError(13, "The shop cannot do this now. Nothing was done; try again later.")
    : { status: 503, body: { message: "The shop cannot do this now. Try again later." } };
