// The journal of purchases and renewals, and its locks.
//
// Compare-and-set protects an entry from concurrent clients, even if a lock is lost. A lock lets a call
// wait for the outcome of a concurrent call with the same reference, instead of a lookup.

/**
 * @typedef {object} Adapter
 * @property {(key: string) => unknown} getItem
 * @property {(key: string, value: string) => unknown} setItem
 * @property {(key: string) => unknown} removeItem
 * @property {(
 *   key: string,
 *   before: string | null,
 *   value: string,
 *   durability?: IDBTransactionDurability,
 * ) => unknown} [replaceItem] only `indexedDbStorage` uses `durability`
 * @property {(name: string, work: () => Promise<void>) => unknown} [lock]
 * @property {(prefix: string) => unknown} [keys]
 */

const DATABASE = "pressone-esim";
const STORE = "journal";

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
const resultOf = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** @type {Promise<IDBDatabase> | undefined} */
let connection;

/** Returns the page's connection. Opens one if there is none. */
function connect() {
  connection ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const database = request.result;
      // Closed, so it does not block an upgrade or a deletion. The next use opens another one.
      database.onclose = disconnect;
      database.onversionchange = () => {
        database.close();
        disconnect();
      };
      resolve(database);
    };
  });
  return connection;
}

function disconnect() {
  connection = undefined;
}

/**
 * Runs work in one transaction, and resolves after its commit. With durability `strict` the commit
 * survives a loss of power, with `relaxed` only the end of the browser.
 *
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {IDBTransactionDurability} durability
 * @param {(store: IDBObjectStore) => Promise<T>} work
 * @returns {Promise<T>}
 */
async function transact(mode, durability, work) {
  try {
    const database = await connect();
    const transaction = database.transaction(STORE, mode, { durability });
    const committed = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
    });
    const [result] = await Promise.all([work(transaction.objectStore(STORE)), committed]);
    return result;
  } catch (error) {
    disconnect();
    throw error;
  }
}

/** The storage of a page's journal. @type {Adapter} */
const indexedDbStorage = {
  getItem: (key) => transact("readonly", "relaxed", (store) => resultOf(store.get(key))),
  // Not used, because there is `replaceItem`.
  setItem: () => {},
  removeItem: (key) => transact("readwrite", "relaxed", (store) => resultOf(store.delete(key))),
  replaceItem: (key, before, value, durability = "relaxed") =>
    transact("readwrite", durability, async (store) => {
      if (((await resultOf(store.get(key))) ?? null) !== before) return false;
      if (value) await resultOf(store.put(value, key));
      else await resultOf(store.delete(key));
      return true;
    }),
  keys: (prefix) =>
    transact("readonly", "relaxed", (store) =>
      resultOf(store.getAllKeys(IDBKeyRange.bound(prefix, `${prefix}\uffff`))),
    ),
  ...(globalThis.navigator?.locks && {
    lock: (name, work) => navigator.locks.request(name, work),
  }),
};

/** The limit of entries in memory. Pending entries can exceed it. */
const MAX_MEMORY_ENTRIES = 250;

/** The storage of one client's journal, until the process ends. @returns {Adapter} */
function memoryStorage() {
  /** @type {Map<string, string>} */
  const entries = new Map();
  return {
    getItem: (key) => entries.get(key),
    setItem(key, value) {
      entries.delete(key);
      entries.set(key, value);
      if (entries.size <= MAX_MEMORY_ENTRIES) return;
      // Removes the oldest settled entry. Pending entries stay.
      const oldest = [...entries].find(([, text]) => !text.includes('"state":"sending"'))?.[0];
      if (oldest !== undefined) entries.delete(oldest);
    },
    removeItem: (key) => entries.delete(key),
    keys: () => [...entries.keys()],
  };
}

/**
 * The locks of storages without the method `lock`: by name, the promise of the last work in line.
 *
 * @type {WeakMap<object, Map<string, Promise<void>>>}
 */
const queues = new WeakMap();

/**
 * Runs work while it holds the lock of this name. The lock is for this process only.
 *
 * @param {Adapter} storage
 * @param {string} name
 * @param {() => Promise<void>} work
 */
