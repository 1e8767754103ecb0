/**
 * A storage for package histories and for the journal of purchases and renewals. It has the methods of Web
 * Storage; each method may return a promise. Clients with the same storage share its contents.
 */
export interface StorageAdapter {
  /** Returns the value of a key; null or undefined if there is none. */
  getItem(key: string): string | null | undefined | Promise<string | null | undefined>;
  /** Stores a value. Must return or resolve only after the value would survive a crash. */
  setItem(key: string, value: string): unknown;
  /** Removes a key. */
  removeItem(key: string): unknown;
  /**
   * Compares and sets in one atomic step: stores `value` if the key's value is `before`. `before` null means
   * that the key has no value. Returns true if it stored `value`, and false if the key had another value.
   *
   * An empty `value` means that the entry is removed: the storage may store `""` or remove the key.
   *
   * With this method, all clients of the storage together send at most one order per reference.
   */
  replaceItem?(key: string, before: string | null, value: string): boolean | Promise<boolean>;
  /**
   * Runs `work` while it holds the lock of this name, and settles when `work` does. Only one client of the
   * storage may hold the lock at a time.
   *
   * With this method, a call waits for a concurrent call with the same reference, instead of looking its
   * order up. Without `lock` and `replaceItem`, only the calls of one process are protected from each other.
   */
  // biome-ignore lint/suspicious/noExplicitAny: a storage may resolve to anything after `work`.
  lock?(name: string, work: () => Promise<any>): Promise<any>;
  /** Returns the keys that begin with `prefix`. Without this method, `recoverTopupOrders` finds nothing. */
  keys?(prefix: string): readonly string[] | Promise<readonly string[]>;
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
   * The state of a purchase or renewal changed.
   *
   * `sending`: its entry is written, and the request is sent next. `done`: the outcome is recorded.
   * `not_recorded`: the outcome is known, but the journal did not store it. `released`: it was not carried
   * out, and its entry is removed. `unknown`: the call ends with `outcome_unknown`.
   *
   * `kept` is `durable` if the journal survives the end of the process, else `memory`.
   */
  | {
      type: "journal";
      endpoint: string;
      state: "sending" | "done" | "released" | "unknown" | "not_recorded";
      kept: "durable" | "memory";
    }
  /** `getPackageHistory` returned a history. `source` is that of the result. */
  | { type: "cache"; endpoint: string; source: "network" | "cache" | "stale" };

/** The options of a call. */
export interface CallOptions {
  /** Ends the call with kind `aborted`, or with `outcome_unknown` if a write has been sent. */
  signal?: AbortSignal | undefined;
  /** The timeout of the whole call with all its attempts, in ms. The default is the client's. */
  timeoutMs?: number | undefined;
}

/** The options of a client. */
export interface ClientOptions {
  /**
   * The URL of the API: https, or http on a loopback address. In a page, the URL of your own server's
   * gateway, which may be relative, such as `/api/pressone`.
   */
  baseUrl: string;
  /** The partner's credentials. Only for a server or edge worker: refused in a page. */
  credentials?: { client_id: string; client_secret: string } | undefined;
  /** An access token, or a function that returns one. The function is called before each attempt. */
  token?: string | (() => string | Promise<string>) | undefined;
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
   * The storage of package histories and of the journal of purchases and renewals.
   *
   * By default a page stores histories in `localStorage`. It stores the journal in IndexedDB, because a
   * crash can undo writes to `localStorage`. Elsewhere both are in memory, until the process ends.
   *
   * A Web Storage object of the browser stores histories only. A storage that takes longer than one second
   * for a history is not used for histories again.
   */
  storage?: StorageAdapter | undefined;
  /**
   * The name of the account that stored data belongs to.
   *
   * Required if several accounts use one storage and a client has no `credentials`. Different tokens
   * separate package histories only, because tokens are replaced. They do not separate journals.
   */
  partition?: string | undefined;
  /** The function to use instead of the global `fetch`. It is called with a `Request`. */
  fetch?: ((request: Request) => Promise<Response>) | undefined;
  /** The timeout of a whole call, in ms. The default is 30000. */
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
