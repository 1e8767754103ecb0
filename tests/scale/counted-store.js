// A store that counts its calls, by method and kind of key.

/** @typedef {import("pressone-esim/stores").Store} Store */

/** The parts of the partner client's keys, by their first letters. */
const KINDS = {
  c: "entry",
  s: "shopper's index",
  o: "open index",
  n: "number",
  h: "history",
  t: "token",
};

/** @param {string} key */
const kindOf = (key) =>
  /** @type {Record<string, string>} */ (KINDS)[key.split("/")[0] ?? ""] ?? "other";

/** @param {Store} store */
export function countedStore(store) {
  /** @type {Map<string, number>} */
  let calls = new Map();
  /** The calls that name a key. @type {Map<string, number>} */
  let keys = new Map();

  /** @param {string} method @param {readonly string[]} names */
  function count(method, names) {
    const label = `${method} ${method === "lock" ? "" : kindOf(names[0] ?? "")}`.trim();
    calls.set(label, (calls.get(label) ?? 0) + 1);
    for (const name of names) keys.set(name, (keys.get(name) ?? 0) + 1);
  }

  /** @type {Store} */
  const counted = {
    durability: store.durability,
    get(key) {
      count("get", [key]);
      return store.get(key);
    },
    getMany(names) {
      count("getMany", names);
      return store.getMany(names);
    },
    put(key, value, options) {
      count("put", [key]);
      return store.put(key, value, options);
    },
    delete(key) {
      count("delete", [key]);
      return store.delete(key);
    },
    compareAndSet(key, ...values) {
      count("compareAndSet", [key]);
      return store.compareAndSet(key, ...values);
    },
    increment(key, options) {
      count("increment", [key]);
      return store.increment(key, options);
    },
    keys(prefix, options) {
      count("keys", [prefix]);
      return store.keys(prefix, options);
    },
    lock(name, work, options) {
      count("lock", [name]);
      return store.lock(name, work, options);
    },
  };
  return {
    store: counted,
    /** Returns the counts since the last call, by kind and by key. */
    take() {
      const taken = { calls: new Map([...calls].sort()), keys };
      calls = new Map();
      keys = new Map();
      return taken;
    },
  };
}

/** @param {Map<string, number>} counts */
export const sumOf = (counts) => [...counts.values()].reduce((sum, each) => sum + each, 0);
