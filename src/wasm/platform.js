// What only the platform can do: end what waits, exchange a request for an answer, say where it is.
//
// The module calls all of this without a net: what is thrown here would run through its frames and
// leave the promise in flight unsettled for ever. So nothing throws here but inside of a promise.
//
// One file: where nothing bundles the package, each file is a request of its own.
import { own, parse, plain } from "./columns.js";
import { pressoneError } from "./error.js";

/** @param {unknown} value @returns {value is PromiseLike<unknown>} */
export const isPromise = (value) => typeof (/** @type {any} */ (value)?.then) === "function";

/**
 * What ends a call early: its time, or its caller's signal. Its own signal is for its requests: a
 * caller's that serves many calls would gather listeners.
 */
class Deadline {
  /** Why the call ended, as soon as it has. @type {Error | undefined} */
  failure;
  #begun = Date.now();
  #timeoutMs;
  #caller;
  /** @type {(() => void) | undefined} */
  #stop;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** @type {AbortController | undefined} */
  #controller;
  /** Ends what the call waits for. @type {((failure: Error) => void) | undefined} */
  #reject;

  /** @param {number} timeoutMs @param {AbortSignal | null | undefined} caller */
  constructor(timeoutMs, caller) {
    this.#timeoutMs = timeoutMs;
    this.#caller = caller;
    if (!caller) return;
    // Of any realm, so that no class is asked for.
    if (typeof caller.aborted !== "boolean") throw caller;
    if (typeof caller.removeEventListener !== "function") throw caller;
    this.#stop = () => this.#end("aborted", "the caller's signal ended the call", caller.reason);
    caller.addEventListener("abort", this.#stop);
    if (caller.aborted) this.#stop();
  }

  /** @param {string} kind @param {string} message @param {unknown} [cause] */
  #end(kind, message, cause) {
    this.failure ??= pressoneError({ kind, message }, cause);
    this.#reject?.(this.failure);
    this.#controller?.abort();
  }

  /** Of the requests, and not before there is one: what is answered from a store sends nothing. */
  get signal() {
    this.#controller ??= new AbortController();
    return this.#controller.signal;
  }

  /** The time left, in ms. */
  remaining() {
    return this.#begun + this.#timeoutMs - Date.now();
  }

  /**
   * The outcome of something, unless the call ends first. A call waits for one thing at a time.
   *
   * @template T
   * @param {T | PromiseLike<T>} outcome
   * @returns {Promise<T>}
   */
  race(outcome) {
    return new Promise((resolve, reject) => {
      this.#reject = reject;
      if (this.failure) reject(this.failure);
      this.#timer ??= setTimeout(
        () => this.#end("timeout", `the call took longer than ${this.#timeoutMs} ms`),
        // A clock that is set back does not lengthen it.
        Math.min(this.remaining(), this.#timeoutMs),
      );
      // Whatever comes of it when the call is over is nobody's matter.
      Promise.resolve(outcome).then(resolve, reject);
    });
  }

  /**
   * Waits, and ends its timer when the call ends.
   *
   * @param {number} delayMs
   */
  sleep(delayMs) {
    /** @type {ReturnType<typeof setTimeout>} */
    let timer;
    const over = new Promise((resolve) => {
      timer = setTimeout(resolve, delayMs);
    });
    return this.race(over).finally(() => clearTimeout(timer));
  }

  /**
   * Asks a function of the caller's.
   *
   * @param {(argument?: unknown) => unknown} callback
   * @param {unknown} argument
   */
  async callBack(callback, argument) {
    return this.race(argument === undefined ? callback() : callback(argument));
  }

