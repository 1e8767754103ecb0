// The page's journal, a shop's server, and storages of the caller that fail.
import { never, recordingFetch, rejecting, storageWith, thrower } from "./support.js";

/** @typedef {import("./support.js").Storage} Storage */
/** @typedef {() => Promise<void>} Work */

/**
 * Storages that fail to store a journal entry: their name, the storage, the kind of error of a purchase
 * without a reference, and that of one with a reference.
 *
 * @returns {[string, Storage, string, string][]}
 */
export const failingJournalStorages = () =>
  /** @type {[string, object, string, string][]} */ ([
    ["setItem throws", { setItem: thrower("full") }, "storage", "storage"],
    ["setItem rejects", { setItem: rejecting(new Error("full")) }, "storage", "storage"],
    ["setItem never answers", { setItem: never }, "timeout", "timeout"],
    ["replaceItem throws", { replaceItem: thrower("full") }, "storage", "storage"],
    ["replaceItem refuses", { replaceItem: () => false }, "storage", "storage"],
    ["replaceItem returns nothing", { replaceItem() {} }, "storage", "storage"],
    ["getItem throws", { getItem: thrower("gone") }, "storage", "outcome_unknown"],
    ["getItem returns a number", { getItem: () => 5 }, "storage", "outcome_unknown"],
    ["the entry is no JSON", { getItem: () => "{" }, "outcome_unknown", "outcome_unknown"],
    ["the entry is an array", { getItem: () => "[]" }, "outcome_unknown", "outcome_unknown"],
    [
      "the entry has another version",
      { getItem: () => '{"v":2,"state":"done"}' },
      ...["outcome_unknown", "outcome_unknown"],
    ],
    ["getItem never answers", { getItem: never }, "timeout", "outcome_unknown"],
    ["lock throws", { lock: thrower("no") }, "storage", "outcome_unknown"],
    ["lock runs nothing", { lock: async () => {} }, "storage", "outcome_unknown"],
    ["lock is no function", { lock: 5 }, "storage", "outcome_unknown"],
    ["lock never answers", { lock: never }, "timeout", "outcome_unknown"],
  ]).map(([name, members, ...kinds]) => [name, storageWith(members), ...kinds]);

/** Storages that fail after the order has left, with their names. @returns {[string, Storage][]} */
export const lateFailingStorages = () =>
  /** @type {[string, object][]} */ ([
    ["removeItem and keys throw", { removeItem: thrower("no"), keys: thrower("no") }],
    [
      "setItem refuses the outcome",
      {
        setItem(/** @type {string} */ _, /** @type {string} */ value) {
          if (value.includes('"done"')) throw new Error("full");
        },
      },
    ],
    [
      "replaceItem refuses the outcome",
      {
        replaceItem: (
          /** @type {string} */ _,
          /** @type {string | null} */ __,
          /** @type {string} */ value,
        ) => value.includes('"sending"'),
      },
    ],
    [
      "lock runs the work twice",
      {
        lock(/** @type {string} */ _, /** @type {Work} */ work) {
          work();
          return work();
        },
      },
    ],
    [
      "lock is lost",
      {
        async lock(/** @type {string} */ _, /** @type {Work} */ work) {
          work();
          throw new Error("lost");
        },
      },
    ],
  ]).map(([name, members]) => [name, storageWith(members)]);

/**
 * Storages with odd keys: their name, the storage, and the number of orders that `recoverTopupOrders`
 * finds, or the kind of its error.
 *
 * @returns {[string, Storage, string][]}
 */
export const oddKeyStorages = () =>
  /** @type {[string, () => unknown, string][]} */ ([
    ["null", () => null, "0"],
    ["no keys", () => [], "0"],
    ["keys of other types", () => [undefined, 5, "pressone-esim:write:x", {}], "0"],
    ["a number", () => 5, "0"],
    ["an object", () => ({}), "0"],
    ["a symbol", () => [Symbol("x")], "0"],
    ["an object without a text", () => [Object.create(null)], "storage"],
    ["a promise that rejects", rejecting(new Error("no")), "storage"],
    ["a promise that never settles", never, "timeout"],
  ]).map(([name, keys, expected]) => [name, storageWith({ keys }), expected]);

/** The page's journal entries whose key contains this, as text. @param {string} part @returns {Promise<string>} */
export const journalText = (part) =>
  new Promise((resolve, reject) => {
    const opening = indexedDB.open("pressone-esim", 1);
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const store = opening.result.transaction("journal").objectStore("journal");
      const [keys, values] = [store.getAllKeys(), store.getAll()];
      store.transaction.oncomplete = () => {
        opening.result.close();
        const found = values.result.filter((_, at) => String(keys.result[at]).includes(part));
        resolve(found.join());
      };
    };
  });

/**
 * A `fetch` to a shop's server that carries out every order. At each order it records the journal's
 * entries whose key contains `part`, or an empty text without `part`.
 *
 * @param {string | undefined} part
 */
export function shopFetch(part) {
  const offer = { id: "fjord", type: "topup", title: "x", data: "1 GB", is_unlimited: false };
  const data = [{ ...offer, price: 1, amount: 1, day: 1 }];
  /** @type {string[]} */
  const journals = [];
  const answer = async (/** @type {Request} */ { method }) => {
    if (method === "GET") return Response.json({ data });
    journals.push(part === undefined ? "" : await journalText(part));
    const order = { id: journals.length, code: "c", price: 1, created_at: "t" };
    return Response.json({ data: order });
  };
  return Object.assign(recordingFetch(answer), { journals });
}

/** The recorded journals, one for each order. @param {{ journals: string[] }} fetch */
export const journalsOf = ({ journals }) => journals;

/** Makes every transaction of IndexedDB throw. @returns {() => void} ends that */
export function forbidTransactions() {
  const { transaction } = IDBDatabase.prototype;
  IDBDatabase.prototype.transaction = thrower("forbidden");
  return () => {
    IDBDatabase.prototype.transaction = transaction;
  };
}
