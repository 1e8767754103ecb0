// Stand-ins of the module and of a page, for the tests of the page's scripts.
import { openShell } from "../../src/page/shell.js";
import { startDeadline } from "../../src/wasm/deadline.js";

export const ICCID = "89445001020304050617";
export const BASE = "https://shop.example/api";

/** A storage in the shape of `localStorage`. It holds at most `limit` texts. @param {number} [limit] */
export function webStorage(limit = Number.POSITIVE_INFINITY) {
  /** @type {Map<string, string>} */
  const texts = new Map();
  return {
    texts,
    get length() {
      return texts.size;
    },
    key: (/** @type {number} */ index) => [...texts.keys()][index] ?? null,
    getItem: (/** @type {string} */ key) => texts.get(key) ?? null,
    removeItem: (/** @type {string} */ key) => texts.delete(key),
    setItem(/** @type {string} */ key, /** @type {string} */ text) {
      if (texts.size >= limit && !texts.has(key))
        throw new DOMException("full", "QuotaExceededError");
      texts.set(key, text);
    },
  };
}

/**
 * A client's state.
 *
 * @param {object} options
 * @param {ReturnType<typeof webStorage>} [storage]
 */
export const shellWith = (options, storage = webStorage()) =>
  openShell({ baseUrl: BASE, maxRetries: 0, ...options, storage });

/** @param {number} ms */
export const deadlineOf = (ms) =>
  /** @type {NonNullable<ReturnType<typeof startDeadline>>} */ (startDeadline(ms, undefined));

/** The module's decisions about a history, made simple. */
export const work = () => ({
  free() {},
  decode(/** @type {any} */ text) {
    const { data, meta } = JSON.parse(text);
    return { packages: data, meta };
  },
  recheck: (/** @type {any[]} */ packages) => packages.every((each) => each.status),
  meaning: (/** @type {number} */ status) => ({
    kind: status === 429 ? "rate_limited" : "server",
    message: "no",
  }),
});
