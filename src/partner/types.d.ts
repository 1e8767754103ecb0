import type { Store } from "./stores/index.js";

/** An event of a partner client, for `onEvent`. It contains no secret, no ICCID and no body. */
export type PartnerEvent =
  | RequestEvent
  /**
   * A purchase has a new state.
   *
   * `open`: its entry is written, and the request is sent next. `done`, `failed`, `closed`: the outcome is
   * written. `not_recorded`: the order is known, but the store did not confirm it. `unknown`: the call ends
   * with `outcome_unknown`. `overdue`: it has been open for a day. Each `recoverPurchases` sends it again.
   */
  | {
      type: "purchase";
      endpoint: string;
      state: "open" | "done" | "failed" | "closed" | "not_recorded" | "unknown" | "overdue";
      reference: string;
    }
  /** A reference has two orders. A person has to look. */
  | {
      type: "duplicate_order";
      endpoint: string;
      reference: string;
      orders: { id: Id | null; code: string | null }[];
    }
  /** The store is in memory, and loses everything when the process ends. Sent once, by `createClient`. */
  | { type: "memory_store"; endpoint: string };

/** The options of a call on a server. */
export interface PartnerCallOptions extends CallOptions {
  /** The number of retries of a read, 0 to 10. The default is the client's. */
  maxRetries?: number | undefined;
  /**
   * Called with the promise of work that goes on after the call, such as a lookup of an open order. On
   * Workers pass `(work) => context.waitUntil(work)`. An unbound `context.waitUntil` throws there.
   */
  waitUntil?: ((work: Promise<unknown>) => void) | undefined;
}

/** The options of a partner client, on a server or edge worker. */
export interface PartnerOptions {
  /** The URL of PressOne's API: https, or http on a loopback address. */
  baseUrl: string;
  /** The partner's credentials. They are refused in a page, and in a worker of a page. */
  credentials: { client_id: string; client_secret: string };
  /**
   * The store of the journal, the access token and the histories. All servers of a shop share one store. The
   * default is the memory of the process, which is lost when the process ends.
   */
  store?: Store | undefined;
  /**
   * Random text of at least 32 characters, or an array of such texts, newest first. All servers of the shop have
   * the same. It encrypts the stored token, and makes the shoppers' digests. Required with `store`.
   */
  secret?: string | readonly string[] | undefined;
  /** The limit of each call of the store, in ms: 1 to 60000. The default is 5000. */
  storeTimeoutMs?: number | undefined;
  /**
   * Returns the outcome of a renewal whose answer was lost: `done`, `failed`, or undefined if it is unknown.
   * `before` and `after` are the voice product's answers about the number.
   */
  judgeRenewal?:
    | ((before: unknown, after: unknown) => JudgedRenewal | Promise<JudgedRenewal>)
    | undefined;
  /**
   * Returns the outcome of a claim whose answer was lost: `done`, `failed`, or undefined if it is unknown. `before` and
   * `after` are the voice product's answers about the user with the claim's email address.
   */
  judgeClaim?:
    | ((before: unknown, after: unknown) => JudgedRenewal | Promise<JudgedRenewal>)
    | undefined;
  /**
   * The endpoints of numbers. PressOne does not document their paths and fields, so there are no defaults.
   *
   * `availablePath` is that of `getAvailableNumbers`. `numberField` is the field that has the number, in a row of its
   * answer and in the body of a claim. `claimPath` is that of `claimNumber`, and `emailField` the field of its body that
   * has the email address.
   */
  numbers?:
    | {
        availablePath?: string | undefined;
        claimPath?: string | undefined;
        numberField?: string | undefined;
        emailField?: string | undefined;
      }
    | undefined;
  /**
   * The voice product (`renewNumber`). PressOne does not document its host and authentication.
   *
   * `baseUrl` is its URL; by default the client's. `headers` are sent instead of the access token.
   */
  voice?:
    | { baseUrl?: string | undefined; headers?: Record<string, string> | undefined }
    | undefined;
  /**
   * Paths that PressOne does not document. `compatibleDevices` is that of `getCompatibleDevices`, by default
   * `/customer/v2/compatible-devices-lite`.
   */
  paths?: { compatibleDevices?: string | undefined } | undefined;
  /** Headers of every request to `baseUrl`. */
  headers?: Record<string, string> | undefined;
  /** The name of the shop's part of the store. Two shops with one store need different names. */
  partition?: string | undefined;
  /**
   * The client's WebAssembly module, for a host that cannot find the package's own. The first client loads it, and
   * later clients use it. A value that cannot be a module is refused each time.
   */
  module?: ModuleSource | PromiseLike<ModuleSource> | undefined;
  /** The function to use instead of the global `fetch`. It is called with a `Request`. */
  fetch?: ((request: Request) => Promise<Response>) | undefined;
  /**
   * The timeout of a whole call, and of the module's load, in ms. The default is 30000, and 15000 for calls on
   * Cloudflare Workers.
   */
  timeoutMs?: number | undefined;
  /** The number of retries of a read, 0 to 10. The default is 2. Writes are never retried. */
  maxRetries?: number | undefined;
  /**
   * The time for the lookup of an order whose answer was lost, in ms: 0 to 600000. The default is 5000. The
   * lookup searches at once, after 500 ms, and then after pauses that double.
   */
  lookUpMs?: number | undefined;
  /** Called for each event. An exception is ignored. */
  onEvent?: ((event: PartnerEvent) => void) | undefined;
}

/** The answer of `judgeRenewal` and `judgeClaim`. */
export type JudgedRenewal = "done" | "failed" | undefined;
