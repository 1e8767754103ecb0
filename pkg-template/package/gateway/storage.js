// The check of the gateway's storage, and access to its values as JSON.

/** @typedef {import("./index.d.ts").SharedStorage} SharedStorage */

const METHODS = /** @type {const} */ (["getItem", "setItem", "removeItem", "replaceItem", "lock"]);

/**
 * @param {unknown} storage
 * @returns {asserts storage is SharedStorage}
 */
export function checkStorage(storage) {
  if (!METHODS.every((name) => typeof (/** @type {any} */ (storage)?.[name]) === "function")) {
    throw new TypeError(`storage must have the methods ${METHODS.join(", ")}`);
  }
}

/**
 * Reads the value of a key as JSON.
 *
 * @param {SharedStorage} storage
 * @param {string} key
 * @returns {Promise<any>} null if the key has no value
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
