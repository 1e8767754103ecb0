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

/** The details of an error that you create yourself, as in tests. */
export interface ErrorDetails {
  message: string;
  status?: number | undefined;
  code?: number | string | undefined;
  reason?: string | undefined;
  fields?: Record<string, string[]> | undefined;
  retryAfterMs?: number | undefined;
  path?: string | undefined;
  reference?: string | undefined;
  outcome?: "not_ordered" | "unknown" | undefined;
  tries?: number | undefined;
  stored?: boolean | undefined;
  prices?: { paid: number; offered: number } | undefined;
  cause?: unknown;
}

/**
 * The error that every call rejects with. Branch on `kind`. `instanceof` also holds for the errors of
 * another copy of the package.
 */
export class PressOneError<Kind extends ErrorKind = ErrorKind> extends Error {
  constructor(details: ErrorDetails & { kind: Kind });
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
   * made. Absent if an argument was refused, because then nothing was sent.
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
  /** The name, the message and the details, for logs. */
  toJSON(): { name: string; message: string; kind: Kind; [detail: string]: unknown };
}

/** An argument is missing, unknown or of the wrong form; `path` names it. Nothing was sent. */
export class InvalidArgumentError extends PressOneError<"invalid_argument"> {
  constructor(details: ErrorDetails);
}
/**
 * An option of the client cannot work or is not safe; `path` names it. `options.baseUrl` is also named if it answers
 * with HTML. Or the server needs a `Content-Length` (status 411) and did nothing: pass a `fetch` that sends the
 * header.
 */
export class ConfigurationError extends PressOneError<"configuration"> {
  constructor(details: ErrorDetails);
}
/** The server refused the credentials or the token. */
export class AuthenticationError extends PressOneError<"authentication"> {
  constructor(details: ErrorDetails);
}
/** The server accepted the token and does not allow this request. */
export class PermissionError extends PressOneError<"permission"> {
  constructor(details: ErrorDetails);
}
/** The server does not know the eSIM, order or user. */
export class NotFoundError extends PressOneError<"not_found"> {
  constructor(details: ErrorDetails);
}
/** The server refused a value; `fields` may name it. */
export class ValidationError extends PressOneError<"validation"> {
  constructor(details: ErrorDetails);
}
/** The package is no longer offered for this eSIM. Nothing was ordered. */
export class PackageUnavailableError extends PressOneError<"package_unavailable"> {
  constructor(details: ErrorDetails);
}
/** The package's price differs from the `price` of the request. Nothing was ordered. */
export class PriceChangedError extends PressOneError<"price_changed"> {
  constructor(details: ErrorDetails);
}
/** The partner's balance does not cover the order. */
export class InsufficientBalanceError extends PressOneError<"insufficient_balance"> {
  constructor(details: ErrorDetails);
}
/** The eSIM was recycled. It can no longer be used or topped up. */
export class SimRecycledError extends PressOneError<"sim_recycled"> {
  constructor(details: ErrorDetails);
}
/** The server received too many requests; `retryAfterMs` is the wait that it asks for. */
export class RateLimitedError extends PressOneError<"rate_limited"> {
  constructor(details: ErrorDetails);
}
/** No complete answer arrived from the server, or the module could not be loaded. */
export class NetworkError extends PressOneError<"network"> {
  constructor(details: ErrorDetails);
}
/** The call took longer than its `timeoutMs`. */
export class TimeoutError extends PressOneError<"timeout"> {
  constructor(details: ErrorDetails);
}
/** The call's `signal` aborted; `cause` is its reason. Or `confirmOffer` did not return true. */
export class AbortedError extends PressOneError<"aborted"> {
  constructor(details: ErrorDetails);
}
/** The server failed, or answered with a redirect. */
export class ServerError extends PressOneError<"server"> {
  constructor(details: ErrorDetails);
}
/** The answer cannot be read, is too long, or lacks a required field; `path` names the place. */
export class DecodeError extends PressOneError<"decode"> {
  constructor(details: ErrorDetails);
}
/**
 * The request may have been carried out, by this call or an earlier one. Call again with the same `reference`: it
 * makes one order at most.
 */
export class OutcomeUnknownError extends PressOneError<"outcome_unknown"> {
  constructor(details: ErrorDetails);
}
/** The reference belongs to another purchase or renewal. Nothing was ordered. */
export class ReferenceReusedError extends PressOneError<"reference_reused"> {
  constructor(details: ErrorDetails);
}
/** Another call is at work on the reference or number. Wait `retryAfterMs`, then ask `getPurchase`. */
export class InProgressError extends PressOneError<"in_progress"> {
  constructor(details: ErrorDetails);
}
/** The shop closed the reference. Nothing was ordered, and the reference never buys again. */
export class PurchaseClosedError extends PressOneError<"purchase_closed"> {
  constructor(details: ErrorDetails);
}
/** Another renewal or claim of the number is open; `reference` names it. Nothing was sent. */
export class NumberBusyError extends PressOneError<"number_busy"> {
  constructor(details: ErrorDetails);
}
/** The shop's hook found no payment for the reference. This call ordered nothing. */
export class PaymentRequiredError extends PressOneError<"payment_required"> {
  constructor(details: ErrorDetails);
}
/** The payment of the reference is not confirmed yet. Wait `retryAfterMs`, then call again. */
export class PaymentPendingError extends PressOneError<"payment_pending"> {
  constructor(details: ErrorDetails);
}
/** The store failed. This call sent nothing. */
export class StorageError extends PressOneError<"storage"> {
  constructor(details: ErrorDetails);
}

/**
 * True if a purchase or renewal was refused for good: nothing was ordered, and the same call would be refused
 * again. Then close the reference, and give the payment back once its state is `closed`. False for every other
 * error, such as `network`, `rate_limited` or an unknown outcome: call again with the same reference.
 */
export function isRefused(error: unknown): boolean;
