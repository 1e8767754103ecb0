// The store for development: the memory of one process.
import { checkedStore } from "./checked-store.js";
import { createLeaseLock } from "./lease-lock.js";
import { now } from "./timed-call.js";

/** The number of writes after which expired entries are removed; more if there are more entries. */
const MIN_WRITES_PER_SWEEP = 1_000;

/**
 * A map whose entries expire.
 *
 * @template T
 */
class ExpiringMap {
  /** @type {Map<string, { value: T, endsAt: number }>} */
  #entries = new Map();
  #writes = 0;

  /** @param {string} key @returns {{ value: T, endsAt: number } | undefined} */
  get(key) {
    const entry = this.#entries.get(key);
    return entry && entry.endsAt > now() ? entry : undefined;
  }

  /** @param {string} key @param {T} value @param {number} [ttlMs] */
  set(key, value, ttlMs = Number.POSITIVE_INFINITY) {
    this.#entries.set(key, { value, endsAt: now() + ttlMs });
    this.#writes += 1;
    if (this.#writes < MIN_WRITES_PER_SWEEP || this.#writes < this.#entries.size) return;
    this.#writes = 0;
    for (const each of this.#entries.keys()) if (!this.get(each)) this.#entries.delete(each);
  }

  /** @param {string} key */
  delete(key) {
    this.#entries.delete(key);
  }

  keys() {
    return [...this.#entries.keys()].filter((key) => this.get(key));
  }
}

/** The leases of the locks. A holder's timers may have ended with its request. */
function createLeases() {
  /** @type {ExpiringMap<string>} */
  const owners = new ExpiringMap();
  return {
    /** @param {string} name @param {string} owner @param {number} leaseMs */
    acquire(name, owner, leaseMs) {
      const current = owners.get(name)?.value;
      if (current !== undefined && current !== owner) return false;
      owners.set(name, owner, leaseMs);
      return true;
    },
    /** @param {string} name @param {string} owner @param {number} leaseMs */
    renew(name, owner, leaseMs) {
      if (owners.get(name)?.value !== owner) return false;
      owners.set(name, owner, leaseMs);
      return true;
    },
    /** @param {string} name @param {string} owner */
    release(name, owner) {
      if (owners.get(name)?.value === owner) owners.delete(name);
    },
  };
}

/** @returns {import("./index.d.ts").Store} */
export function memoryStore() {
  /** @type {ExpiringMap<string>} */
  const values = new ExpiringMap();
  /** @type {ExpiringMap<number>} */
  const counters = new ExpiringMap();

  /** @param {string} key */
  const read = (key) => values.get(key)?.value ?? null;

  /** @param {string} key @param {string | null} value @param {number} [ttlMs] */
  function write(key, value, ttlMs) {
    if (value === null) values.delete(key);
    else values.set(key, value, ttlMs);
  }

  return checkedStore(
    "none",
    {
      getMany: (keys) => keys.map(read),
      write,
      compareAndSet(key, expected, value, ttlMs) {
        const current = read(key);
        if (current !== expected && current !== value) return false;
        write(key, value, ttlMs);
        return true;
      },
      increment(key, ttlMs) {
        const window = counters.get(key);
        const count = (window?.value ?? 0) + 1;
        const remainingMs = window ? window.endsAt - now() : ttlMs;
        counters.set(key, count, remainingMs);
        return { count, remainingMs };
      },
      keys: (prefix, after, limit) =>
        values
          .keys()
          .filter((key) => key.startsWith(prefix) && key > after)
          .sort()
          .slice(0, limit),
    },
    createLeaseLock(createLeases()),
  );
}
