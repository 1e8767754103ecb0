// What only the platform can do: end what waits, exchange a request for an answer, say where it is.
//
// The module calls all of this without a net: what is thrown here would run through its frames and
// leave the promise in flight unsettled for ever. So nothing throws here but inside of a promise.
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
