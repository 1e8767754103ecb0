// A storage that outlives its process: one file per key, in a folder that one process uses at a time.
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { memoryStorage } from "../../../../pkg/gateway/index.js";

/**
 * @param {string} folder
 * @returns {import("../../../../pkg/gateway/index.js").SharedStorage}
 */
export function folderStorage(folder) {
  mkdirSync(folder, { recursive: true });
  const pathOf = (/** @type {string} */ key) => join(folder, encodeURIComponent(key));
  /** @param {string} key */
  const getItem = (key) => {
    try {
      return readFileSync(pathOf(key), "utf8");
    } catch {
      return null;
    }
  };
  /** Writes atomically. @param {string} key @param {string} value */
  const setItem = (key, value) => {
    writeFileSync(`${pathOf(key)}~`, value);
    renameSync(`${pathOf(key)}~`, pathOf(key));
  };
  return {
    ...memoryStorage(),
    getItem,
    setItem,
    removeItem: (key) => rmSync(pathOf(key), { force: true }),
    keys: (prefix) =>
      readdirSync(folder)
        .map(decodeURIComponent)
        .filter((key) => key.startsWith(prefix) && !key.endsWith("~")),
    replaceItem(key, before, value) {
      if (getItem(key) !== before) return false;
      setItem(key, value);
      return true;
    },
  };
}
