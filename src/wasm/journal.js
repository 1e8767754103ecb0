// What purchases depend on: a journal that survives what may end the page or the process, and turns,
// so that calls of one reference wait for each other. Compare-and-set keeps it right where a turn is
// lost; turns let a call wait for another's outcome instead of looking for it.

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
 * ) => unknown} [replaceItem] the page's own looks at the durability, any other writes through anyway
 * @property {(name: string, work: () => Promise<void>) => unknown} [lock]
 * @property {(prefix: string) => unknown} [keys]
 */

const DATABASE = "pressone-esim";
const STORE = "journal";

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
const outcome = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** @type {Promise<IDBDatabase> | undefined} */
let connection;

/** The page's one connection, for as long as nothing closes it. */
function connect() {
  connection ??= new Promise((resolve, reject) => {
    const opening = indexedDB.open(DATABASE, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      // It stands in nobody's way, and the next who needs one opens another.
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
 * Work in one transaction, which is kept when it ends: on the disk if it is strict, and else where the
 * end of the browser does not reach it.
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
    const ended = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
    });
    const [result] = await Promise.all([work(transaction.objectStore(STORE)), ended]);
    return result;
  } catch (error) {
    disconnect();
    throw error;
  }
}

/** The page's journal. @type {Adapter} */
const inPage = {
  getItem: (key) => transact("readonly", "relaxed", (store) => outcome(store.get(key))),
  // All that is written goes through `replaceItem`.
  setItem: () => {},
  removeItem: (key) => transact("readwrite", "relaxed", (store) => outcome(store.delete(key))),
  replaceItem: (key, before, value, durability = "relaxed") =>
    transact("readwrite", durability, async (store) => {
      if (((await outcome(store.get(key))) ?? null) !== before) return false;
      if (value) await outcome(store.put(value, key));
      else await outcome(store.delete(key));
      return true;
    }),
  keys: (prefix) =>
    transact("readonly", "relaxed", (store) =>
      outcome(store.getAllKeys(IDBKeyRange.bound(prefix, `${prefix}\uffff`))),
    ),
  ...(globalThis.navigator?.locks && {
    lock: (name, work) => navigator.locks.request(name, work),
  }),
};

/** So many entries are remembered where nothing else keeps them. */
const MOST_REMEMBERED = 250;

/** A journal of one client, which ends with the process. @returns {Adapter} */
function inMemory() {
  /** @type {Map<string, string>} */
  const kept = new Map();
  return {
    getItem: (key) => kept.get(key),
    setItem(key, value) {
      kept.delete(key);
      kept.set(key, value);
      if (kept.size <= MOST_REMEMBERED) return;
      // The oldest outcome: what is open is kept.
      const oldest = [...kept].find(([, text]) => !text.includes('"state":"sending"'))?.[0];
      if (oldest !== undefined) kept.delete(oldest);
    },
    removeItem: (key) => kept.delete(key),
    keys: () => [...kept.keys()],
  };
}

/** The last turns of storages that have none of their own. @type {WeakMap<object, Map<string, Promise<void>>>} */
const queues = new WeakMap();

/**
 * A lock for this process alone.
 *
 * @param {Adapter} storage
 * @param {string} name
 * @param {() => Promise<void>} work
 */
async function queued(storage, name, work) {
  const queue = queues.get(storage) ?? new Map();
  queues.set(storage, queue);
  const before = queue.get(name);
  const mine = Promise.resolve(before).then(work);
  queue.set(name, mine);
  await mine;
  if (queue.get(name) === mine) queue.delete(name);
}

/**
 * Whether this is the page's `localStorage` or the like: its writes reach the disk seconds later, and
 * other tabs when they please.
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
  /** Whether it survives the end of the process, as far as that can be told. */
  durable;
  #storage;

  /** @param {Adapter | null | undefined} given */
  constructor(given) {
    const own = given && !isWebStorage(given) ? given : undefined;
    this.durable = own !== undefined || "indexedDB" in globalThis;
    this.#storage = own ?? (this.durable ? inPage : inMemory());
  }

  /**
   * @param {string} key
   * @returns {Promise<string | undefined>}
   */
  async read(key) {
    const kept = (await this.#storage.getItem(key)) ?? undefined;
    if (kept !== undefined && typeof kept !== "string") throw new TypeError("the entry is no text");
    return kept || undefined;
  }

  /**
   * Writes `after` where `before` is kept, in one step where the storage can.
   *
   * @param {string} key
   * @param {string | undefined} before
   * @param {string | undefined} after nothing to remove it
   * @param {boolean} strict whether a loss of power may not undo it
   * @returns {Promise<boolean>} whether `before` was there
   */
  async swap(key, before, after, strict) {
    const storage = this.#storage;
    if (typeof storage.replaceItem === "function") {
      const durability = strict ? "strict" : "relaxed";
      // An empty text stands for nothing. A removal would compare nothing: one that comes late would take
      // somebody else's entry with it.
      for (const kept of before === undefined ? [null, ""] : [before]) {
        const swapped = await storage.replaceItem(key, kept, after ?? "", durability);
        if (swapped === true) return true;
        if (swapped !== false) throw new TypeError("replaceItem has to give true or false");
      }
      return false;
    }
    if ((await this.read(key)) !== before) return false;
    await (after === undefined ? storage.removeItem(key) : storage.setItem(key, after));
    return true;
  }

  /**
   * Takes the lock of this name. Resolves to the function that releases the lock.
   *
   * @param {string} name
   * @param {{ race: <T>(outcome: Promise<T>) => Promise<T> }} deadline of the wait
   * @returns {Promise<() => void>}
   */
  async lock(name, deadline) {
    const storage = this.#storage;
    /** @type {Promise<() => void>} */
    const locked = new Promise((resolve, reject) => {
      const work = () => new Promise((/** @type {(value: void) => void} */ end) => resolve(end));
      const lock = storage.lock ? storage.lock(name, work) : queued(storage, name, work);
      Promise.resolve(lock).then(
        () => reject(new Error("the lock ended without running its work")),
        reject,
      );
    });
    try {
      return await deadline.race(locked);
    } catch (error) {
      // The lock may be granted later. It is released at once then.
      locked.then(
        (end) => end(),
        () => {},
      );
      throw error;
    }
  }

  /**
   * @param {string} prefix
   * @returns {Promise<string[]>} the keys that begin with it, as far as the storage can list them
   */
  async keys(prefix) {
    const keys = await this.#storage.keys?.(prefix);
    return Array.from(/** @type {Iterable<unknown>} */ (keys ?? []), String)
      .filter((key) => key.startsWith(prefix))
      .slice(0, 1e5);
  }
}

/** @param {Adapter | null | undefined} given what was found to have the methods of a storage */
export const openJournal = (given) => new Journal(given);
