// The answers to failures of everything but a purchase.
import * as answers from "./answers.js";
import { BodyUnavailableError, isPressOneError, PartnerFailure } from "./errors.js";
import { knownCode, presentFields } from "./reasons.js";

/** @typedef {import("./answers.js").Answer} Answer */
/** @typedef {import("./partner-types.d.ts").PartnerError} PartnerError */

/** The kinds of errors that need no action of the shop. All others are reported to `onError`. */
const SHOPPER_KINDS = [
  ...["aborted", "in_progress", "invalid_argument", "not_found", "number_busy"],
  ...["package_unavailable", "payment_pending", "payment_required", "price_changed"],
  ...["purchase_closed", "rate_limited", "reference_reused", "sim_recycled", "validation"],
];

/**
 * True for a failure that the shop's log should have: `onError` receives it.
 *
 * @param {unknown} failure
 */
export function concernsShop(failure) {
  if (!(failure instanceof PartnerFailure)) return true;
  return !isPressOneError(failure.cause) || !SHOPPER_KINDS.includes(failure.cause.kind);
}

/** @param {PartnerError} error @returns {Answer} */
function answerToValidation(error) {
  const known = knownCode(error.code);
  if (known) return answers.refused(422, known.reason, { code: known.code });
  return answers.invalid(presentFields(error));
}

/**
 * @param {unknown} failure
 * @returns {Answer}
 */
export function answerToFailure(failure) {
  if (failure instanceof BodyUnavailableError) return answers.refused(500, failure.message);
  const error = failure instanceof PartnerFailure ? failure.cause : undefined;
  if (!isPressOneError(error)) return answers.unavailable();
  switch (error.kind) {
    case "not_found":
    case "permission":
      return answers.forbidden();
    case "invalid_argument":
    case "validation":
    case "package_unavailable":
    case "sim_recycled":
      return answerToValidation(error);
    case "rate_limited":
      return answers.tooManyRequests(error.retryAfterMs);
    default:
      return answers.unavailable();
  }
}
