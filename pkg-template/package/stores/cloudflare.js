// The store on Cloudflare. Each Durable Object exists once in the world, so all isolates see the same
// values and locks. Keys are spread over a fixed number of objects, so every prefix can be listed.
import { DurableObject } from "cloudflare:workers";
import { checkLock, LAST_TIME } from "./arguments.js";
import { checkedStore } from "./checked-store.js";
import { LockBusyError } from "./errors.js";
import { keyRange } from "./key-range.js";
import { hash, hasOnePlace, placeOf } from "./placement.js";

/** The life of a lock without a renewal. */
const LEASE_MS = 15_000;
const RENEW_MS = 5_000;
/** The longest time that the object may take to answer, beyond the time to wait. */
const ANSWER_TIMEOUT_MS = 5_000;
/** The longest time that a result waits for the release of its lock. */
const RELEASE_TIMEOUT_MS = 1_000;
/** The longest time that a call waits for a lock. `setTimeout` takes no longer one. */
const MAX_WAIT_MS = 2 ** 31 - 1 - ANSWER_TIMEOUT_MS;
/** The time from the end of an entry to its removal. One alarm removes all that ended in this time. */
const CLEAN_UP_MS = 10_000;
/** Rows that one statement deletes. */
const CLEAN_UP_ROWS = 1_000;
/** Counters after which the ended ones are removed. */
const MIN_COUNTERS_PER_SWEEP = 1_000;

const TABLE = `CREATE TABLE IF NOT EXISTS entries (
  key TEXT PRIMARY KEY, ends_at INTEGER, value TEXT NOT NULL
) WITHOUT ROWID`;
const INDEX =
  "CREATE INDEX IF NOT EXISTS entries_end ON entries (ends_at) WHERE ends_at IS NOT NULL";
const ALIVE = "(ends_at IS NULL OR ends_at > ?)";

/**
 * @typedef {object} Holder
 * @property {string} owner
 * @property {() => void} renew
 *
 * @typedef {object} Queue The holder of one lock, and its waiters.
 * @property {Holder | undefined} holder
 * @property {(() => void)[]} waiters Each starts the waiter's turn.
 */

/** Export it from your worker, and name it in the worker's configuration with `new_sqlite_classes`. */
export class StoreObject extends DurableObject {
  #hasTable = false;
  /** @type {Map<string, { count: number, endsAt: number }>} */
  #counters = new Map();
  /** The number of counters that starts the next sweep. */
  #sweepAt = MIN_COUNTERS_PER_SWEEP;
  /** The locks that are held, by name. @type {Map<string, Queue>} */
  #locks = new Map();

