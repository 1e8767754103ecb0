// The store that is checked. Each call has a limit of time, and each rule has keys of its own.
import { now } from "./timed-call.js";

/** The partner client gives up after this time, if the shop says nothing else. */
const ANSWER_MS = 5_000;
/** The time after which a call is not waited for. */
const HANG_MS = 20_000;

/** @typedef {import("./index.d.ts").Store} Store */

/** A rule that the store breaks, in words. */
export class Violation extends Error {}

/** @param {unknown} condition @param {string} message @returns {asserts condition} */
export function expect(condition, message) {
  if (!condition) throw new Violation(message);
}

const MAX_SHOWN = 80;

/** A value for a message. @param {unknown} value */
export function show(value) {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}

/** @param {unknown} actual @param {unknown} expected @param {string} what */
export function expectEqual(actual, expected, what) {
  if (JSON.stringify(actual) === JSON.stringify(expected)) return;
  throw new Violation(`${what} must be ${show(expected)}, not ${show(actual)}`);
}

/** @param {unknown} error @returns {string} */
export function describeFailure(error) {
  if (error instanceof Violation) return error.message;
  return `a call failed with ${error instanceof Error ? `${error.name}: ${error.message}` : show(error)}`;
}

/**
 * @template T
 * @param {string} method
 * @param {() => Promise<T>} call
 * @returns {Promise<T>}
 */
async function timed(method, call) {
  const startedAt = now();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {Promise<never>} */
  const hang = new Promise((_, reject) => {
    const message = `${method} does not answer within ${HANG_MS / 1000} s`;
    timer = setTimeout(() => reject(new Violation(message)), HANG_MS);
  });
  try {
    return await Promise.race([call(), hang]);
  } finally {
    clearTimeout(timer);
    const tookMs = Math.round(now() - startedAt);
    if (tookMs > ANSWER_MS && tookMs < HANG_MS) {
      const message = `${method} answers after ${tookMs} ms, and the partner client waits ${ANSWER_MS} ms`;
      // biome-ignore lint/correctness/noUnsafeFinally: a late answer is worse than the answer.
      throw new Violation(message);
    }
  }
}

/** @typedef {ReturnType<typeof createSubject>} Subject */
/** @typedef {[rule: string, check: (subject: Subject) => Promise<void>]} Rule */

/** @param {Store[]} stores clients of one store */
export function createSubject(stores) {
  /** @type {Set<string>} */
  const written = new Set();
  /** @type {(() => void)[]} */
  const ends = [];

  /** @param {Store} store @returns {Store} */
  const timedStore = (store) => ({
    durability: store.durability,
    get: (key) => timed("get", () => store.get(key)),
    getMany: (keys) => timed("getMany", () => store.getMany(keys)),
    put(key, value, options) {
      written.add(key);
      return timed("put", () => store.put(key, value, options));
    },
    delete: (key) => timed("delete", () => store.delete(key)),
    compareAndSet(key, expected, value, options) {
      written.add(key);
      return timed("compareAndSet", () => store.compareAndSet(key, expected, value, options));
    },
    increment: (key, options) => timed("increment", () => store.increment(key, options)),
    keys: (prefix, options) => timed("keys", () => store.keys(prefix, options)),
    lock: (name, work, options) => store.lock(name, work, options),
  });

  let clients = stores.map(timedStore);
  return {
    durability: stores[0]?.durability,
    /** The client of a caller. Callers take turns. @param {number} caller @returns {Store} */
    client: (caller) => /** @type {Store} */ (clients[caller % clients.length]),
    get clientCount() {
      return clients.length;
    },
    /** Beginnings of keys, of each kind that a store may keep in a place of its own. */
    prefixes() {
      const id = crypto.randomUUID();
      return [`c/${id}-`, `o/1764100000/${id}-`, `s/${id}/`, `token/${id}/`];
    },
    /** The beginning of keys of a rule. */
    prefix: () => `c/${crypto.randomUUID()}-`,
    /** Goes on with a new client of the same store. @param {Store} store */
    reopen(store) {
      clients = [timedStore(store)];
    },
    /** Calls a function when the check ends, also if its rule failed. @param {() => void} end */
    atEnd(end) {
      ends.push(end);
    },
    async cleanUp() {
      for (const end of ends) end();
      const [client] = clients;
      // Keys of wrong arguments are in the list too.
      await Promise.allSettled([...written].map((key) => client?.delete(key)));
    },
  };
}
