import type { Store } from "./stores/index.js";

/** An event of a partner client, for `onEvent`. It contains no secret, no ICCID and no body. */
export type PartnerEvent =
  | RequestEvent
  /**
   * A purchase has a new state.
   *
   * `open`: its entry is written, and the request is sent next. `done`, `failed`, `closed`: the outcome is
   * written. `not_recorded`: the order is known, but the store did not confirm it. `unknown`: the call ends
   * with `outcome_unknown`. `overdue`: it is open for a day.
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
  /** The store is in memory: nothing survives the process. Told once. */
  | { type: "memory_store"; endpoint: string };

/** The options of a call that can go on in the background. */
export interface PartnerCallOptions extends CallOptions {
  /**
   * Called with the promise of work that goes on after the call, such as a look for an open order. On
   * Workers pass `context.waitUntil`.
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
   * Where the journal, the access token and the histories live. All servers of a shop
   * have one store. By default the memory of the process, which forgets all when it ends.
   */
  store?: Store | undefined;
  /**
   * Random text of at least 32 characters, the same for all servers of the shop, or an
   * array of such texts, newest first. It encrypts the stored token and makes the shoppers' digests. Needed
   * with `store`.
   */
  secret?: string | readonly string[] | undefined;
  /** The limit of each call of the store, in ms: 1 to 60000. The default is 5000. */
  storeTimeoutMs?: number | undefined;
  /**
   * Returns the outcome of a renewal whose answer was lost, from the voice product's
   * answers about the number before and now. Return `done`, `failed`, or undefined if you cannot tell.
   */
  judgeRenewal?:
    | ((before: unknown, after: unknown) => JudgedRenewal | Promise<JudgedRenewal>)
    | undefined;
  /**
   * The voice product (`renewNumber`). PressOne does not document its host and authentication.
   *
   * `baseUrl` is its URL; by default the client's. `headers` are sent instead of the access token.
   */
  voice?:
    | { baseUrl?: string | undefined; headers?: Record<string, string> | undefined }
    | undefined;
  /** Headers of every request to `baseUrl`. */
  headers?: Record<string, string> | undefined;
  /** The part of the journal. Two shops with one store need different ones. */
  partition?: string | undefined;
  /** The function to use instead of the global `fetch`. It is called with a `Request`. */
  fetch?: ((request: Request) => Promise<Response>) | undefined;
  /** The timeout of a whole call, in ms. The default is 30000, and 15000 on Cloudflare Workers. */
  timeoutMs?: number | undefined;
  /** The number of retries of a read, 0 to 10. The default is 2. Writes are never retried. */
  maxRetries?: number | undefined;
  /**
   * The time for the lookup of an order whose answer was lost, in ms: 0 to 600000. The default is 5000. The
   * lookup searches at once, again after 500 ms, and then after pauses that double.
   */
  lookUpMs?: number | undefined;
  /** Called for each event. An exception is ignored. */
  onEvent?: ((event: PartnerEvent) => void) | undefined;
}

/** The answer of `judgeRenewal`. */
export type JudgedRenewal = "done" | "failed" | undefined;