  /**
   * Runs one SQL statement. Statements are synchronous, so no other call comes between those of one turn.
   *
   * @param {string} statement
   * @param {...(string | number | null)} values
   * @returns {any[]}
   */
  #query(statement, ...values) {
    const { sql } = this.ctx.storage;
    if (!this.#hasTable) {
      sql.exec(TABLE);
      sql.exec(INDEX);
      this.#hasTable = true;
    }
    return sql.exec(statement, ...values).toArray();
  }

  /** @param {string} key @returns {string | null} */
  #read(key) {
    const found = this.#query(
      `SELECT value FROM entries WHERE key = ? AND ${ALIVE}`,
      key,
      Date.now(),
    );
    return found[0]?.value ?? null;
  }

  /** @param {string} key @param {string | null} value @param {number | undefined} ttlMs */
  #write(key, value, ttlMs) {
    if (value === null) {
      this.#query("DELETE FROM entries WHERE key = ?", key);
      return;
    }
    const endsAt = ttlMs === undefined ? null : Math.min(Math.ceil(Date.now() + ttlMs), LAST_TIME);
    const insert = "INSERT OR REPLACE INTO entries (key, ends_at, value) VALUES (?, ?, ?)";
    this.#query(insert, key, endsAt, value);
  }

  /** Resolves when all writes are on disk, and the alarm is set. */
  async #confirm() {
    await this.#scheduleCleanUp();
    await this.ctx.storage.sync();
  }

  async #scheduleCleanUp() {
    const [{ next }] = this.#query(
      "SELECT MIN(ends_at) AS next FROM entries WHERE ends_at IS NOT NULL",
    );
    if (next === null) return;
    const alarm = await this.ctx.storage.getAlarm();
    if (alarm === null || alarm > next + CLEAN_UP_MS) {
      await this.ctx.storage.setAlarm(next + CLEAN_UP_MS);
    }
  }

  /** Removes expired entries. */
  async alarm() {
    const expired = "SELECT key FROM entries WHERE ends_at <= ? LIMIT ?";
    const remove = `DELETE FROM entries WHERE key IN (${expired}) RETURNING 1`;
    while (this.#query(remove, Date.now(), CLEAN_UP_ROWS).length === CLEAN_UP_ROWS) {
      await this.ctx.storage.sync();
    }
    await this.#confirm();
  }

  /** @param {readonly string[]} keys */
  getMany(keys) {
    return keys.map((key) => this.#read(key));
  }

  /** @param {string} key @param {string | null} value @param {number} [ttlMs] */
  async write(key, value, ttlMs) {
    this.#write(key, value, ttlMs);
    await this.#confirm();
  }

  /**
   * @param {string} key
   * @param {string | null} expected
   * @param {string | null} value
   * @param {number} [ttlMs]
   */
  async compareAndSet(key, expected, value, ttlMs) {
    const current = this.#read(key);
    if (current !== expected && current !== value) return false;
    this.#write(key, value, ttlMs);
    await this.#confirm();
    return true;
  }

  /** @param {string} prefix @param {string} after @param {number} [limit] */
  keys(prefix, after, limit = -1) {
    const { comparison, start, end } = keyRange(prefix, after);
    const found = this.#query(
      `SELECT key FROM entries WHERE key ${comparison} ? AND key < ? AND ${ALIVE} ORDER BY key LIMIT ?`,
      start,
      end,
      Date.now(),
      limit,
    );
    return found.map(({ key }) => key);
  }

  /** @param {string} key @param {number} ttlMs */
  increment(key, ttlMs) {
    const now = Date.now();
    let window = this.#counters.get(key);
    if (!window || window.endsAt <= now) {
      window = { count: 0, endsAt: now + ttlMs };
      this.#counters.set(key, window);
      this.#sweepCounters(now);
    }
    window.count += 1;
    return { count: window.count, remainingMs: window.endsAt - now };
  }

  /** @param {number} now */
  #sweepCounters(now) {
    if (this.#counters.size < this.#sweepAt) return;
    for (const [key, { endsAt }] of this.#counters) if (endsAt <= now) this.#counters.delete(key);
    this.#sweepAt = Math.max(MIN_COUNTERS_PER_SWEEP, 2 * this.#counters.size);
  }

  /**
   * Calls `work` while no other caller's work of this name runs. The call of `work` fails if the caller's
   * worker has ended, and its lease ends if the caller does not renew it.
   *
   * @param {string} name
   * @param {string} owner
   * @param {number} waitMs
   * @param {() => Promise<void>} work
   * @returns {Promise<"ended" | "busy">}
   */
  async runLocked(name, owner, waitMs, work) {
    const queue = this.#locks.get(name) ?? { holder: undefined, waiters: [] };
    this.#locks.set(name, queue);
    if (queue.holder && !(await this.#waitForTurn(queue, waitMs))) return "busy";
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    try {
      const leaseEnded = new Promise((resolve) => {
        const renew = () => {
          clearTimeout(timer);
          timer = setTimeout(resolve, LEASE_MS);
        };
        queue.holder = { owner, renew };
        renew();
      });
      await Promise.race([work(), leaseEnded]);
    } catch {
      // The caller has ended, and its work with it.
    } finally {
      clearTimeout(timer);
      const next = queue.waiters.shift();
      if (next) next();
      else this.#locks.delete(name);
    }
    return "ended";
  }

  /** @param {Queue} queue @param {number} waitMs @returns {Promise<boolean>} false if the time has passed */
  #waitForTurn(queue, waitMs) {
    return new Promise((resolve) => {
      const startTurn = () => {
        clearTimeout(timer);
        resolve(true);
      };
      const timer = setTimeout(() => {
        queue.waiters = queue.waiters.filter((each) => each !== startTurn);
        resolve(false);
      }, waitMs);
      queue.waiters.push(startTurn);
    });
  }

  /** @param {string} name @param {string} owner @returns {boolean} true if this owner holds the lock */
  renewLock(name, owner) {
    const holder = this.#locks.get(name)?.holder;
    if (holder?.owner !== owner) return false;
    holder.renew();
    return true;
  }
}

/**
 * The number of objects of each kind. Another number would lose stored values. An object writes some hundred entries a
 * second.
 */
const OBJECTS = { journal: 16, shopper: 64, other: 16, counter: 16, lock: 16 };

/** @typedef {keyof typeof OBJECTS} Kind */

/**
 * Returns the kinds whose keys may have a prefix.
 *
 * @param {string} prefix
 * @returns {Kind[]}
 */
function kindsOf(prefix) {
  if (prefix.length < 2) return ["journal", "shopper", "other"];
  return [placeOf(prefix)[0]];
}

/**
 * @param {import("./cloudflare.d.ts").StoreNamespace} namespace the binding of `StoreObject`
 * @param {{ owner?: string | undefined }} [options]
 * @returns {import("./index.d.ts").Store}
 */
export function cloudflareStore(namespace, { owner = "" } = {}) {
  if (typeof namespace?.idFromName !== "function") {
    throw new TypeError("cloudflareStore needs the binding of the Durable Object StoreObject");
  }
  const prefix = owner && `${owner}/`;
  /** @param {string} name */
  const objectNamed = (name) =>
    /** @type {any} */ (namespace.get(namespace.idFromName(prefix + name)));
  /** @param {Kind} kind @param {string} group */
  const nameOf = (kind, group) => `${kind}:${hash(group) % OBJECTS[kind]}`;
  /** @param {string} key */
  const nameOfKey = (key) => nameOf(...placeOf(key));
  /** @param {string} key */
  const objectOf = (key) => objectNamed(nameOfKey(key));

  /** @param {string} start */
  function objectsWith(start) {
    if (hasOnePlace(start)) return [objectOf(start)];
    return kindsOf(start).flatMap((kind) =>
      Array.from({ length: OBJECTS[kind] }, (_, index) => objectNamed(`${kind}:${index}`)),
    );
  }

  return checkedStore(
    "full",
    {
      async getMany(keys) {
        const names = [...new Set(keys.map(nameOfKey))];
        /** @type {Map<string, string | null>} */
        const values = new Map();
        const reads = names.map(async (name) => {
          const inObject = keys.filter((key) => nameOfKey(key) === name);
          const found = await objectNamed(name).getMany(inObject);
          for (const [index, key] of inObject.entries()) values.set(key, found[index]);
        });
        await Promise.all(reads);
        return keys.map((key) => values.get(key) ?? null);
      },
      write: (key, value, ttlMs) => objectOf(key).write(key, value, ttlMs),
      compareAndSet: (key, expected, value, ttlMs) =>
        objectOf(key).compareAndSet(key, expected, value, ttlMs),
      increment: (key, ttlMs) => objectNamed(nameOf("counter", key)).increment(key, ttlMs),
      async keys(prefix, after, limit) {
        const lists = objectsWith(prefix).map((object) => object.keys(prefix, after, limit));
        return (await Promise.all(lists)).flat().sort().slice(0, limit);
      },
    },
    async (name, work, options) => {
      checkLock(name, work, options);
      return runLocked(() => objectNamed(nameOf("lock", name)), name, work, options);
    },
  );
}

/**
 * Runs `work` under the lock of an object. The object has an open call of this caller, and calls back.
 *
 * @template T
 * @param {() => any} object A new stub each time: a stub whose object was reset stays broken.
 * @param {string} name
 * @param {(signal: AbortSignal) => Promise<T>} work
 * @param {import("./index.d.ts").LockOptions} options
 * @returns {Promise<T>}
 */
async function runLocked(object, name, work, { waitMs, signal }) {
  signal?.throwIfAborted();
  const owner = crypto.randomUUID();
  const lost = new AbortController();
  const lose = () => lost.abort(new Error(`the lock "${name}" was lost before its work ended`));
  const maxWaitMs = Math.min(waitMs, MAX_WAIT_MS);
  let waiting = true;
  let working = false;
  return new Promise((resolve, reject) => {
    function stopWaiting() {
      waiting = false;
      signal?.removeEventListener("abort", onAbort);
      clearTimeout(timer);
    }
    /** @param {unknown} error */
    function giveUp(error) {
      if (!waiting) return;
      stopWaiting();
      reject(error);
    }
    const onAbort = () => giveUp(signal?.reason);
    signal?.addEventListener("abort", onAbort);
    // The object may not answer at all.
    const timer = setTimeout(() => giveUp(new LockBusyError(name)), maxWaitMs + ANSWER_TIMEOUT_MS);

    /** The callback of the object. Its end releases the lock. */
    async function run() {
      if (!waiting) return;
      stopWaiting();
      working = true;
      const renewals = startRenewals(object, name, owner, lose);
      /** @type {() => void} */
      let settle;
      try {
        const value = await work(lost.signal);
        settle = () => resolve(value);
      } catch (error) {
        settle = () => reject(error);
      }
      working = false;
      clearInterval(renewals);
      // The result waits for the release of the lock, but not for long.
      const release = setTimeout(settle, RELEASE_TIMEOUT_MS);
      void call.then(() => {
        clearTimeout(release);
        settle();
      });
    }

    const call = (async () => {
      try {
        await object().runLocked(name, owner, maxWaitMs, run);
        giveUp(new LockBusyError(name));
      } catch (error) {
        giveUp(error);
      }
      if (working) lose();
    })();
  });
}

/**
 * @param {() => any} object
 * @param {string} name
 * @param {string} owner
 * @param {() => void} lose called if the lease is lost
 */
function startRenewals(object, name, owner, lose) {
  let confirmedAt = performance.now();
  return setInterval(async () => {
    const startedAt = performance.now();
    // The next check would come after the end of the lease.
    if (startedAt - confirmedAt > LEASE_MS - RENEW_MS / 2) lose();
    try {
      if (!(await object().renewLock(name, owner))) lose();
      else confirmedAt = startedAt;
    } catch {
      // The next renewal may succeed.
    }
  }, RENEW_MS);
}
