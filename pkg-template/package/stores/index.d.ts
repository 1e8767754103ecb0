/**
 * Storage and locks of a shop. Every process of the shop uses the same store.
 *
 * Keys are printable ASCII, 1 to 200 bytes. Values are well-formed Unicode without NUL, at most 1 MiB
 * in UTF-8. Each method rejects with a `TypeError` if an argument is wrong. After any other error of a
 * write, its outcome is unknown. The write may also take effect later.
 */
export interface Store {
  /**
   * The durability of confirmed writes. "full": the store keeps every confirmed write. "may_forget": a
   * failover, a restore or an eviction can lose confirmed writes. "none": all is lost when the process ends.
   */
  readonly durability: "full" | "may_forget" | "none";

  /**
   * Returns the value, or null. It sees every write that was confirmed before. An expired key has no
   * value.
   */
  get(key: string): Promise<string | null>;

  /** Returns the values of the keys in the same order, with null for a key without a value. */
  getMany(keys: readonly string[]): Promise<(string | null)[]>;

  /**
   * Writes a value. If `durability` is "full", no end of a process or machine undoes the write after the
   * promise has resolved. With `ttlMs`, the key expires after that time, never earlier. Without `ttlMs`, the key
   * does not expire, even if the value before would have expired.
   */
  put(key: string, value: string, options?: WriteOptions): Promise<void>;

  /** Removes a key. A key without a value is no error. */
  delete(key: string): Promise<void>;

  /**
   * Compares and writes in one step. If the value is `expected` or already `value`, it is `value`
   * afterwards, and the result is true. Otherwise nothing changes, and the result is false. Null means no
   * value. So a caller can repeat the command after a broken connection.
   */
  compareAndSet(
    key: string,
    expected: string | null,
    value: string | null,
    options?: WriteOptions,
  ): Promise<boolean>;

  /**
   * Adds one to a counter. The first call starts a window of `ttlMs`, and the first call after its end
   * starts the next one. Returns the count of the running window, and its remaining time. A counter may be
   * lost in a crash.
   */
  increment(key: string, options: { ttlMs: number }): Promise<WindowCount>;

  /** Returns the keys with this prefix that come after `after`, in byte order, at most `limit`. */
  keys(prefix: string, options?: KeysOptions): Promise<string[]>;

  /**
   * Calls `work` while no other lock of this name is held, in any process. Returns the result of `work`.
   *
   * A lock is a lease. The store renews it while `work` runs. It ends by itself if its process ends. The
   * signal of `work` aborts if the lease is lost. An error of the store after `work` has ended never
   * replaces the result of `work`.
   */
  lock<T>(
    name: string,
    work: (signal: AbortSignal) => Promise<T>,
    options: LockOptions,
  ): Promise<T>;
}

export interface WriteOptions {
  /** The key expires after this time. Default: it does not expire. */
  ttlMs?: number | undefined;
}

export interface WindowCount {
  /** The number of calls in the running window, with this one. */
  count: number;
  /** The time until the window ends, more than 0. */
  remainingMs: number;
}

export interface KeysOptions {
  /** Returns only keys that come after this text in byte order. */
  after?: string | undefined;
  /** The largest number of keys. Default: no limit. */
  limit?: number | undefined;
}

export interface LockOptions {
  /** The longest time to wait for the lock. 0 tries once. After it, the call rejects with `LockBusyError`. */
  waitMs: number;
  /** Ends the waiting: the call rejects with the signal's reason. It does not end `work`. */
  signal?: AbortSignal | undefined;
}

/**
 * Other holders had the lock during all of `waitMs`. `work` was not called. Recognise the error by its name,
 * because a bundler may load two copies of the class.
 */
export class LockBusyError extends Error {
  readonly name: "LockBusyError";
  constructor(lock: string);
}
