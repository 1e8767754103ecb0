import type { Client, ClientOptions } from "./pressone_esim.js";

export type {
  CallOptions,
  Client,
  ClientEvent,
  ClientOptions,
  HistoryEntry,
  HistoryPackage,
  Id,
  Issue,
  Order,
  OrderList,
  OrderListQuery,
  OrderStatus,
  OrderUser,
  PackageHistory,
  PageMeta,
  RecoveredTopupOrder,
  Renewal,
  RenewalRequest,
  Settlement,
  Sim,
  StorageAdapter,
  TopupOrder,
  TopupOrderRequest,
  TopupPackage,
} from "./pressone_esim.js";

/**
 * Makes a client. Loads the module the first time; importing the package alone runs nothing.
 *
 * @throws {PressOneError} `configuration`, with what is wrong and what to do instead.
 */
export function createClient(options: ClientOptions): Promise<Client>;

/** What went wrong: the value of `error.kind`. */
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
  | "storage";

/** Everything that a call rejects with. Branch on `kind`. */
export class PressOneError<Kind extends ErrorKind = ErrorKind> extends Error {
  protected constructor();
  readonly kind: Kind;
  /** The HTTP status, where there was an answer. */
  readonly status?: number;
  /** PressOne's business code. */
  readonly code?: number | string;
  /** The server's own words. */
  readonly reason?: string;
  /** The server's messages, per field. */
  readonly fields?: Record<string, string[]>;
  /** How long the server asks to wait, in ms. */
  readonly retryAfterMs?: number;
  /** The argument or the field of the answer that is meant, such as `data[3].price`. */
  readonly path?: string;
  /** The purchase or renewal whose outcome is not known: call again with it, never with another. */
  readonly reference?: string;
  readonly cause?: unknown;
}

/** An argument of the call is not what the function takes. Nothing was sent. */
export class InvalidArgumentError extends PressOneError<"invalid_argument"> {}
/** The client was set up in a way that cannot work or is not safe. Nothing was sent. */
export class ConfigurationError extends PressOneError<"configuration"> {}
/** The server does not accept the credentials or the token. */
export class AuthenticationError extends PressOneError<"authentication"> {}
/** The server knows the caller and does not allow this. */
export class PermissionError extends PressOneError<"permission"> {}
/** The server does not know the eSIM, order or user. */
export class NotFoundError extends PressOneError<"not_found"> {}
/** The server refused a value; `fields` may say which. */
export class ValidationError extends PressOneError<"validation"> {}
/** The package is not on offer for this eSIM now. Nothing was ordered. */
export class PackageUnavailableError extends PressOneError<"package_unavailable"> {}
/** The package costs something else than the shopper paid. Nothing was ordered. */
export class PriceChangedError extends PressOneError<"price_changed"> {}
/** The partner's balance does not cover the order. */
export class InsufficientBalanceError extends PressOneError<"insufficient_balance"> {}
/** The eSIM was recycled: it can neither be used nor topped up any more. */
export class SimRecycledError extends PressOneError<"sim_recycled"> {}
/** Too many requests; `retryAfterMs` says when to come back. */
export class RateLimitedError extends PressOneError<"rate_limited"> {}
/** No answer could be had from the server. */
export class NetworkError extends PressOneError<"network"> {}
/** The call took longer than its `timeoutMs`. */
export class TimeoutError extends PressOneError<"timeout"> {}
/** The caller's signal ended the call; `cause` is the signal's reason. */
export class AbortedError extends PressOneError<"aborted"> {}
/** The server failed, or answered with a redirect. */
export class ServerError extends PressOneError<"server"> {}
/** The answer cannot be read, or lacks what it must hold; `path` says where. */
export class DecodeError extends PressOneError<"decode"> {}
/**
 * A purchase or renewal left, and whether it happened is not known. Call again with its `reference`, now
 * or later: what is there is found, and nothing is sent.
 */
export class OutcomeUnknownError extends PressOneError<"outcome_unknown"> {}
/** The reference belongs to another purchase. */
export class ReferenceReusedError extends PressOneError<"reference_reused"> {}
/** The storage that purchases depend on does not work. Nothing was sent. */
export class StorageError extends PressOneError<"storage"> {}
