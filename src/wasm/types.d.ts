import type { Store } from "./stores/index.js";

/** A storage for package histories. It has the methods of Web Storage; each may return a promise. */
export interface StorageAdapter {
  /** Returns the value of a key; null or undefined if there is none. */
  getItem(key: string): string | null | undefined | Promise<string | null | undefined>;
  /** Stores a value. */
  setItem(key: string, value: string): unknown;
  /** Removes a key. */
  removeItem(key: string): unknown;
}

/** An event of a client, for `onEvent`. It contains no secret, no ICCID and no body. */
export type ClientEvent =
  /** A request is sent. `attempt` is 0 for the first attempt. */
  | { type: "request"; endpoint: string; method: string; attempt: number }
  /** An answer arrived, with any status. */
  | { type: "response"; endpoint: string; attempt: number; status: number; durationMs: number }
  /** No answer arrived. `kind` is the kind of the error. */
  | { type: "failure"; endpoint: string; attempt: number; kind: string; durationMs: number }
  /** A read is repeated after `delayMs`. `kind` is the kind of the error. */
  | { type: "retry"; endpoint: string; attempt: number; kind: string; delayMs: number }
  /**
   * A purchase of a partner client has a new state.
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
  /** The partner client's store is in memory: nothing survives the process. Told once. */
  | { type: "memory_store"; endpoint: string }
  /** `getPackageHistory` returned a history. `source` is that of the result. */
  | { type: "cache"; endpoint: string; source: "network" | "cache" | "stale" };

/** The options of a call. */
export interface CallOptions {
  /** Ends the call with kind `aborted`, or with `outcome_unknown` if a write has been sent. */
  signal?: AbortSignal | undefined;
  /** The timeout of the whole call with all its attempts, in ms. The default is the client's. */
  timeoutMs?: number | undefined;
  /**
   * Called with the promise of work that goes on after the call, such as a look for an open order. On
   * Workers pass `context.waitUntil`.
   */
  waitUntil?: ((work: Promise<unknown>) => void) | undefined;
}

/**
 * The options of a client. With `credentials` it is a partner client, on a server or edge worker. Without, it
 * is a page client, which talks to the shop's gateway.
 */
export interface ClientOptions {
  /**
   * The URL of the API: https, or http on a loopback address. In a page, the URL of your own server's
   * gateway, which may be relative, such as `/api/pressone`.
   */
  baseUrl: string;
  /** The partner's credentials. Only for a server or edge worker: refused in a page. */
  credentials?: { client_id: string; client_secret: string } | undefined;
  /**
   * For a page client: a token of the shop's own session, or a function that returns one. The function is
   * called before each attempt.
   */
  token?: string | (() => string | Promise<string>) | undefined;
  /**
   * For a partner client: where the journal, the access token and the histories live. All servers of a shop
   * have one store. By default the memory of the process, which forgets all when it ends.
   */
  store?: Store | undefined;
  /**
   * For a partner client: random text of at least 32 characters, the same for all servers of the shop, or an
   * array of such texts, newest first. It encrypts the stored token and makes the shoppers' digests. Needed
   * with `store`.
   */
  secret?: string | readonly string[] | undefined;
  /** The limit of each call of the store, in ms: 1 to 60000. The default is 5000. */
  storeTimeoutMs?: number | undefined;
  /**
   * For a partner client: returns the outcome of a renewal whose answer was lost, from the voice product's
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
  /**
   * For a page client: the storage of package histories. By default `localStorage` in a page, else memory. A
   * storage that takes longer than one second is not used again.
   */
  storage?: StorageAdapter | undefined;
  /**
   * The name of the account that stored data belongs to. For a partner client: the part of the journal. Two
   * shops with one store need different ones.
   */
  partition?: string | undefined;
  /** The function to use instead of the global `fetch`. It is called with a `Request`. */
  fetch?: ((request: Request) => Promise<Response>) | undefined;
  /**
   * The timeout of a whole call, in ms. The default is 30000, and 15000 for a
   * partner client on Cloudflare Workers.
   */
  timeoutMs?: number | undefined;
  /** The number of retries of a read, 0 to 10. The default is 2. Writes are never retried. */
  maxRetries?: number | undefined;
  /**
   * The time for the lookup of an order whose answer was lost, in ms: 0 to 600000. The default is 5000. The
   * lookup searches at once, again after 500 ms, and then after pauses that double.
   */
  lookUpMs?: number | undefined;
  /** Called for each event. An exception is ignored. */
  onEvent?: ((event: ClientEvent) => void) | undefined;
}

/** The answer of `judgeRenewal`. */
export type JudgedRenewal = "done" | "failed" | undefined;
