// Storage that outlives its process: a file for each key in a folder that one process uses at a time.
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { memoryStorage } from "../../../../pkg/gateway/index.js";

/**
 * @param {string} folder
 * @returns {import("../../../../pkg/gateway/index.js").SharedStorage}
 */
export function folderStorage(folder) {
  mkdirSync(folder, { recursive: true });
  const at = (/** @type {string} */ key) => join(folder, encodeURIComponent(key));
  /** @param {string} key */
  const getItem = (key) => {
    try {
      return readFileSync(at(key), "utf8");
    } catch {
      return null;
    }
  };
  /** Whole or not at all. @param {string} key @param {string} value */
  const setItem = (key, value) => {
    writeFileSync(`${at(key)}~`, value);
    renameSync(`${at(key)}~`, at(key));
  };
  return {
    ...memoryStorage(),
    getItem,
    setItem,
    removeItem: (key) => rmSync(at(key), { force: true }),
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
