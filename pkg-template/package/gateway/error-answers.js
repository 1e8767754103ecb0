// The answers to errors. PressOne's texts are not passed on: they may reveal the partner's balance or
// set-up.
import * as answers from "./answers.js";
import { isOutcomeUnknown, isPressOneError } from "./errors.js";

/** @typedef {import("./answers.js").Answer} Answer */

/**
 * @param {unknown} error
 * @param {"read" | "write"} effect
 * @returns {Answer | undefined} undefined for an error that the gateway did not expect
 */
export function answerTo(error, effect) {
  if (effect === "write" && isOutcomeUnknown(error)) return answers.outcomeUnknown();
  return isPressOneError(error) ? answerToKind(error, effect) : undefined;
}

/**
 * @param {import("pressone-esim").PressOneError} error
 * @param {"read" | "write"} effect
 * @returns {Answer}
 */
function answerToKind(error, effect) {
  switch (error.kind) {
    case "not_found":
    case "permission":
      return answers.forbidden();
    case "invalid_argument":
      return answers.invalid({ [error.path?.replace(/^\w+\./, "") ?? "request"]: "is not valid" });
    case "validation":
      return error.fields
        ? answers.invalid(
            Object.fromEntries(Object.keys(error.fields).map((name) => [name, "is not valid"])),
          )
        : answers.businessError(43, "The request was refused. Nothing was done.");
    case "package_unavailable":
      return answers.packageUnavailable();
    case "price_changed":
      return answers.priceChanged();
    case "insufficient_balance":
      return answers.businessError(
        11,
        "The shop cannot pay for this order now. Nothing was ordered.",
      );
    case "sim_recycled":
      return answers.businessError(73, "This eSIM was recycled. It cannot be topped up.");
    case "rate_limited":
      return answers.tooManyRequests(
        error.retryAfterMs === undefined ? null : error.retryAfterMs / 1000,
      );
    case "reference_reused":
      return answers.referenceReused();
    default:
      return answers.unavailable(effect);
  }
}
