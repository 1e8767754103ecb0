// What only the platform can do: end what waits, exchange a request for an answer, say where it is.
//
// The module calls all of this without a net: what is thrown here would run through its frames and
// leave the promise in flight unsettled for ever. So nothing throws here but inside of a promise.
//
// One file: where nothing bundles the package, each file is a request of its own.
import { plain } from "./columns.js";
import { objectOf, pressoneError } from "./error.js";

/**
 * What ends a call early. `failure` is why it ended, as soon as it has.
 *
 * @typedef {{ signal: AbortSignal, ended: Promise<never>, failure?: Error, close: () => void }} Limit
 */

/**
 * Begins the time of one call. Its signal is its own: a caller's that serves many calls would
 * gather listeners.
 *
 * @param {number} timeoutMs
 * @param {AbortSignal | null | undefined} signal
 * @returns {Limit | undefined} undefined where `signal` is none
 */
export function limit(timeoutMs, signal) {
  /** @type {AbortController | undefined} */
  let controller;
  /** @type {(failure: Error) => void} */
  let reject;
  /** @type {Promise<never>} */
  const ended = new Promise((_, no) => {
    reject = no;
  });
  // Whoever waits hears of it; it may be that nobody does.
  ended.catch(() => {});
  /** @param {string} kind @param {string} message @param {unknown} [cause] */
  const end = (kind, message, cause) => {
    made.failure ??= pressoneError({ kind, message }, cause);
    reject(made.failure);
    controller?.abort();
  };
  const stop = () => end("aborted", "the caller's signal ended the call", signal?.reason);
  const timer = setTimeout(end, timeoutMs, "timeout", `the call took longer than ${timeoutMs} ms`);
  /** @type {Limit} */
  const made = {
    // Not before somebody asks for it: what is answered from a store sends nothing.
    get signal() {
      controller ??= new AbortController();
      if (made.failure) controller.abort();
      return controller.signal;
    },
    ended,
    close() {
      clearTimeout(timer);
      try {
        signal?.removeEventListener("abort", stop);
      } catch {
        // There is nobody left to tell.
      }
    },
  };
  try {
    // Of any realm, so that no class is asked for.
    if (signal && typeof signal.aborted !== "boolean") throw signal;
    if (signal && typeof signal.removeEventListener !== "function") throw signal;
    signal?.addEventListener("abort", stop);
    if (signal?.aborted) stop();
    return made;
  } catch {
    clearTimeout(timer);
    return undefined;
  }
}

/**
 * The outcome of something, unless the call ends first.
 *
 * @template T
 * @param {Limit} limit
 * @param {T | PromiseLike<T>} outcome
 * @returns {Promise<T>}
 */
export const race = ({ ended }, outcome) => Promise.race([ended, outcome]);

/**
 * Waits, and ends its timer when the call ends.
 *
 * @param {Limit} limit
 * @param {number} delayMs
 */
export function pause(limit, delayMs) {
  /** @type {ReturnType<typeof setTimeout>} */
  let timer;
  const over = new Promise((resolve) => {
    timer = setTimeout(resolve, delayMs);
  });
  return race(limit, over).finally(() => clearTimeout(timer));
}

/**
 * Asks a function of the caller's.
 *
 * @param {Limit} limit
 * @param {() => unknown} question
 */
export const ask = async (limit, question) => race(limit, question());

/** More characters than any answer has, and few enough for every engine's texts. */
const LONGEST_ANSWER = 1 << 26;

/**
 * @typedef {(request: Request) => Promise<Response>} Send the caller's own `fetch`
 * @typedef {[Request] | [string, RequestInit]} Asked what `fetch` is called with
 */

