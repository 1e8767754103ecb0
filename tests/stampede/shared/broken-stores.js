// Stores that break one rule. The checks have to find each.

/** @typedef {import("pressone-esim/stores").Store} Store */

/** @type {Record<string, (store: Store) => Store>} */
export const BROKEN_STORES = {
  /** Two callers can hold one lock. */
  lock: (store) => ({
    ...store,
    lock: (_name, work) => work(new AbortController().signal),
  }),
  /** The mark of a request is written when the request has ended, and not before. */
  mark: (store) => ({
    ...store,
    async compareAndSet(key, expected, value, options) {
      if (!key.startsWith("h/") || !key.endsWith("/m") || value === null) {
        return store.compareAndSet(key, expected, value, options);
      }
      if (!JSON.parse(value).state.includes("asking")) await store.put(key, value, options);
      return true;
    },
  }),
};
