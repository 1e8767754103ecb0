/** The errors of the package and of the shop's own endpoints. */
import { PressOneError } from "pressone-esim";

/** A failed request to the shop's own endpoints. `kind` has the meaning that it has in PressOneError. */
export class ShopError extends Error {
  /**
   * @param {"network" | "authentication" | "price_changed" | "number_unavailable" | "rate_limited" | "refused" | "server"} kind
   * @param {{ cause?: unknown, status?: number, retryAfterMs?: number, mayBePaid?: boolean }} [details] the status of
   *   the answer, if there is one, and the pause that it asks for
   */
  constructor(kind, { cause, status = 0, retryAfterMs = 0, mayBePaid: isUnknown = false } = {}) {
    super(`a request to the shop's own server failed: ${kind}`, { cause });
    this.name = "ShopError";
    this.kind = kind;
    this.status = status;
    this.retryAfterMs = retryAfterMs;
    this.mayBePaid = isUnknown;
  }
}

/** True if the payment may have been made. @param {unknown} error */
export const mayBePaid = (error) => error instanceof ShopError && error.mayBePaid;

/** An order that failed. `kind` is that of the PressOneError. */
export class FailedOrder extends Error {
  /** @param {string} kind @param {string} reference */
  constructor(kind, reference) {
    super(`nothing was ordered: ${kind}`);
    this.name = "FailedOrder";
    this.kind = kind;
    this.reference = reference;
  }
}

/** The page's own kind: a number was refused, and another one may be free. */
export const NUMBER_UNAVAILABLE = "number_unavailable";
/** The refusals of a claim that another number may avoid. PressOne does not document which they are. */
const OF_NUMBER = ["validation", "not_found", "number_busy"];

/**
 * Returns the kind of a failure. The refusal of a number has a kind of its own.
 *
 * @param {string} kind
 * @param {unknown} ofPurchase
 */
export const failureKind = (kind, ofPurchase) =>
  ofPurchase === "claim" && OF_NUMBER.includes(kind) ? NUMBER_UNAVAILABLE : kind;

/**
 * @param {unknown} error
 * @returns {string | null} null if it is no error of the package or the shop
 */
export function errorKind(error) {
  const isOurs = [PressOneError, ShopError, FailedOrder].some((type) => error instanceof type);
  return isOurs ? /** @type {ShopError} */ (error).kind : null;
}

/**
 * True if the purchase or renewal may have been carried out. After other errors nothing was.
 *
 * @param {unknown} error
 */
export const mayBeOrdered = (error) =>
  error instanceof PressOneError && error.outcome === "unknown";

/** The failures that may be of the request alone. The shop may still order what is paid. */
const OF_REQUEST = ["authentication", "rate_limited", "server", "network", "timeout"];

/** True if only the journal tells whether the purchase was refused. @param {unknown} error */
export const mayBeOfRequest = (error) => OF_REQUEST.includes(errorKind(error) ?? "");

/**
 * Returns the reference of the purchase that failed; "" if it failed before the payment.
 *
 * @param {unknown} error
 */
export const errorReference = (error) =>
  error instanceof PressOneError || error instanceof FailedOrder ? (error.reference ?? "") : "";