/**
 * A request that no redirect leads elsewhere: they re-send orders and move secrets ("error" is not
 * known to every runtime). The caller's own `fetch` gets a `Request`; the platform's would only make
 * another of it.
 *
 * @param {Limit} limit
 * @param {Send | null | undefined} send
 * @param {string} url
 * @param {string} method
 * @param {Headers} headers
 * @param {BodyInit | null | undefined} body
 * @param {boolean} noStore
 * @returns {Asked | undefined} undefined where the platform does not take it
 */
export function makeRequest({ signal }, send, url, method, headers, body, noStore) {
  try {
    /** @type {RequestInit} */
    const init = { method, headers, redirect: "manual", signal };
    if (body !== undefined) init.body = body;
    // Some runtimes throw at the option instead of ignoring it.
    if (noStore && "cache" in Request.prototype) init.cache = "no-store";
    return send ? [new Request(url, init)] : [url, init];
  } catch {
    return undefined;
  }
}

/**
 * One request and its whole answer.
 *
 * @param {Limit} limit
 * @param {Send | null | undefined} send
 * @param {Asked} asked
 */
export async function exchange(limit, send, asked) {
  // Whatever an injected function gives is looked at, and has to be what a `Response` is.
  const response = await race(limit, Reflect.apply(send ?? fetch, globalThis, asked));
  const { status, redirected, headers } = response;
  const text = await race(limit, response.text());
  if (!(Number.isInteger(status) && status >= 0 && status < 1000 && typeof text === "string")) {
    throw new TypeError("fetch gave something else than a Response");
  }
  if (text.length > LONGEST_ANSWER) throw new RangeError("the answer is too long");
  // A redirect that the browser hides has the status 0; one that was followed counts as such.
  const [retryAfter, age] = ["retry-after", "age"].map((name) => headers?.get?.(name) ?? "");
  return {
    status: redirected ? 0 : status,
    retryAfter,
    date: Date.parse(String(retryAfter)),
    ageMs: Number(age) * 1000,
    text,
  };
}

/**
 * Tells a listener of an event. What it throws is its own matter.
 *
 * @param {(event: unknown) => void} listener
 * @param {[string, unknown][]} entries
 */
export function tell(listener, entries) {
  try {
    listener(objectOf(entries));
  } catch {}
}

/** The page's origin, and undefined where this is no page. */
export const pageOrigin = () =>
  globalThis.document ? String(globalThis.location?.origin ?? "") : undefined;

/**
 * A URL in its normal form, in a page as the page would read it.
 *
 * @param {string} url
 */
export function href(url) {
  try {
    return new URL(url, globalThis.document && globalThis.location?.href).href;
  } catch {
    return undefined;
  }
}

// Where answers are kept. No storage can fail a call: what it does not take is kept in memory, what
// it does not give counts as absent.

/** A storage that takes longer, in ms, is not asked again. */
const LONGEST = 1_000;
const LATE = Symbol("late");

/**
 * @typedef {object} Adapter
 * @property {(key: string) => unknown} getItem
 * @property {(key: string, value: string) => unknown} setItem
 * @property {(key: string) => unknown} removeItem
 * @property {(index: number) => string | null} [key]
 * @property {number} [length]
 */

/** @param {unknown} value @returns {value is PromiseLike<unknown>} */
const isPromise = (value) => typeof (/** @type {any} */ (value)?.then) === "function";

/** The page's `localStorage`, if it takes a value. Merely looking at it can throw. */
function pageStorage() {
  try {
    if (!globalThis.document) return undefined;
    const key = "pressone-esim:probe";
    localStorage.setItem(key, "1");
    localStorage.removeItem(key);
    return localStorage;
  } catch {
    return undefined;
  }
}

/**
 * The store of one client, over the caller's storage, else the page's.
 *
 * @param {Adapter | null | undefined} given
 * @returns undefined where `given` has not the methods of a storage
 */
export function openStore(given) {
  try {
    for (const name of /** @type {const} */ (["getItem", "setItem", "removeItem"])) {
      if (given != null && typeof given[name] !== "function") return undefined;
    }
    return new Store(given ?? pageStorage());
  } catch {
    return undefined;
  }
}

