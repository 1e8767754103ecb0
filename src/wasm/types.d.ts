/**
 * Where answers and the journal of purchases are kept: anything in the shape of Web Storage, with or
 * without promises. Clients that share it share both.
 */
export interface StorageAdapter {
  getItem(key: string): string | null | undefined | Promise<string | null | undefined>;
  /** Resolves when the value is where a crash does not reach it. */
  setItem(key: string, value: string): unknown;
  removeItem(key: string): unknown;
  /**
   * Writes `value` where `before` is kept (null: nothing), in one step; `false` where it is not. An empty
   * `value` stands for nothing: the item may be removed. With this, no two of those who share the storage
   * send an order of the same reference.
   */
  replaceItem?(key: string, before: string | null, value: string): boolean | Promise<boolean>;
  /**
   * Does `work` while nobody else who shares the storage does any under this name. With it, a call waits
   * for the outcome of another with the same reference, instead of looking for it. Without both, only
   * the calls of one process are kept apart.
   */
  // biome-ignore lint/suspicious/noExplicitAny: what `work` gives is the storage's to hand back.
  lock?(name: string, work: () => Promise<any>): Promise<any>;
  /** The keys that begin with this. Without it nothing can be recovered. */
  keys?(prefix: string): readonly string[] | Promise<readonly string[]>;
}

/** What a client tells its `onEvent`. Holds no secret, no ICCID, no body. */
export type ClientEvent =
  /** A request leaves. `attempt` counts from 0. */
  | { type: "request"; endpoint: string; method: string; attempt: number }
  /** An answer came, whatever its status. */
  | { type: "response"; endpoint: string; attempt: number; status: number; durationMs: number }
  /** No answer came. */
  | { type: "failure"; endpoint: string; attempt: number; kind: string; durationMs: number }
  /** A read will be tried again after `delayMs`. */
  | { type: "retry"; endpoint: string; attempt: number; kind: string; delayMs: number }
  /**
   * What the journal says of a purchase or renewal now, and whether it says so after the process has
   * ended.
   */
  | {
      type: "journal";
      endpoint: string;
      state: "sending" | "done" | "released" | "unknown" | "not_recorded";
      kept: "durable" | "memory";
    }
  /** A kept answer was used, or a new one kept. */
  | { type: "cache"; endpoint: string; source: "network" | "cache" | "stale" };

/** The options of every call. */
export interface CallOptions {
  /** Ends the call: error kind `aborted`, or `outcome_unknown` for a write that had left. */
  signal?: AbortSignal | undefined;
  /** The time for the whole call with all its attempts, in ms. */
  timeoutMs?: number | undefined;
}

/** What a client is made with. */
export interface ClientOptions {
  /**
   * Where the API is: https, or http on a loopback address; in a page it may be relative, such as
   * `/api/pressone`, for the shop's own server.
   */
  baseUrl: string;
  /** The partner's credentials. On a server or edge worker only: refused in a page. */
  credentials?: { client_id: string; client_secret: string } | undefined;
  /** A token that somebody else got, or a function that gives one; asked before each request. */
  token?: string | (() => string | Promise<string>) | undefined;
  /**
   * The voice product (`renewNumber`), whose host and authentication are not documented. Its
   * `headers` are sent instead of the access token. Without `baseUrl` it is where the rest is.
   */
  voice?:
    | { baseUrl?: string | undefined; headers?: Record<string, string> | undefined }
    | undefined;
  /** Sent with every request to `baseUrl`. */
  headers?: Record<string, string> | undefined;
  /**
   * Where package history and the journal of purchases are kept. Without one: in a page history in
   * `localStorage` and the journal in IndexedDB, for `localStorage` loses it in a crash; elsewhere both
   * in memory, which ends with the process. For history, one that takes longer than a second is not
   * asked again.
   */
  storage?: StorageAdapter | undefined;
  /**
   * Names the account that kept data belongs to. Give one wherever different accounts can use the
   * same storage and no credentials tell them apart: tokens, which are replaced, tell histories apart,
   * and not the journals of purchases.
   */
  partition?: string | undefined;
  /** Used instead of the global `fetch`. Called with one `Request`. */
  fetch?: ((request: Request) => Promise<Response>) | undefined;
  /** The time for a whole call, in ms; 30000 if not given. */
  timeoutMs?: number | undefined;
  /** How often a read is tried again, 0 to 10; 2 if not given. Writes leave once. */
  maxRetries?: number | undefined;
  /**
   * How long an order whose answer was lost is looked for, in ms, 0 to 600000; 5000 if not given. It is
   * looked for at once, after 500 ms, and then after pauses that double.
   */
  lookUpMs?: number | undefined;
  /** Told of requests, answers, retries, the journal and the cache. */
  onEvent?: ((event: ClientEvent) => void) | undefined;
}
