/** The errors of the package and of the shop's own endpoints. */
import { PressOneError } from "/pkg/web.js";

/** A failed request to the shop's own endpoints. `kind` has the meaning that it has in PressOneError. */
export class ShopError extends Error {
  /** @param {"network" | "authentication" | "server"} kind @param {unknown} [cause] */
  constructor(kind, cause) {
    super(`a request to the shop's own server failed: ${kind}`, { cause });
    this.name = "ShopError";
    this.kind = kind;
  }
}

/** An order that failed, as the shop's journal has it. `kind` is that of the PressOneError. */
export class FailedOrder extends Error {
  /** @param {string} kind */
  constructor(kind) {
    super(`nothing was ordered: ${kind}`);
    this.name = "FailedOrder";
    this.kind = kind;
  }
}

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

/**
 * Returns the reference of the purchase that failed; "" if it failed before the payment.
 *
 * @param {unknown} error
 */
export const errorReference = (error) =>
  error instanceof PressOneError ? (error.reference ?? "") : "";
