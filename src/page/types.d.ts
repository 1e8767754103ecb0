/** A storage for package histories. It has the methods of Web Storage, and is synchronous like it. */
export interface StorageAdapter {
  /** Returns the value of a key; null or undefined if there is none. */
  getItem(key: string): string | null | undefined;
  /** Stores a value. */
  setItem(key: string, value: string): unknown;
  /** Removes a key. */
  removeItem(key: string): unknown;
}

/** An event of a page client, for `onEvent`. */
export type ClientEvent = RequestEvent;

/** The options of a page client. */
export interface ClientOptions {
  /** The URL of the shop's gateway: https, or http on a loopback address. A page may give a relative URL. */
  baseUrl: string;
  /**
   * The token of the shop's own session, or a function that returns it. The function is called before each
   * attempt. Without a token, the gateway recognises the shopper by cookies or `headers`.
   */
  token?: string | (() => string | Promise<string>) | undefined;
  /** Headers of every request. */
  headers?: Record<string, string> | undefined;
  /** The mode of `fetch` for cookies. `include` sends them to another origin. The default is `same-origin`. */
  credentials?: "omit" | "same-origin" | "include" | undefined;
  /**
   * The storage of package histories. The default is `localStorage` in a page, and memory elsewhere. A storage
   * that returns promises is not used.
   */
  storage?: StorageAdapter | undefined;
  /**
   * The account of the stored histories, such as the shopper's id. Without it, all accounts share the histories
   * of a browser unless `token` differs.
   */
  partition?: string | undefined;
  /**
   * The client's WebAssembly module, for a host that cannot find the package's own. The first client loads it, and
   * later clients use it. A value that cannot be a module is refused each time.
   */
  module?: ModuleSource | PromiseLike<ModuleSource> | undefined;
  /** The function to use instead of the global `fetch`. It is called with a `Request`. */
  fetch?: ((request: Request) => Promise<Response>) | undefined;
  /** The timeout of a whole call, and of the module's load, in ms. The default is 30000. */
  timeoutMs?: number | undefined;
  /** The number of retries of a read, 0 to 10. The default is 2. */
  maxRetries?: number | undefined;
  /** Called for each event. An exception is ignored. */
  onEvent?: ((event: ClientEvent) => void) | undefined;
}
