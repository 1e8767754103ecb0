// A store that outlives its process: one file per key, in a folder that one process uses at a time. Locks
// and counters end with the process.
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { memoryStore } from "../../../../pkg/stores/memory.js";

/** Ends the name of a file that is not complete. */
const INCOMPLETE = "~";

/** @param {string} path @param {string} flags @param {(file: number) => void} [write] */
function openAndSync(path, flags, write) {
  const file = openSync(path, flags);
  try {
    write?.(file);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** @param {string} folder @returns {import("../../../../pkg/stores/index.js").Store} */
export function folderStore(folder) {
  mkdirSync(folder, { recursive: true });
  const { lock, increment } = memoryStore();
  const pathOf = (/** @type {string} */ key) => join(folder, encodeURIComponent(key));

  /** @param {string} key @returns {string | null} */
  function read(key) {
    try {
      const { value, endsAt } = JSON.parse(readFileSync(pathOf(key), "utf8"));
      return endsAt === null || Date.now() < endsAt ? value : null;
    } catch (error) {
      if (/** @type {any} */ (error).code === "ENOENT") return null;
      throw error;
    }
  }

  /** Writes a whole file or nothing. @param {string} key @param {string | null} value @param {number} [ttlMs] */
  function write(key, value, ttlMs) {
    const path = pathOf(key);
    if (value === null) rmSync(path, { force: true });
    else {
      const endsAt = ttlMs === undefined ? null : Date.now() + ttlMs;
      const text = JSON.stringify({ value, endsAt });
      openAndSync(path + INCOMPLETE, "w", (file) => writeSync(file, text));
      renameSync(path + INCOMPLETE, path);
    }
    openAndSync(folder, "r");
  }

  return {
    durability: "full",
    lock,
    increment,
    get: async (key) => read(key),
    getMany: async (keys) => keys.map(read),
    put: async (key, value, options) => write(key, value, options?.ttlMs),
    delete: async (key) => write(key, null),
    async compareAndSet(key, expected, value, options) {
      const current = read(key);
      if (current !== expected && current !== value) return false;
      write(key, value, options?.ttlMs);
      return true;
    },
    async keys(prefix, { after = "", limit } = {}) {
      return readdirSync(folder)
        .filter((name) => !name.endsWith(INCOMPLETE))
        .map(decodeURIComponent)
        .filter((key) => key.startsWith(prefix) && key > after && read(key) !== null)
        .sort()
        .slice(0, limit);
    },
  };
}
