// The store of Durable Objects in this process. Each object is the package's own, over a database in memory. It
// counts the calls that each object gets.
import { register } from "node:module";
import { openDatabase } from "../stores/open-store.js";

register("./cloudflare-module.mjs", import.meta.url);
const { cloudflareStore, StoreObject } = await import("../../pkg/stores/cloudflare.js");

/** The context of an object. */
function createContext() {
  const database = openDatabase("better-sqlite3", ":memory:");
  /** @type {number | null} */
  let alarm = null;
  const storage = {
    sql: {
      exec(/** @type {string} */ text, /** @type {unknown[]} */ ...values) {
        const statement = database.prepare(text);
        const rows = statement.reader ? statement.all(...values) : [];
        if (!statement.reader) statement.run(...values);
        return { toArray: () => rows };
      },
    },
    async sync() {},
    getAlarm: async () => alarm,
    setAlarm: async (/** @type {number} */ at) => {
      alarm = at;
    },
  };
  const bytes = () =>
    database.pragma("page_count", { simple: true }) *
    database.pragma("page_size", { simple: true });
  return { context: { storage }, bytes };
}

export function openObjects() {
  /** @type {Map<string, { object: any, bytes: () => number }>} */
  const objects = new Map();
  /** The calls of each object, by name. @type {Map<string, number>} */
  let calls = new Map();

  /** @param {string} name */
  function objectOf(name) {
    const known = objects.get(name);
    if (known) return known.object;
    const { context, bytes } = createContext();
    const target = new StoreObject(/** @type {any} */ (context), {});
    const object = new Proxy(target, {
      get(_, method) {
        return (/** @type {unknown[]} */ ...args) => {
          calls.set(name, (calls.get(name) ?? 0) + 1);
          return /** @type {any} */ (target)[method](...args);
        };
      },
    });
    objects.set(name, { object, bytes });
    return object;
  }

  return {
    store: cloudflareStore(
      /** @type {any} */ ({ idFromName: (/** @type {string} */ name) => name, get: objectOf }),
    ),
    bytes: () => [...objects.values()].reduce((sum, { bytes }) => sum + bytes(), 0),
    /** Returns the calls of the objects since the last call. */
    take() {
      const taken = calls;
      calls = new Map();
      return taken;
    },
  };
}
