// Time that runs faster for the store and for PressOne. Leases and timeouts keep their length: they measure
// how long requests take.

/** @typedef {import("pressone-esim/stores").Store} Store */

/** Shorter times to live are those of locks. */
const MIN_TTL_MS = 60_000;

/**
 * A store in which long times to live pass faster.
 *
 * @param {Store} store
 * @param {number} factor
 * @returns {Store}
 */
export function withTimeLapse(store, factor) {
  /** @template {{ ttlMs?: number | undefined } | undefined} T @param {T} options */
  const faster = (options) => {
    const ttlMs = options?.ttlMs;
    return ttlMs !== undefined && ttlMs >= MIN_TTL_MS ? { ttlMs: ttlMs / factor } : options;
  };
  return {
    durability: store.durability,
    get: (key) => store.get(key),
    getMany: (keys) => store.getMany(keys),
    put: (key, value, options) => store.put(key, value, faster(options)),
    delete: (key) => store.delete(key),
    compareAndSet: (key, expected, value, options) =>
      store.compareAndSet(key, expected, value, faster(options)),
    increment: (key, options) => store.increment(key, options),
    keys: (prefix, options) => store.keys(prefix, options),
    lock: (name, work, options) => store.lock(name, work, options),
  };
}

/**
 * A clock that begins now and runs faster. No change of the system's time moves it.
 *
 * @param {number} factor
 */
export function fastClock(factor) {
  const begin = Date.now();
  const begun = performance.now();
  return () => begin + (performance.now() - begun) * factor;
}
