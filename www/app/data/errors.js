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

/**
 * @param {unknown} error
 * @returns {string | null} null if it is no error of the package or the shop
 */
export function errorKind(error) {
  if (error instanceof PressOneError || error instanceof ShopError) return error.kind;
  return null;
}

/**
 * Returns the reference of the purchase or renewal that failed.
 *
 * @param {unknown} error
 */
export const errorReference = (error) =>
  error instanceof PressOneError ? (error.reference ?? null) : null;
