/** An imitation of PressOne for tests and development. It sends nothing. */

/** One of the partner's calls. */
export type Endpoint =
  | "token"
  | "balance"
  | "buy"
  | "packages"
  | "devices"
  | "esims"
  | "esim"
  | "usage"
  | "instructions"
  | "topups"
  | "submit"
  | "history"
  | "orders"
  | "order"
  | "renew"
  | "numbers"
  | "claim"
  | "users";

/** The target of a fault: an endpoint, all endpoints of a product, or every endpoint. */
export type FaultTarget = Endpoint | "data" | "voice" | "*";

/** The kinds of faults. The README describes each. */
export type FaultName =
  | "latency"
  | "cut-before"
  | "cut-after"
  | "half-answer"
  | "truncated-json"
  | "odd-body"
  | "late-visibility"
  | "hang"
  | "status"
  | "html"
  | "not-json"
  | "redirect"
  | "raw-answer"
  | "endless-body"
  | "length-required"
  | "rate-limited"
  | "error"
  | "invalid"
  | "order-limit"
  | "unauthorized"
  | "forbidden";

/** A fault. It waits in a queue, and a request takes the first fault for its endpoint. */
export interface Fault {
  endpoint: FaultTarget;
  kind: FaultName;
  /** The number of requests that take it; 1 by default. */
  times?: number | "always" | undefined;
  /** The number of requests that pass before it; 0 by default. */
  skip?: number | undefined;
  /** True if the request takes effect first, such as an order that is made, and the fault follows. */
  after?: boolean | undefined;
  /** The time before the answer, in ms; 0 by default. */
  delay?: number | undefined;
  /** `latency`: the time before the answer, in ms. `late-visibility`: until the order is listed. */
  ms?: number | undefined;
  /** `status`, `html`, `redirect`, `raw-answer`, `endless-body`: the HTTP status, 200 to 599. */
  status?: number | undefined;
  /** `status`: the kind of the body; `json` by default. */
  body?: "json" | "html" | "empty" | undefined;
  /** `rate-limited`, `status`: the header `Retry-After` in seconds or as a text; null for no header. */
  retryAfter?: number | string | null | undefined;
  /** `redirect`: the target. */
  location?: string | undefined;
  /** `error`: PressOne's business code, such as 11 for an insufficient balance. */
  code?: number | undefined;
  /** `odd-body`: one of `ODD_BODIES`. `raw-answer`: a name of `RAW_ANSWERS`. */
  variant?: string | undefined;
  /** `raw-answer`: the body as a JSON value. */
  json?: unknown;
  /** `raw-answer`: the body as a text. */
  text?: string | undefined;
  /** `raw-answer`: headers of the answer. */
  headers?: Record<string, string> | undefined;
  /** `endless-body`: the length of the body in megabytes; 64 by default. */
  megabytes?: number | undefined;
  /** `endless-body`: true if `Content-Length` announces the length. */
  contentLength?: boolean | undefined;
}

/** The queue of faults. */
export interface Faults {
  /** Adds faults. Throws a `TypeError` if a fault is not possible. */
  add(faults: Fault | Fault[]): void;
  /** Returns the faults that no request has taken. */
  list(): Fault[];
  /** Removes all faults. */
  clear(): void;
}

/** The irregular answers of real servers: one switch each. The first value is the default. */
export type Shapes = {
  topupList?: "older" | "newer" | "newer-discount" | "oldest";
  orderSubmit?: "older" | "newer" | "discount";
  history?: "older" | "newer" | "newer-discount";
  historyRemainders?: "missing" | "present" | "null";
  orderListNumbers?: "text" | "number";
  numbersAsText?: false | true;
  dataByIndex?: false | true;
  notFoundAs200?: false | true;
  contentType?: "application/json" | "text/plain" | "*/*" | "missing";
  htmlErrors?: false | true;
  optionalFields?: "filled" | "null" | "missing";
  fieldMessages?: "text" | "array";
  validationBody?: "fields" | "code" | "reason" | "meta";
  validationStatus?: 422 | 400;
  businessCode?: "number" | "text";
  retryAfter?: "seconds" | "date" | "missing";
  perPage?: "auto" | "text" | "number";
  ids?: "number" | "big" | "text";
  iccidAsNumber?: false | true;
  extraFields?: false | true;
  unknownStatus?: false | true;
  timestamps?: "documented" | "zoned" | "bare" | "minutes";
  meta?: "object" | "text" | "missing";
  metaMessage?: "success" | "succes" | "api.succes";
  emptyPage?: "null" | "zero";
  unlimited?: "documented" | "large-amount" | "flag-false" | "flag-null";
  esims?: "older" | "newer";
  steps?: "object" | "list";
  balances?: "account" | "none";
  unknownOrder?: "unauthorized" | "not-found";
  unauthorized?: "authentication" | "authorization";
  recycledHistory?: "list" | "code" | "not-found";
  iccidFilterFindsTopups?: false | true;
  rangeEnd?: "whole-day" | "midnight";
  expiresIn?: "year" | "day" | "missing";
  voiceErrors?: "detail" | "envelope";
  voicePathWithoutSlash?: "refused" | "redirect";
  cacheControl?: "no-cache, private" | "public, max-age=600" | "missing";
};

