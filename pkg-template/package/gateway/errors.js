// The errors that the gateway tells apart: the package's own, those of the shop's hooks, and those of
// calls of the partner client.

/** The mark of the package's error classes. It holds across copies of the package. */
const BRAND = Symbol.for("pressone-esim.error");

/**
 * True for an error of the package's classes. A `kind` alone proves nothing: other errors have one too.
 *
 * @param {unknown} value
 * @returns {value is import("./partner-types.d.ts").PartnerError}
 */
export function isPressOneError(value) {
  try {
    return value instanceof Error && /** @type {any} */ (value)[BRAND] === true;
  } catch {
    // A revoked proxy throws.
    return false;
  }
}

/**
 * True for an error after which this call's write may have been carried out: the package's error that says
 * so, and any other error, because it proves nothing. The package's other errors say that this call sent
 * nothing, or that nothing was ordered.
 *
 * @param {unknown} error
 */
export const isOutcomeUnknown = (error) =>
  !isPressOneError(error) || error.kind === "outcome_unknown";

/** A call that did not end in time. */
export class TimeLimitError extends Error {
  name = "TimeLimitError";
}

/** The failure of a hook of the policy. The cause is the hook's exception. */
export class HookFailure extends Error {
  name = "HookFailure";

  /** @param {string} hook @param {unknown} cause */
  constructor(hook, cause) {
    super(`the hook ${hook} failed`, { cause });
    this.hook = hook;
  }
}

/** The failure of a call of the partner client. The cause is the call's exception. */
export class PartnerFailure extends Error {
  name = "PartnerFailure";

  /** @param {unknown} cause */
  constructor(cause) {
    super("a call of the partner client failed", { cause });
  }
}

/** True for a failure of the gateway's own classes. @param {unknown} value */
export function isGatewayFailure(value) {
  try {
    return value instanceof HookFailure || value instanceof PartnerFailure;
  } catch {
    // A revoked proxy throws.
    return false;
  }
}

/** A body that another handler has read before the gateway. */
export class BodyUnavailableError extends Error {
  name = "BodyUnavailableError";

  constructor() {
    super(
      "The body was read before the gateway, and is not there any more. " +
        "Put the gateway before body parsers; a hook reads request.clone().",
    );
  }
}
