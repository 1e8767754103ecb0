// The shop's store, for the partner client. Each call has a limit, and each result is checked: a store
// that returns something else than it was given is refused.

/** The longest text that a store takes, in characters. */
const MAX_LENGTH = 1 << 20;
const METHODS = /** @type {const} */ ([
  "get",
  "getMany",
  "put",
  "delete",
  "compareAndSet",
  "increment",
  "keys",
  "lock",
]);
const DURABILITIES = ["full", "may_forget", "none"];
/** The pauses between attempts to take a claim back, in ms. */
const TAKE_BACK_PAUSES_MS = [1, 2, 4, 8, 15, 30, 60, 120, 300, 600].map(
  (seconds) => seconds * 1000,
);

/** @typedef {import("../../pkg-template/package/stores/index.d.ts").Store} CallerStore */

/**
 * Opens the shop's store.
 *
 * @param {CallerStore} store
 * @param {number} limitMs the limit of each call
 * @returns {LimitedStore | undefined} undefined if `store` lacks a method or `durability`
 */
export function openStore(store, limitMs) {
  try {
    for (const name of METHODS) if (typeof store[name] !== "function") return undefined;
    if (!DURABILITIES.includes(store.durability)) return undefined;
    return new LimitedStore(store, limitMs);
  } catch {
    return undefined;
  }
}

/** @param {unknown} value @returns {string | undefined} */
function textOrNothing(value) {
  if (value === null || value === undefined) return undefined;
  if (typeof value === "string") return value;
  throw new TypeError("the store returned something else than the text that it was given");
}

/** @param {string} text */
function checkText(text) {
  if (text.length > MAX_LENGTH) throw new RangeError("the value is too long for a store");
}

class LimitedStore {
  #store;
  #limitMs;

  /** @param {CallerStore} store @param {number} limitMs */
  constructor(store, limitMs) {
    this.#store = store;
    this.#limitMs = limitMs;
  }

  get durability() {
    return this.#store.durability;
  }

  /**
   * Calls the store. Rejects after the limit.
   *
   * @template T
   * @param {(store: CallerStore) => Promise<T>} call
   * @param {number} [limitMs]
   * @returns {Promise<T>}
   */
  async #within(call, limitMs = this.#limitMs) {
    const outcome = Promise.resolve(call(this.#store));
    let settled = false;
    const settle = () => {
      settled = true;
    };
    outcome.then(settle, settle);
    // A store in memory answers within these turns, and needs no timer.
    for (let turn = 0; turn < 4 && !settled; turn += 1) await undefined;
    if (settled) return outcome;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    /** @type {Promise<never>} */
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => {
        reject(new Error(`the store did not answer within ${limitMs} ms`));
      }, limitMs);
    });
    try {
      return await Promise.race([outcome, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** @param {string} key */
  async get(key) {
    return textOrNothing(await this.#within((store) => store.get(key)));
  }

  /** @param {string[]} keys @returns {Promise<(string | undefined)[]>} */
  async getMany(keys) {
    const values = await this.#within((store) => store.getMany(keys));
    if (!Array.isArray(values) || values.length !== keys.length) {
      throw new TypeError("the store did not return one value for each key");
    }
    return values.map(textOrNothing);
  }

  /** @param {string} key @param {string} value @param {number | undefined} ttlMs */
  async put(key, value, ttlMs) {
    checkText(value);
    await this.#within((store) => store.put(key, value, ttlMs === undefined ? {} : { ttlMs }));
  }

  /** @param {string} key */
  async delete(key) {
    await this.#within((store) => store.delete(key));
  }

  /**
   * @param {string} key
   * @param {string | undefined} expected
   * @param {string | undefined} value
   * @param {number} [ttlMs]
   */
  async compareAndSet(key, expected, value, ttlMs) {
    if (value !== undefined) checkText(value);
    const options = ttlMs === undefined ? {} : { ttlMs };
    const same = await this.#within((store) =>
      store.compareAndSet(key, expected ?? null, value ?? null, options),
    );
    if (typeof same !== "boolean") throw new TypeError("compareAndSet resolves to true or false");
    return same;
  }

  /** @param {string} prefix @param {string | undefined} after @param {number} limit */
  async keys(prefix, after, limit) {
    const keys = await this.#within((store) =>
      store.keys(prefix, { limit, ...(after !== undefined && { after }) }),
    );
    if (!Array.isArray(keys)) throw new TypeError("keys resolves to an array");
    return keys.filter((key) => typeof key === "string" && key.startsWith(prefix)).slice(0, limit);
  }

  /**
   * Waits for a lock.
   *
   * @param {string} name
   * @param {number} waitMs
   * @param {AbortSignal} signal ends the wait
   * @returns {Promise<(() => void) | undefined>} the function that releases it; undefined if it is busy
   */
  async lock(name, waitMs, signal) {
    /** @type {() => void} */
    let release = () => {};
    /** @type {Promise<void>} */
    const released = new Promise((resolve) => {
      release = resolve;
    });
    const granted = new Promise((resolve, reject) => {
      const work = async () => {
        resolve(undefined);
        await released;
      };
      // An error after `work` has begun is ignored: the lock is lost, and it protects nothing.
      Promise.resolve(this.#store.lock(name, work, { waitMs, signal })).catch(reject);
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
      if (signal.aborted) reject(signal.reason);
    });
    try {
      await this.#within(() => granted, waitMs + this.#limitMs);
      return release;
    } catch (error) {
      // A lock that is granted later ends at once.
      release();
      if (error instanceof Error && error.name === "LockBusyError") return undefined;
      throw error;
    }
  }

  /**
   * Takes a claim back that the store did not confirm. The store may still write it later, so this tries
   * again, with growing pauses.
   *
   * @param {string} key
   * @param {string[]} texts the texts that the claim may have left
   * @param {string | undefined} value the text before the claim
   */
  async takeBack(key, texts, value) {
    for (const pauseMs of TAKE_BACK_PAUSES_MS) {
      try {
        const found = textOrNothing(await this.#within((store) => store.get(key)));
        // Another call has the entry. A late write compares and does nothing.
        if (found !== value && !(found !== undefined && texts.includes(found))) return;
        if (found !== value && (await this.compareAndSet(key, found, value))) return;
      } catch {
        // The store does not work yet.
      }
      await new Promise((resolve) => {
        const timer = /** @type {any} */ (setTimeout(resolve, pauseMs));
        // A process that has nothing else to do may end.
        timer?.unref?.();
      });
    }
  }
}