  /**
   * More time for the same caller, who may have run out of it.
   *
   * @param {number} timeoutMs
   */
  extended(timeoutMs) {
    return startDeadline(timeoutMs, this.#caller);
  }

  close() {
    clearTimeout(this.#timer);
    try {
      if (this.#stop) this.#caller?.removeEventListener("abort", this.#stop);
    } catch {
      // There is nobody left to tell.
    }
  }
}

/**
 * Begins the time of one call.
 *
 * @param {number} timeoutMs
 * @param {AbortSignal | null | undefined} signal
 * @returns {Deadline | undefined} undefined where `signal` is none
 */
export function startDeadline(timeoutMs, signal) {
  try {
    return new Deadline(timeoutMs, signal);
  } catch {
    return undefined;
  }
}

/** More characters than any answer has, and few enough for every engine's texts. */
const LONGEST_ANSWER = 1 << 26;

/** True if requests accept a cache mode. Some runtimes throw an error at the option. */
export const acceptsCacheMode = () => "cache" in Request.prototype;

/**
 * Sends one request and reads its whole answer. A body leaves as a stream outside of browsers.
 *
 * @param {Deadline} deadline
 * @param {((request: Request) => Promise<Response>) | null | undefined} callerFetch
 * @param {Request} request
 * @param {boolean} sendOnce
 */
export function fetchText(deadline, callerFetch, request, sendOnce) {
  return deadline.race(answerOf(callerFetch, request, sendOnce && !isBrowser));
}

/**
 * @param {((request: Request) => Promise<Response>) | null | undefined} callerFetch
 * @param {Request} request
 * @param {boolean} asStream
 */
async function answerOf(callerFetch, request, asStream) {
  const args = [asStream ? await withStreamBody(request) : request];
  // The caller's function can return anything.
  const response = await Reflect.apply(callerFetch ?? fetch, globalThis, args);
  const { status, redirected, headers } = response;
  const text = await response.text();
  if (!(Number.isInteger(status) && status >= 0 && status < 1000 && typeof text === "string")) {
    throw new TypeError("fetch gave something else than a Response");
  }
  if (text.length > LONGEST_ANSWER) throw new RangeError("the answer is too long");
  const retryAfter = headers?.get?.("retry-after") ?? "";
  return {
    // A redirect that the browser hides has the status 0; one that was followed counts as such.
    status: redirected ? 0 : status,
    retryAfter,
    date: retryAfter ? Date.parse(String(retryAfter)) : undefined,
    ageMs: Number(headers?.get?.("age")) * 1000,
    text,
  };
}

/** Pages and their workers, where streams are refused over HTTP/1.1, or sent as `[object …]`. */
const isBrowser = "document" in globalThis || "indexedDB" in globalThis;

/** Whether this runtime sends a stream as one: where it is made text of, it gets the type of text. */
function sendsStreams() {
  try {
    const init = { method: "POST", body: new ReadableStream(), duplex: "half" };
    return !new Request("https://pressone.invalid/", init).headers.has("Content-Type");
  } catch {
    return false;
  }
}

/**
 * The same request with a body that can be sent once: several runtimes send a POST again by themselves
 * over a connection that broke, an order too, which they cannot do with a stream.
 *
 * @param {Request} request
 */
async function withStreamBody(request) {
  const bytes = new Uint8Array(await request.arrayBuffer());
  const { method, signal } = request;
  const headers = new Headers(request.headers);
  /** @type {BodyInit} */
  let body = bytes;
  const Fixed = /** @type {any} */ (globalThis).FixedLengthStream;
  if (Fixed) {
    // workerd's own: a stream whose length is known goes out with a Content-Length.
    const { readable, writable } = new Fixed(bytes.byteLength);
    const writer = writable.getWriter();
    writer.write(bytes).then(
      () => writer.close(),
      () => {},
    );
    body = readable;
  } else if (sendsStreams()) {
    headers.set("Content-Length", String(bytes.byteLength));
    body = new ReadableStream({
      start(controller) {
        controller.enqueue(bytes);
        controller.close();
      },
    });
  }
  const init = { method, headers, body, signal, redirect: "manual", duplex: "half" };
  return new Request(request.url, /** @type {RequestInit} */ (init));
}

/**
 * What `getPackageHistory` gives.
 *
 * @param {unknown} packages
 * @param {number} fetched_at
 * @param {number} expires_at
 * @param {string} source
 */
export const historyOf = (packages, fetched_at, expires_at, source) => ({
  packages,
  fetched_at,
  expires_at,
  source,
});

/**
 * A history for all who wait for it, with a text that holds its packages.
 *
 * @typedef {{ history: ReturnType<typeof historyOf>, packages: unknown, text: string | undefined }} Shared
 *
 * @param {ReturnType<typeof historyOf>} history
 * @param {string | undefined} text
 * @returns {Shared}
 */
export const shareHistory = (history, text) => ({ history, packages: history.packages, text });

/**
 * One caller's own. The first one takes what was read, and needs no text of it, which not every
 * answer has.
 *
 * @param {Shared} shared
 * @returns undefined where there is no text
 */
export function copyOf(shared) {
  const packages = shared.packages ?? own(parsed(shared.text), "packages");
  shared.packages = undefined;
  return packages && { ...shared.history, packages };
}

/**
 * Passes an event to a listener, whose errors are ignored.
 *
 * @param {(event: unknown) => void} listener
 * @param {unknown} event
 */
export function callListener(listener, event) {
  try {
    listener(event);
  } catch {}
}

/** A name that nothing else has. Not `randomUUID`, which pages without https lack. */
export const randomReference = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");

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

/** What an entry's text says. @param {unknown} text */
const parsed = (text) => (typeof text === "string" ? parse(text) : undefined);

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
   * What is kept, parsed, or a promise of it: a storage that answers at once is not made to wait.
   *
   * @param {string} key
   * @returns {unknown}
   */
  read(key) {
    try {
      const kept = this.#memory.get(key) ?? this.#adapter?.getItem(key);
      return isPromise(kept) ? this.#inTime(kept).then(parsed, () => undefined) : parsed(kept);
    } catch {
      return undefined;
    }
  }

  /**
   * @param {string} key
   * @param {string | undefined} value nothing for what has no text
   * @returns {Promise<void> | undefined} a promise where the storage gives one
   */
  write(key, value) {
    if (value === undefined) return undefined;
    this.#written.add(key);
    const kept = () => void this.#memory.delete(key);
    const refused = () => void this.#memory.set(key, value);
    try {
      if (!this.#adapter) return refused();
      const written = this.#adapter.setItem(key, value);
      return isPromise(written) ? this.#inTime(written).then(kept, refused) : kept();
    } catch {
      return refused();
    }
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

/** What the API has no filter for, or none that compares exactly. */
const PICKED = /** @type {const} */ (["type", "reference", "shopper"]);

/**
 * @typedef {{ id: unknown, type: unknown, reference: unknown, shopper: unknown }} Row
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
 * @param {{ type?: string, reference?: string, shopper?: string } | undefined} query
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
        if (PICKED.every((name) => fixed?.[name] == null || order[name] === fixed[name]))
          yield order;
      }
      page = next ?? undefined;
    } while (page && seen.size > known);
  } finally {
    client.free();
  }
}