class Store {
  /** What the adapter did not take. @type {Map<string, string>} */
  #memory = new Map();
  /** The keys that this client wrote. @type {Set<string>} */
  #written = new Set();
  #adapter;

  /** @param {Adapter | undefined} adapter */
  constructor(adapter) {
    this.#adapter = adapter;
  }

  /**
   * What is kept, or a promise of it: a storage that answers at once is not made to wait.
   *
   * @param {string} key
   * @returns {unknown}
   */
  read(key) {
    try {
      const kept = this.#memory.get(key) ?? this.#adapter?.getItem(key);
      return isPromise(kept) ? this.#inTime(kept).catch(() => undefined) : kept;
    } catch {
      return undefined;
    }
  }

  /**
   * @param {string} key
   * @param {string | undefined} value nothing for what has no text
   */
  async write(key, value) {
    if (value === undefined) return;
    this.#written.add(key);
    if (await this.#works((adapter) => adapter.setItem(key, value))) this.#memory.delete(key);
    else this.#memory.set(key, value);
  }

  /**
   * Removes all keys that begin with this: those that the storage can list, and those that this
   * client wrote.
   *
   * @param {string} prefix
   */
  async clear(prefix) {
    const keys = new Set([...this.#memory.keys(), ...this.#written]);
    await this.#works((adapter) => {
      for (let index = 0; index < Math.min(adapter.length ?? 0, 1e6); index++) {
        keys.add(String(adapter.key?.(index)));
      }
    });
    for (const key of keys) {
      if (!key.startsWith(prefix)) continue;
      this.#memory.delete(key);
      this.#written.delete(key);
      await this.#works((adapter) => adapter.removeItem(key));
    }
  }

  /**
   * Whether there is a storage, and the operation worked.
   *
   * @param {(adapter: Adapter) => unknown} operation
   */
  async #works(operation) {
    try {
      if (!this.#adapter) return false;
      await this.#inTime(operation(this.#adapter));
      return true;
    } catch {
      return false;
    }
  }

  /**
   * The outcome of an operation. One that takes too long was the last of this storage: no call
   * waits for it again.
   *
   * @param {unknown} outcome
   */
  async #inTime(outcome) {
    if (!isPromise(outcome)) return outcome;
    let timer;
    const late = new Promise((resolve) => {
      timer = setTimeout(resolve, LONGEST, LATE);
    });
    try {
      const first = await Promise.race([outcome, late]);
      if (first !== LATE) return first;
      this.#adapter = undefined;
      throw LATE;
    } finally {
      clearTimeout(timer);
    }
  }
}

// Lists walked page by page, as JavaScript's own async iterators.

/**
 * @typedef {{ id: unknown, type: unknown }} Row
 * @typedef {{ orders: Row[], next: string | null }} Page
 */

/**
 * Walks all orders of all pages. Each page is fetched when it is needed; an order that new ones push
 * onto the next page comes once. A page without an order that is new ends the walk: a server that
 * does not look at the page's number would be asked for ever.
 *
 * @param {{
 *   free: () => void,
 *   _orderPage: (query: unknown, page: string | undefined, options: unknown) => Promise<Page>,
 * }} client freed at the end
 * @param {{ type?: string } | undefined} query
 * @param {unknown} options
 */
export async function* walk(client, query, options) {
  try {
    const fixed = /** @type {typeof query} */ (plain(query)) ?? query;
    const seen = new Set();
    let page;
    let known;
    do {
      /** @type {Page} */
      const { orders, next } = await client._orderPage(fixed, page, options);
      known = seen.size;
      for (const order of orders) {
        if (seen.has(order.id)) continue;
        seen.add(order.id);
        // The API has no such filter.
        if (fixed?.type == null || order.type === fixed.type) yield order;
      }
      page = next ?? undefined;
    } while (page && seen.size > known);
  } finally {
    client.free();
  }
}
