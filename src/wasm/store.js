// Where answers are kept. No storage can fail a call: what it does not take is kept in memory, what
// it does not give counts as absent.

/** A storage that takes longer, in ms, is not asked again. */
const LONGEST = 1_000;
const LATE = Symbol("late");

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
      return isPromise(kept) ? this.#inTime(kept).catch(() => undefined) : kept;
    } catch {
      return undefined;
    }
  }

  /**
   * @param {string} key
   * @param {string | undefined} value nothing for what has no text
   */
  async write(key, value) {
    if (value === undefined) return;
    this.#written.add(key);
    if (await this.#works((adapter) => adapter.setItem(key, value))) this.#memory.delete(key);
    else this.#memory.set(key, value);
  }

  /**
   * Removes all keys that begin with this: those that the storage can list, and those that this
   * client wrote.
   *
   * @param {string} prefix
   */
  async clear(prefix) {
    const keys = new Set([...this.#memory.keys(), ...this.#written]);
    await this.#works((adapter) => {
      for (let index = 0; index < Math.min(adapter.length ?? 0, 1e6); index++) {
        keys.add(String(adapter.key?.(index)));
      }
    });
    for (const key of keys) {
      if (!key.startsWith(prefix)) continue;
      this.#memory.delete(key);
      this.#written.delete(key);
      await this.#works((adapter) => adapter.removeItem(key));
    }
  }

  /**
   * Whether there is a storage, and the operation worked.
   *
   * @param {(adapter: Adapter) => unknown} operation
   */
  async #works(operation) {
    try {
      if (!this.#adapter) return false;
      await this.#inTime(operation(this.#adapter));
      return true;
    } catch {
      return false;
    }
  }

  /**
   * The outcome of an operation. One that takes too long was the last of this storage: no call
   * waits for it again.
   *
   * @param {unknown} outcome
   */
  async #inTime(outcome) {
    if (!isPromise(outcome)) return outcome;
    let timer;
    const late = new Promise((resolve) => {
      timer = setTimeout(resolve, LONGEST, LATE);
    });
    try {
      const first = await Promise.race([outcome, late]);
      if (first !== LATE) return first;
      this.#adapter = undefined;
      throw LATE;
    } finally {
      clearTimeout(timer);
    }
  }
}
