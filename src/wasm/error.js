// The error classes. They are JavaScript, because a class of the module cannot extend `Error`.
// `pkg-template/package/index.d.ts` declares and describes each class.

/** The error that every call rejects with. Branch on `kind`. */
export class PressOneError extends Error {
  /**
   * @param {{ message: string, [detail: string]: unknown }} details
   * @param {unknown} [cause]
   */
  constructor({ message, ...details }, cause) {
    super(message, cause === undefined ? undefined : { cause });
    Object.assign(this, details);
  }

  /** The mark of these classes, by which another copy of the package knows them. */
  get [Symbol.for("pressone-esim.error")]() {
    return true;
  }
}

export class InvalidArgumentError extends PressOneError {}
export class ConfigurationError extends PressOneError {}
export class AuthenticationError extends PressOneError {}
export class PermissionError extends PressOneError {}
export class NotFoundError extends PressOneError {}
export class ValidationError extends PressOneError {}
export class PackageUnavailableError extends PressOneError {}
export class PriceChangedError extends PressOneError {}
export class InsufficientBalanceError extends PressOneError {}
export class SimRecycledError extends PressOneError {}
export class RateLimitedError extends PressOneError {}
export class NetworkError extends PressOneError {}
export class TimeoutError extends PressOneError {}
export class AbortedError extends PressOneError {}
export class ServerError extends PressOneError {}
export class DecodeError extends PressOneError {}
export class OutcomeUnknownError extends PressOneError {}
export class ReferenceReusedError extends PressOneError {}
export class InProgressError extends PressOneError {}
export class PurchaseClosedError extends PressOneError {}
export class NumberBusyError extends PressOneError {}
export class PaymentRequiredError extends PressOneError {}
export class PaymentPendingError extends PressOneError {}
export class StorageError extends PressOneError {}

/** The class of each kind. @type {Record<string, typeof PressOneError>} */
const CLASSES = {
  invalid_argument: InvalidArgumentError,
  configuration: ConfigurationError,
  authentication: AuthenticationError,
  permission: PermissionError,
  not_found: NotFoundError,
  validation: ValidationError,
  package_unavailable: PackageUnavailableError,
  price_changed: PriceChangedError,
  insufficient_balance: InsufficientBalanceError,
  sim_recycled: SimRecycledError,
  rate_limited: RateLimitedError,
  network: NetworkError,
  timeout: TimeoutError,
  aborted: AbortedError,
  server: ServerError,
  decode: DecodeError,
  outcome_unknown: OutcomeUnknownError,
  reference_reused: ReferenceReusedError,
  in_progress: InProgressError,
  purchase_closed: PurchaseClosedError,
  number_busy: NumberBusyError,
  payment_required: PaymentRequiredError,
  payment_pending: PaymentPendingError,
  storage: StorageError,
};

/**
 * Creates the error of these details. Its `name` is made from the kind, because minifiers rename classes.
 *
 * @param {{ message: string, kind: string, [detail: string]: unknown }} details
 * @param {unknown} cause
 * @returns {PressOneError}
 */
export function pressoneError(details, cause) {
  const error = new (CLASSES[details.kind] ?? PressOneError)(details, cause);
  const words = details.kind.split("_").map((word) => word[0]?.toUpperCase() + word.slice(1));
  Object.defineProperty(error, "name", { value: `${words.join("")}Error`, configurable: true });
  return error;
}

/**
 * Creates the error of the module's parameters. An undefined parameter becomes no property.
 *
 * @param {string} kind
 * @param {string} message
 * @param {number | undefined} status
 * @param {number | string | undefined} code
 * @param {string | undefined} reason
 * @param {[string, string[]][]} fieldMessages
 * @param {number | undefined} retryAfterMs
 * @param {string | undefined} path
 * @param {string | undefined} reference
 * @param {object | undefined} write what only errors of writes have
 * @param {unknown} cause
 */
export function makeError(
  kind,
  message,
  status,
  code,
  reason,
  fieldMessages,
  retryAfterMs,
  path,
  reference,
  write,
  cause,
) {
  const fields = fieldMessages.length > 0 ? Object.fromEntries(fieldMessages) : undefined;
  const details = { status, code, reason, fields, retryAfterMs, path, reference, ...write };
  const present = Object.entries(details).filter(([, value]) => value !== undefined);
  return pressoneError({ kind, message, ...Object.fromEntries(present) }, cause);
}

/** True for an error of this package. @param {unknown} value */
export function isPressOneError(value) {
  try {
    return value instanceof PressOneError;
  } catch {
    // `instanceof` throws for a revoked proxy.
    return false;
  }
}