async function lockInProcess(storage, name, work) {
  const queue = queues.get(storage) ?? new Map();
  queues.set(storage, queue);
  const previous = queue.get(name);
  const current = Promise.resolve(previous).then(work);
  queue.set(name, current);
  await current;
  if (queue.get(name) === current) queue.delete(name);
}

/**
 * True for `localStorage` and `sessionStorage`. They do not store the journal: their writes reach the disk
 * seconds later, and other tabs at an unknown time.
 *
 * @param {object} storage
 */
function isWebStorage(storage) {
  try {
    return typeof Storage === "function" && storage instanceof Storage;
  } catch {
    return false;
  }
}

class Journal {
  /** True if the journal survives the end of the process. The caller's storage is assumed to. */
  durable;
  #storage;

  /** @param {Adapter | null | undefined} given */
  constructor(given) {
    const custom = given && !isWebStorage(given) ? given : undefined;
    this.durable = custom !== undefined || "indexedDB" in globalThis;
    this.#storage = custom ?? (this.durable ? indexedDbStorage : memoryStorage());
  }

  /**
   * Returns the text of an entry.
   *
   * @param {string} key
   * @returns {Promise<string | undefined>} undefined if there is no entry
   */
  async read(key) {
    const text = (await this.#storage.getItem(key)) ?? undefined;
    if (text !== undefined && typeof text !== "string") {
      throw new TypeError("storage.getItem returned no string; return the stored text or null");
    }
    return text || undefined;
  }

  /**
   * Compares and sets: writes `after` if the entry is `before`. Atomic if the storage has `replaceItem`.
   *
   * @param {string} key
   * @param {string | undefined} before undefined if there was no entry
   * @param {string | undefined} after undefined removes the entry
   * @param {boolean} strict true if the write must survive a loss of power
   * @returns {Promise<boolean>} false if the entry was not `before`
   */
  async swap(key, before, after, strict) {
    const storage = this.#storage;
    if (typeof storage.replaceItem === "function") {
      const durability = strict ? "strict" : "relaxed";
      // '' is a tombstone. Deleting the key is not compare-and-set: a late delete could remove another
      // client's entry.
      for (const expected of before === undefined ? [null, ""] : [before]) {
        const swapped = await storage.replaceItem(key, expected, after ?? "", durability);
        if (swapped === true) return true;
        if (swapped !== false) {
          throw new TypeError("storage.replaceItem returned no boolean; return true or false");
        }
      }
      return false;
    }
    if ((await this.read(key)) !== before) return false;
    await (after === undefined ? storage.removeItem(key) : storage.setItem(key, after));
    return true;
  }

  /**
   * Waits for the lock of this name. Resolves to the function that releases the lock.
   *
   * @param {string} name
   * @param {{ race: <T>(outcome: Promise<T>) => Promise<T> }} deadline the deadline of the wait
   * @returns {Promise<() => void>}
   */
  async lock(name, deadline) {
    const storage = this.#storage;
    /** @type {Promise<() => void>} */
    const locked = new Promise((resolve, reject) => {
      const work = () => new Promise((/** @type {(value: void) => void} */ end) => resolve(end));
      const lock = storage.lock ? storage.lock(name, work) : lockInProcess(storage, name, work);
      Promise.resolve(lock).then(
        () => reject(new Error("storage.lock did not run its work; call `work` under the lock")),
        reject,
      );
    });
    try {
      return await deadline.race(locked);
    } catch (error) {
      // If the lock is granted later, it is released at once.
      locked.then(
        (end) => end(),
        () => {},
      );
      throw error;
    }
  }

  /**
   * Returns the keys with this prefix; none if the storage has no method `keys`.
   *
   * @param {string} prefix
   * @returns {Promise<string[]>}
   */
  async keys(prefix) {
    const keys = await this.#storage.keys?.(prefix);
    return Array.from(/** @type {Iterable<unknown>} */ (keys ?? []), String)
      .filter((key) => key.startsWith(prefix))
      .slice(0, 1e5);
  }
}

/**
 * Opens the journal of one client.
 *
 * @param {Adapter | null | undefined} given the caller's storage, whose methods are checked
 */
export const openJournal = (given) => new Journal(given);