/** A set of switches: an old server, a new server, or every irregularity that leaves answers usable. */
export type Preset = "older" | "newer" | "everything irregular";

/** The switches of a sandbox. */
export interface ShapeSwitches {
  /** The value of every switch. */
  readonly current: Readonly<Required<Shapes>>;
  /** Sets the given switches, or all switches to those of a preset. Returns every switch. */
  set(change: Shapes | Preset): Required<Shapes>;
  /** Sets all switches to those that the sandbox was created with. */
  reset(): void;
}

/** The limits of PressOne, and the headers that a sandbox over HTTP sends. */
export type Settings = {
  /** The time in which an eSIM's history is answered once, in ms; 900000 by default, 0 for no limit. */
  historyWindowMs: number;
  /** The number of requests for the usage of an eSIM in a minute; 100 by default, 0 for no limit. */
  usagePerMinute: number;
  /** The number of requests for packages in a minute; 40 by default, 0 for no limit. */
  packagesPerMinute: number;
  /** The number of token requests in a minute; 0 by default, for no limit. */
  tokensPerMinute: number;
  /** The number of eSIMs that requests can buy in all; 1000 by default. */
  esimStock: number;
  /** The time until the order list shows a new order, in ms; 0 by default. */
  listedAfterMs: number;
  /** True if pages of other origins may read the answers; false by default. */
  cors: boolean;
  /** True if those pages may read `Retry-After`; true by default. */
  exposeRetryAfter: boolean;
  /** True if a body without `Content-Length` is answered with 411, over HTTP only; false by default. */
  refuseChunked: boolean;
  /** The value of the voice product's own header; empty by default, for the access token alone. */
  partnerKey: string;
};

export interface SandboxOptions {
  /** Returns the time in ms since 1970; `Date.now` by default. */
  now?: (() => number) | undefined;
  /** The partner's balance in US dollars; 250 by default. */
  balance?: number | undefined;
  /** Irregular answers: switches, or the name of a preset; `"older"` by default. */
  shapes?: Shapes | Preset | undefined;
  settings?: Partial<Settings> | undefined;
  /** Returns the description of an order that exists at the beginning. `text` is the one that it has. */
  describe?: ((text: string, index: number) => string) | undefined;
}

/** The sandbox's time. */
export interface Clock {
  /** Returns the time in ms since 1970. */
  now(): number;
  /** Moves the time forward by `ms` and returns the new time in ms since 1970. */
  advance(ms: number): number;
  /** Undoes every advance. */
  reset(): void;
}

/** A request that a sandbox received. */
export interface LoggedRequest {
  /** Counted from 1. */
  n: number;
  /** The sandbox's time in ms since 1970. */
  at: number;
  /** Null if there is no such endpoint. */
  endpoint: Endpoint | null;
  method: string;
  path: string;
  query: [name: string, value: string][];
  headers: Record<string, string>;
  /** The fields of the body. */
  fields: Record<string, unknown> | null;
  /** The kind of the fault that the request took. */
  fault: FaultName | null;
  /** Bytes of an endless body that the connection has taken. */
  streamed: { bytes: number } | null;
  /** The status of the answer; null if there is none, or none yet. */
  status: number | null;
}

/** A request that PressOne's documentation does not allow. */
export interface Violation {
  source: "sandbox" | "validator";
  message: string;
  method: string;
  path: string;
}

/** An order that a request made. */
export interface LedgerOrder {
  id: number;
  code: string;
  /** The eSIM of a top-up, or the first new eSIM. */
  iccid: string;
  /** All eSIMs of the order. */
  iccids: string[];
  quantity: number;
  package_id: string;
  /** US dollars, for one. */
  price: number;
  description: string;
  status: string;
  /** Time in ms since 1970. */
  createdAt: number;
  /** The time from which the order list shows it, in ms since 1970. */
  visibleAt: number;
}

/** The changes that requests made. */
export interface Ledger {
  /** US dollars. */
  balance: number;
  /** Oldest first. */
  orders: LedgerOrder[];
  /** Oldest first; `at` in ms since 1970. */
  renewals: { email: string; kind: "renewed" | "upgraded"; at: number }[];
  /** Oldest first; `at` in ms since 1970. */
  claims: { email: string; mobile: string; at: number }[];
  /** The number of access tokens. */
  tokens: number;
}

