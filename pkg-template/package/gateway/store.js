// What the gateway keeps, and the exclusion that it depends on: storage in the shape of Web Storage,
// with a `lock` that holds for everybody who shares it.

/** @typedef {import("./index.d.ts").SharedStorage} SharedStorage */

const METHODS = /** @type {const} */ ([
  ...["getItem", "setItem", "removeItem", "replaceItem", "lock"],
]);

/** @param {unknown} storage @returns {storage is SharedStorage} */
export const isShared = (storage) =>
  METHODS.every((name) => typeof (/** @type {any} */ (storage)?.[name]) === "function");

/**
 * What is kept under a key, read as JSON.
 *
 * @param {SharedStorage} storage
 * @param {string} key
 * @returns {Promise<any>} null where there is nothing
 */
export async function readJson(storage, key) {
  const text = await storage.getItem(key);
  if (text === null || text === undefined) return null;
  return JSON.parse(text);
}

/**
 * @param {SharedStorage} storage
 * @param {string} key
 * @param {unknown} value
 */
export async function writeJson(storage, key, value) {
  await storage.setItem(key, JSON.stringify(value));
}

/**
 * Storage in this process's memory, with a lock for this process alone. Everything is gone when it
 * ends: a purchase on its way then, too. For trying out, and for a single process whose orders
 * somebody looks after.
 *
 * @returns {SharedStorage}
 */
export function memoryStorage() {
  /** @type {Map<string, string>} */
  const kept = new Map();
  /** @type {Map<string, Promise<void>>} */
  const held = new Map();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    replaceItem(key, before, value) {
      if ((kept.get(key) ?? null) !== before) return false;
      if (value) kept.set(key, value);
      else kept.delete(key);
      return true;
    },
    keys: (prefix) => [...kept.keys()].filter((key) => key.startsWith(prefix)),
    async lock(name, work) {
      const before = held.get(name);
      /** @type {() => void} */
      let release = () => {};
      const mine = new Promise((/** @type {(value: void) => void} */ resolve) => {
        release = resolve;
      });
      held.set(name, mine);
      await before;
      try {
        return await work();
      } finally {
        release();
        if (held.get(name) === mine) held.delete(name);
      }
    },
  };
}
