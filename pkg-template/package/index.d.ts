import type { Client, ClientOptions } from "./pressone_esim.js";

export * from "./types.js";

/**
 * Creates a client. The first call loads the WebAssembly module. Importing the package runs nothing.
 *
 * @throws {PressOneError} `configuration` if an option cannot work; the message says what to change.
 * `network` if the module could not be loaded; the next call tries again.
 */
export function createClient(options: ClientOptions): Promise<Client>;

/** The values of `error.kind`. */
export type ErrorKind =
  | "invalid_argument"
  | "configuration"
  | "authentication"
  | "permission"
  | "not_found"
  | "validation"
  | "package_unavailable"
  | "price_changed"
  | "insufficient_balance"
  | "sim_recycled"
  | "rate_limited"
  | "network"
  | "timeout"
  | "aborted"
  | "server"
  | "decode"
  | "outcome_unknown"
  | "reference_reused"
  | "in_progress"
  | "purchase_closed"
  | "number_busy"
  | "payment_required"
  | "payment_pending"
  | "storage";

/** The error that every call rejects with. Branch on `kind`. */
export class PressOneError<Kind extends ErrorKind = ErrorKind> extends Error {
  protected constructor();
  readonly kind: Kind;
  /** The HTTP status, if the server answered. */
  readonly status?: number;
  /** The server's business code. */
  readonly code?: number | string;
  /** The server's message. It is for you, not for shoppers. */
  readonly reason?: string;
  /** The server's messages about single fields of the request. */
  readonly fields?: Record<string, string[]>;
  /** The wait that the server asks for, in ms. */
  readonly retryAfterMs?: number;
  /** The argument, or the field of the answer, that the error is about, such as `data[3].price`. */
  readonly path?: string;
  /**
   * The reference of the purchase or renewal. If its outcome is unknown, call again with this reference,
   * never with another one.
   */
  readonly reference?: string;
  /**
   * Of a purchase or renewal: `not_ordered` if nothing was ordered, `unknown` if the order may have been
   * made. Absent if the arguments were refused, so that nothing was sent.
   */
  readonly outcome?: "not_ordered" | "unknown";
  /** The number of failed tries of the reference. */
  readonly tries?: number;
  /** True if an earlier try failed, and this call sent nothing. */
  readonly stored?: boolean;
  /** For `price_changed`: both prices, in USD. */
  readonly prices?: { paid: number; offered: number };
  /** The error that led to this one. */
  readonly cause?: unknown;
}

/** An argument is missing, unknown or of the wrong form; `path` names it. Nothing was sent. */
export class InvalidArgumentError extends PressOneError<"invalid_argument"> {}
/**
 * An option of the client cannot work or is not safe. Nothing was sent, or nothing was done: the server
 * needs a `Content-Length` (status 411), so pass a `fetch` that sends one.
 */
export class ConfigurationError extends PressOneError<"configuration"> {}
/** The server refused the credentials or the token. */
export class AuthenticationError extends PressOneError<"authentication"> {}
/** The server accepted the token and does not allow this request. */
export class PermissionError extends PressOneError<"permission"> {}
/** The server does not know the eSIM, order or user. */
export class NotFoundError extends PressOneError<"not_found"> {}
/** The server refused a value; `fields` may name it. */
export class ValidationError extends PressOneError<"validation"> {}
/** The package is no longer offered for this eSIM. Nothing was ordered. */
export class PackageUnavailableError extends PressOneError<"package_unavailable"> {}
/** The package's price differs from the `price` of the request. Nothing was ordered. */
export class PriceChangedError extends PressOneError<"price_changed"> {}
/** The partner's balance does not cover the order. */
export class InsufficientBalanceError extends PressOneError<"insufficient_balance"> {}
/** The eSIM was recycled. It can no longer be used or topped up. */
export class SimRecycledError extends PressOneError<"sim_recycled"> {}
/** The server received too many requests; `retryAfterMs` is the wait that it asks for. */
export class RateLimitedError extends PressOneError<"rate_limited"> {}
/** No complete answer arrived from the server, or the module could not be loaded. */
export class NetworkError extends PressOneError<"network"> {}
/** The call took longer than its `timeoutMs`. */
export class TimeoutError extends PressOneError<"timeout"> {}
/** The call's `signal` ended it; `cause` is the signal's reason. Or `confirmOffer` refused the purchase. */
export class AbortedError extends PressOneError<"aborted"> {}
/** The server failed, or answered with a redirect. */
export class ServerError extends PressOneError<"server"> {}
/** The answer cannot be read, is too long, or lacks a required field; `path` names the place. */
export class DecodeError extends PressOneError<"decode"> {}
/**
 * The request of a purchase or renewal was sent, and its outcome is unknown. Call again with the same
 * `reference`, now or later: the client looks for the outcome and sends nothing.
 */
export class OutcomeUnknownError extends PressOneError<"outcome_unknown"> {}
/** The reference belongs to another purchase or renewal. Nothing was ordered. */
export class ReferenceReusedError extends PressOneError<"reference_reused"> {}
/** Another call is at work on the reference or number. `retryAfterMs` is a wait. Ask `getPurchase`. */
export class InProgressError extends PressOneError<"in_progress"> {}
/** The shop closed the reference. Nothing was ordered, and it never buys again. */
export class PurchaseClosedError extends PressOneError<"purchase_closed"> {}
/** Another renewal of the number is open; `reference` names it. Nothing was sent. */
export class NumberBusyError extends PressOneError<"number_busy"> {}
/** The payment of the reference was not made. Nothing was ordered. */
export class PaymentRequiredError extends PressOneError<"payment_required"> {}
/** The payment of the reference is not confirmed yet. `retryAfterMs` is a wait. */
export class PaymentPendingError extends PressOneError<"payment_pending"> {}
/** The store failed. This call sent nothing. */
export class StorageError extends PressOneError<"storage"> {}
