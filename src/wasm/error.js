// The error classes. They are JavaScript, because a class of the module cannot extend `Error`.
// `pkg-template/package/errors.d.ts` declares and describes each class.

/** The mark of these errors. Every copy of the package knows the errors of the other copies by it. */
const BRAND = Symbol.for("pressone-esim.error");

/** The class of each kind. @type {Record<string, typeof PressOneError>} */
const CLASSES = {};

/**
 * True for an error of the class's kind, also of another copy of the package.
 *
 * @this {typeof PressOneError}
 * @param {any} value
 */
function hasInstance(value) {
  // A subclass of the caller's inherits the kind.
  if (!Object.hasOwn(this, "kind")) return Function.prototype[Symbol.hasInstance].call(this, value);
  return value?.[BRAND] === true && [undefined, value.kind].includes(this.kind);
}

/** The error that every call rejects with. Branch on `kind`. */
export class PressOneError extends Error {
  /** The kind of the class's errors. @type {string | undefined} */
  static kind = undefined;

  /** @param {{ message: string, cause?: unknown, kind?: string, [detail: string]: unknown }} details */
  constructor({ message, cause, kind, ...details }) {
    super(message, cause === undefined ? undefined : { cause });
    Object.assign(this, { kind: new.target.kind ?? kind }, details);
  }

  get [BRAND]() {
    return true;
  }

  static [Symbol.hasInstance] = hasInstance;

  /** The error for logs. Without this, JSON has neither its name nor its message. */
  toJSON() {
    const { name, message, cause, ...details } = this;
    const plain = { name, message, ...details };
    if (!(cause instanceof Error)) return plain;
    return { ...plain, cause: isPressOneError(cause) ? cause : String(cause) };
  }
}

/**
 * Makes the class of a kind. Its errors have a name made from the kind, because minifiers rename classes.
 *
 * @param {string} kind
 */
function errorClass(kind) {
  const words = kind.split("_").map((word) => word[0]?.toUpperCase() + word.slice(1));
  const value = `${words.join("")}Error`;
  const { [value]: Class = PressOneError } = {
    [value]: class extends PressOneError {
      static kind = kind;
    },
  };
  Object.defineProperty(Class.prototype, "name", { value, writable: true, configurable: true });
  CLASSES[kind] = Class;
  return Class;
}

export const InvalidArgumentError = errorClass("invalid_argument");
export const ConfigurationError = errorClass("configuration");
export const AuthenticationError = errorClass("authentication");
export const PermissionError = errorClass("permission");
export const NotFoundError = errorClass("not_found");
export const ValidationError = errorClass("validation");
export const PackageUnavailableError = errorClass("package_unavailable");
export const PriceChangedError = errorClass("price_changed");
export const InsufficientBalanceError = errorClass("insufficient_balance");
export const SimRecycledError = errorClass("sim_recycled");
export const RateLimitedError = errorClass("rate_limited");
export const NetworkError = errorClass("network");
export const TimeoutError = errorClass("timeout");
export const AbortedError = errorClass("aborted");
export const ServerError = errorClass("server");
export const DecodeError = errorClass("decode");
export const OutcomeUnknownError = errorClass("outcome_unknown");
export const ReferenceReusedError = errorClass("reference_reused");
export const InProgressError = errorClass("in_progress");
export const PurchaseClosedError = errorClass("purchase_closed");
export const NumberBusyError = errorClass("number_busy");
export const PaymentRequiredError = errorClass("payment_required");
export const PaymentPendingError = errorClass("payment_pending");
export const StorageError = errorClass("storage");

/**
 * Creates the error of these details.
 *
 * @param {{ message: string, kind: string, [detail: string]: unknown }} details
 * @param {unknown} [cause]
 * @returns {PressOneError}
 */
export const pressoneError = (details, cause) =>
  new (CLASSES[details.kind] ?? PressOneError)({ ...details, cause });

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

/**
 * Creates the error of these details, and of those of a `base` error if it is given.
 *
 * @param {PressOneError | undefined} base
 * @param {object} details
 * @param {unknown} cause
 */
export function refine(base, details, cause) {
  const all = /** @type {any} */ ({ ...base, message: base?.message });
  return pressoneError(Object.assign(all, details), cause ?? base?.cause);
}
