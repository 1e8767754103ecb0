// The place of package histories: `localStorage` in a page, a storage of the caller, or memory. A storage
// cannot fail a call: a value that it does not store is in memory, and a value that it does not return is
// absent.
import { pressoneError } from "../wasm/error.js";
import { isPromise, parse } from "../wasm/values.js";

/** The prefix of every key. */
export const PREFIX = "pressone-esim:history:";
/** The longest stored text. */
const MAX_LENGTH = 1 << 21;
const MAX_KEYS = 10_000;

/**
 * @typedef {object} Storage The shape of Web Storage. The last two are optional.
 * @property {(key: string) => unknown} getItem
 * @property {(key: string, value: string) => unknown} setItem
 * @property {(key: string) => unknown} removeItem
 * @property {(index: number) => string | null} [key]
 * @property {number} [length]
 */

/** Returns the page's `localStorage`, if it can be used. The property itself can throw. */
function pageStorage() {
  try {
    return globalThis.document && globalThis.localStorage;
  } catch {
    return undefined;
  }
}

/**
 * Opens the store of one client. Throws if `storage` lacks a method of a storage.
 *
 * @param {Storage | null | undefined} storage of the caller
 */
export function openStore(storage) {
  if (storage != null && !hasMethods(storage)) {
    const path = "options.storage";
    const message = `${path} must have the methods getItem, setItem and removeItem`;
    throw pressoneError({ kind: "configuration", message, path });
  }
  return new HistoryStore(storage ?? pageStorage());
}

/** @param {Storage} storage */
function hasMethods(storage) {
  try {
    const names = /** @type {const} */ (["getItem", "setItem", "removeItem"]);
    return names.every((name) => typeof storage[name] === "function");
  } catch {
    return false;
  }
}

export class HistoryStore {
  /** The texts that the storage did not store. @type {Map<string, string>} */
  #memory = new Map();
  /** The keys that this client wrote: a storage may not list its keys. @type {Set<string>} */
  #written = new Set();
  #storage;

  /** @param {Storage | undefined} storage */
  constructor(storage) {
    this.#storage = storage;
  }

  /** Returns the parsed value of a key; undefined if there is none. @param {string} key */
  read(key) {
    const text = this.#memory.get(key) ?? this.#use("getItem", key)?.[0];
    return typeof text === "string" && text.length <= MAX_LENGTH ? parse(text) : undefined;
  }

  /** Stores a text. @param {string} key @param {string} text */
  write(key, text) {
    this.#memory.delete(key);
    if (text.length > MAX_LENGTH) return;
    const stored = () => this.#use("setItem", key, text);
    // Only a full storage is worth a second try.
    if (!stored() && !(this.#storage && this.#prune() && stored())) this.#memory.set(key, text);
    this.#written.add(key);
  }

  /** Removes the keys with this prefix. @param {string} prefix */
  remove(prefix) {
    for (const key of this.#keys(prefix)) {
      this.#memory.delete(key);
      this.#written.delete(key);
      this.#use("removeItem", key);
    }
  }

  /** @param {string} prefix */
  #keys(prefix) {
    const keys = new Set([...this.#memory.keys(), ...this.#written]);
    try {
      const count = Math.min(this.#storage?.length ?? 0, MAX_KEYS);
      for (let index = 0; index < count; index++) keys.add(String(this.#storage?.key?.(index)));
    } catch {
      // A storage need not list its keys.
    }
    return [...keys].filter((key) => key.startsWith(prefix));
  }

  /** Removes stored histories that PressOne may be asked for again; the one that is due next if there are none. */
  #prune() {
    const entries = this.#keys(PREFIX)
      .filter((key) => !this.#memory.has(key))
      .map((key) => ({ key, due: Number(/** @type {any} */ (this.read(key))?.next_at ?? 0) }))
      .sort((one, other) => one.due - other.due);
    const due = entries.filter((entry) => !(entry.due > Date.now()));
    for (const { key } of due.length > 0 ? due : entries.slice(0, 1)) this.remove(key);
    return entries.length > 0;
  }

  /**
   * Calls a method of the storage. A storage that answers with promises is not used again.
   *
   * @param {"getItem" | "setItem" | "removeItem"} method
   * @param {string} key
   * @param {string} [text]
   * @returns {[unknown] | undefined} undefined if it failed
   */
  #use(method, key, text = "") {
    try {
      const result = this.#storage?.[method](key, text);
      if (!isPromise(result)) return this.#storage && [result];
      this.#storage = undefined;
      result.then(undefined, () => {});
    } catch {}
    return undefined;
  }
}
