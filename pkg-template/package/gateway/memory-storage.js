// A storage for development, and for a shop with a single process that settles open orders by hand.

/**
 * Storage and locks in the memory of this process. All of it is lost when the process ends, open
 * purchases too.
 *
 * @returns {import("./index.d.ts").SharedStorage}
 */
export function memoryStorage() {
  /** @type {Map<string, string>} */
  const items = new Map();
  /** The last holder's end, by the lock's name. @type {Map<string, Promise<void>>} */
  const locks = new Map();
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
    replaceItem(key, before, value) {
      if ((items.get(key) ?? null) !== before) return false;
      if (value) items.set(key, value);
      else items.delete(key);
      return true;
    },
    keys: (prefix) => [...items.keys()].filter((key) => key.startsWith(prefix)),
    async lock(name, work) {
      const previous = locks.get(name);
      /** @type {() => void} */
      let release = () => {};
      const released = new Promise((/** @type {(value: void) => void} */ resolve) => {
        release = resolve;
      });
      locks.set(name, released);
      await previous;
      try {
        return await work();
      } finally {
        release();
        if (locks.get(name) === released) locks.delete(name);
      }
    },
  };
}
