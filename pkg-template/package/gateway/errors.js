// Two kinds of errors that the gateway distinguishes: the package's own, and those after which a write's
// outcome is unknown.

/** Any error after which a write may have been carried out. */
export class UncertainWriteError extends Error {
  /** @param {unknown} cause */
  constructor(cause) {
    super("the write may have been carried out: call again with the same reference", { cause });
  }
}

/**
 * True for an error that does not prove that a write was not carried out.
 *
 * @param {unknown} error
 */
export const isOutcomeUnknown = (error) =>
  error instanceof UncertainWriteError ||
  (isPressOneError(error) && error.kind === "outcome_unknown");

/** @param {unknown} error @returns {error is import("pressone-esim").PressOneError} */
export const isPressOneError = (error) =>
  error instanceof Error && typeof (/** @type {any} */ (error).kind) === "string";
