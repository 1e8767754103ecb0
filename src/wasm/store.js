// Where answers are kept. No storage can fail a call: what it does not take is kept in memory, what
// it does not give counts as absent.

/** A storage that takes longer, in ms, is treated as one that failed. */
const LONGEST = 2_000;

/**
 * @typedef {object} Adapter
 * @property {(key: string) => unknown} getItem
 * @property {(key: string, value: string) => unknown} setItem
 * @property {(key: string) => unknown} removeItem
 * @property {(index: number) => string | null} [key]
 * @property {number} [length]
 */

/** @param {unknown} value @returns {value is PromiseLike<unknown>} */
const isPromise = (value) => typeof (/** @type {any} */ (value)?.then) === "function";

/**
 * The value of a promise; undefined where it rejects or takes too long.
 *
 * @param {PromiseLike<unknown>} promise
 */
async function inTime(promise) {
  let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, LONGEST);
  });
  try {
    return await Promise.race([promise, late]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Whether an operation worked, in time.
 *
 * @param {() => unknown} operation
 */
async function works(operation) {
  try {
    const outcome = operation();
    return !isPromise(outcome) || (await inTime(outcome.then(() => true))) === true;
  } catch {
    return false;
  }
}

/** The page's `localStorage`, if it takes a value. Merely looking at it can throw. */
function pageStorage() {
  try {
    if (!globalThis.document) return undefined;
    const key = "pressone-esim:probe";
    localStorage.setItem(key, "1");
    localStorage.removeItem(key);
    return localStorage;
  } catch {
    return undefined;
  }
}

/**
 * The store of one client, over the caller's storage, else the page's.
 *
 * @param {Adapter | null | undefined} given
 * @returns undefined where `given` has not the methods of a storage
 */
export function openStore(given) {
  try {
    for (const name of /** @type {const} */ (["getItem", "setItem", "removeItem"])) {
      if (given != null && typeof given[name] !== "function") return undefined;
    }
    return new Store(given ?? pageStorage());
  } catch {
    return undefined;
  }
}

class Store {
  /** What the adapter did not take. @type {Map<string, string>} */
  #memory = new Map();
  /** The keys that this client wrote. @type {Set<string>} */
  #written = new Set();
  #adapter;

  /** @param {Adapter | undefined} adapter */
  constructor(adapter) {
    this.#adapter = adapter;
  }

  /**
   * What is kept, or a promise of it: a storage that answers at once is not made to wait.
   *
   * @param {string} key
   * @returns {unknown}
   */
  read(key) {
    try {
      const kept = this.#memory.get(key) ?? this.#adapter?.getItem(key);
      return isPromise(kept) ? inTime(kept) : kept;
    } catch {
      return undefined;
    }
  }

  /**
   * @param {string} key
   * @param {string} value
   */
  async write(key, value) {
    this.#written.add(key);
    const adapter = this.#adapter;
    if (adapter && (await works(() => adapter.setItem(key, value)))) this.#memory.delete(key);
    else this.#memory.set(key, value);
  }

  /**
   * Removes all keys that begin with this: those that the storage can list, and those that this
   * client wrote.
   *
   * @param {string} prefix
   */
  async clear(prefix) {
    const adapter = this.#adapter;
    const keys = new Set([...this.#memory.keys(), ...this.#written]);
    await works(() => {
      for (let index = 0; index < Math.min(adapter?.length ?? 0, 1e6); index++) {
        keys.add(String(adapter?.key?.(index)));
      }
    });
    for (const key of keys) {
      if (!key.startsWith(prefix)) continue;
      this.#memory.delete(key);
      this.#written.delete(key);
      await works(() => adapter?.removeItem(key));
    }
  }
}