/** A change of an eSIM's offers. */
export interface OfferChange {
  iccid: string;
  package_id: string;
  /** The new price in US dollars. */
  price?: number | undefined;
  /** Removes the package from the offers. */
  remove?: boolean | undefined;
  /** Adds a package of the catalogue to the offers. */
  add?: boolean | undefined;
}

/** The use of an eSIM by a phone. */
export interface EsimUse {
  iccid: string;
  /** Data that is used at once, in MB; 0 by default. */
  megabytes?: number | undefined;
}

export type EsimName =
  | "active"
  | "noOffers"
  | "recycled"
  | "notActive"
  | "finished"
  | "digits17"
  | "digits22"
  | "unlimited"
  | "voiceText"
  | "unknown";

export type SubscriberName = "subscriber" | "freeTrial" | "unknown";

/** An imitation of PressOne, with its own eSIMs, offers, orders, balance, numbers and tokens. */
export interface Sandbox {
  /** Answers like `fetch`. The option `fetch` of the partner client. */
  fetch(input: Request | URL | string, init?: RequestInit): Promise<Response>;
  /** The option `baseUrl` of the partner client. No server has this address. */
  readonly baseUrl: string;
  /** The option `credentials` of the partner client. */
  readonly credentials: Readonly<{ client_id: string; client_secret: string }>;
  /** The eSIMs by kind. */
  readonly iccids: Readonly<Record<EsimName, string>>;
  /** A sentence about each eSIM. */
  readonly esims: readonly { name: EsimName; iccid: string; about: string }[];
  /** The e-mail addresses of subscribers with a number. */
  readonly emails: Readonly<Record<SubscriberName, string>>;
  /** The numbers of these subscribers. */
  readonly mobiles: Readonly<Record<SubscriberName, string>>;
  /**
   * The option `numbers` of the partner client. PressOne documents neither the paths nor the fields of these two
   * endpoints, so they are the sandbox's own.
   */
  readonly numbers: Readonly<{
    availablePath: string;
    claimPath: string;
    numberField: string;
    emailField: string;
  }>;
  readonly clock: Clock;
  readonly faults: Faults;
  readonly shapes: ShapeSwitches;
  readonly settings: Readonly<Settings>;
  /** The requests since the beginning or the last reset, oldest first. */
  readonly requests: readonly LoggedRequest[];
  /** The requests that PressOne's documentation does not allow. A reset keeps them. */
  readonly violations: readonly Violation[];
  /** The changes that requests made: a new object at each access. */
  readonly ledger: Ledger;
  /** Changes settings and returns all of them. */
  configure(change: Partial<Settings>): Settings;
  /** Uses an eSIM. The first use activates it, and its first package begins. */
  useEsim(use: EsimUse): void;
  /** Sets the balance in US dollars. */
  setBalance(dollars: number): void;
  /** Changes the offers of an eSIM. */
  changeOffer(change: OfferChange): void;
  /** Changes the status of an order, which `id` names by its id or code. */
  setOrderStatus(
    id: number | string,
    status: "completed" | "failed" | "refunded" | "partially_refunded",
  ): void;
  /** Revokes every access token. */
  revokeTokens(): void;
  /** Resets everything but the violations. `empty` begins an account without eSIMs, orders and users. */
  reset(beginning?: { empty?: boolean | undefined }): void;
}

/** Creates a sandbox. It needs no network and no file. */
export function createSandbox(options?: SandboxOptions): Sandbox;

export const CREDENTIALS: Sandbox["credentials"];
export const ICCIDS: Sandbox["iccids"];
export const EMAILS: Sandbox["emails"];
export const MOBILES: Sandbox["mobiles"];

/** A kind of faults. */
export interface FaultKind {
  kind: FaultName;
  /** True if PressOne's documentation has the answer. */
  documented: boolean;
  /** The moment of the fault: before or after the request takes effect. */
  moment: "before" | "after" | "either";
  description: string;
}

export const FAULT_KINDS: readonly FaultKind[];
/** The variants of the fault `odd-body`. */
export const ODD_BODIES: readonly string[];
/** The variants of the fault `raw-answer`. */
export const RAW_ANSWERS: Readonly<Record<string, { status: number; json: unknown }>>;

/** A switch of irregular answers. */
export interface ShapeSwitch {
  key: keyof Shapes;
  /** The first one is the default. */
  values: (string | number | boolean)[];
  description: string;
}

export const SHAPES: readonly ShapeSwitch[];
export const PRESETS: Readonly<Record<Preset, Shapes>>;
