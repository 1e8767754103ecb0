// The page's stored history, and storages of the caller that fail.
import { never, rejecting, storageWith, thrower } from "./support.js";

/** @typedef {import("./support.js").Storage} Storage */

const historyKeys = () => Object.keys(localStorage).filter((key) => key.includes(":history:"));

/** Replaces each stored history by this text. @param {string} text */
export function replaceHistory(text) {
  for (const key of historyKeys()) localStorage.setItem(key, text);
}

/** Changes the age of each stored history. @param {number} ms */
export function ageHistory(ms) {
  for (const key of historyKeys()) {
    const record = JSON.parse(localStorage.getItem(key) ?? "");
    for (const time of ["stored_at", "fetched_at", "next_at"]) record[time] -= ms;
    localStorage.setItem(key, JSON.stringify(record));
  }
}

/** Texts that are no stored history. */
export function invalidRecords() {
  const now = Date.now();
  const times = { stored_at: now, fetched_at: now, next_at: now + 60_000 };
  const record = { v: 2, ...times, packages: [] };
  return [
    ...["", "null", "7", "[]", "{", '{"v":2}', '{"v":99,"packages":[]}'],
    JSON.stringify({ ...record, v: 1 }),
    JSON.stringify({ ...record, packages: [7] }),
    JSON.stringify({ ...record, packages: [{}] }),
    JSON.stringify({ ...record, packages: "none" }),
    JSON.stringify({ ...record, fetched_at: "x" }),
    JSON.stringify({ ...record, fetched_at: now + 3_600_000 }),
    JSON.stringify({ ...record, next_at: now + 100_000_000 }),
    " ".repeat(1 << 21) + JSON.stringify(record),
  ];
}

/** Fills the page's storage to the last character. */
export function fillStorage() {
  let chunk = "x".repeat(1 << 20);
  for (let count = 0; chunk.length > 0; count += 1) {
    try {
      localStorage.setItem(`filler${count}`, chunk);
    } catch {
      chunk = chunk.slice(0, chunk.length >> 1);
    }
  }
}

/** A storage whose methods return promises. */
export function promiseStorage() {
  const { getItem, setItem, removeItem } = /** @type {any} */ (storageWith());
  return {
    getItem: async (/** @type {string} */ key) => getItem(key),
    setItem: async (/** @type {string} */ key, /** @type {string} */ value) => setItem(key, value),
    removeItem: async (/** @type {string} */ key) => removeItem(key),
  };
}

/** A storage that never answers. */
export const hangingStorage = () => ({ getItem: never, setItem: never, removeItem: never });

/** Storages that fail to store a history, with their names. @returns {[string, Storage][]} */
export const failingHistoryStorages = () => [
  [
    "every method throws",
    { getItem: thrower("no"), setItem: thrower("no"), removeItem: thrower("no") },
  ],
  [
    "the promises reject",
    {
      getItem: rejecting(new Error("no")),
      setItem: rejecting(new Error("no")),
      removeItem: async () => {},
    },
  ],
  ["getItem returns a number", { getItem: () => 7, setItem() {}, removeItem() {} }],
  ["getItem never answers", { getItem: never, setItem() {}, removeItem() {} }],
];
