// The store of package histories. A storage cannot fail a call: a value that the storage does not
// store is in memory, and a value that the storage does not return is absent.
//
// The module calls these functions without `catch`: a synchronous exception would leave the promise
// pending. Nothing here may throw.
import { isPromise, parse } from "./values.js";

/** The longest answer time of a storage, in ms. A slower storage is not used again. */
const MAX_ANSWER_MS = 1_000;
const TIMED_OUT = Symbol("timed out");

/**
 * @typedef {object} Adapter
 * @property {(key: string) => unknown} getItem
 * @property {(key: string, value: string) => unknown} setItem
 * @property {(key: string) => unknown} removeItem
 * @property {(index: number) => string | null} [key]
 * @property {number} [length]
 */

/** @param {unknown} text @returns {unknown} undefined if there is no JSON text */
const parseStored = (text) => (typeof text === "string" ? parse(text) : undefined);

/** Returns the page's `localStorage`, if it stores a value. The property itself can throw. */
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
 * Opens the store of one client over the caller's storage, or over the page's.
 *
 * @param {Adapter | null | undefined} storage
 * @returns {HistoryStorage | undefined} undefined if `storage` lacks a method of a storage
 */
export function openHistoryStorage(storage) {
  try {
    for (const name of /** @type {const} */ (["getItem", "setItem", "removeItem"])) {
      if (storage != null && typeof storage[name] !== "function") return undefined;
    }
    return new HistoryStorage(storage ?? pageStorage());
  } catch {
    return undefined;
  }
}

class HistoryStorage {
  /** The values that the storage did not store. @type {Map<string, string>} */
  #memory = new Map();
  /** The keys that this client wrote. @type {Set<string>} */
  #written = new Set();
  #storage;

  /** @param {Adapter | undefined} storage */
  constructor(storage) {
    this.#storage = storage;
  }

  /**
   * Returns the parsed value, or a promise of it if the storage is asynchronous.
   *
   * @param {string} key
   * @returns {unknown}
   */
  read(key) {
    try {
      const text = this.#memory.get(key) ?? this.#storage?.getItem(key);
      if (!isPromise(text)) return parseStored(text);
      return this.#inTime(text).then(parseStored, () => undefined);
    } catch {
      return undefined;
    }
  }

  /**
   * Writes a value.
   *
   * @param {string} key
   * @param {string | undefined} value undefined writes nothing
   * @returns {Promise<void> | undefined} a promise if the storage is asynchronous
   */
  write(key, value) {
    if (value === undefined) return undefined;
    this.#written.add(key);
    const stored = () => void this.#memory.delete(key);
    const refused = () => void this.#memory.set(key, value);
    try {
      if (!this.#storage) return refused();
      const written = this.#storage.setItem(key, value);
      return isPromise(written) ? this.#inTime(written).then(stored, refused) : stored();
    } catch {
      return refused();
    }
  }

  /**
   * Removes the keys with this prefix: those that the storage lists, and those that this client wrote.
   *
   * @param {string} prefix
   */
  async clear(prefix) {
    const keys = new Set([...this.#memory.keys(), ...this.#written]);
    await this.#attempt((storage) => {
      for (let index = 0; index < Math.min(storage.length ?? 0, 1e6); index++) {
        keys.add(String(storage.key?.(index)));
      }
    });
    for (const key of keys) {
      if (!key.startsWith(prefix)) continue;
      this.#memory.delete(key);
      this.#written.delete(key);
      await this.#attempt((storage) => storage.removeItem(key));
    }
  }

  /**
   * Attempts an operation on the storage. Its failure is ignored.
   *
   * @param {(storage: Adapter) => unknown} operation
   */
  async #attempt(operation) {
    try {
      if (this.#storage) await this.#inTime(operation(this.#storage));
    } catch {}
  }

  /**
   * Settles like an operation. An operation that takes too long is the last one of its storage.
   *
   * @param {unknown} outcome
   */
  async #inTime(outcome) {
    if (!isPromise(outcome)) return outcome;
    let timer;
    const timeout = new Promise((resolve) => {
      timer = setTimeout(resolve, MAX_ANSWER_MS, TIMED_OUT);
    });
    try {
      const first = await Promise.race([outcome, timeout]);
      if (first !== TIMED_OUT) return first;
      this.#storage = undefined;
      throw TIMED_OUT;
    } finally {
      clearTimeout(timer);
    }
  }
}
