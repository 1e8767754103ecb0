// The limits of a store's arguments, and their checks. Each check throws a TypeError.

const MAX_VALUE_BYTES = 1024 * 1024;
/** Printable ASCII. */
const KEY = /^[ -~]{1,200}$/;
const PREFIX = /^[ -~]{0,200}$/;
/** The longest time to live that is told from none: a hundred years. */
export const MAX_TTL_MS = 100 * 365 * 86_400_000;
/** The last end of an entry, in ms: nearly the last one of a `Date` and of an alarm. */
export const LAST_TIME = 8e15;
const LONE_SURROGATE = /\p{Surrogate}/u;

/** @param {boolean} valid @param {string} message @returns {asserts valid} */
function assert(valid, message) {
  if (!valid) throw new TypeError(message);
}

/** @param {unknown} number */
const isPositive = (number) => Number.isFinite(number) && Number(number) > 0;

/** @param {unknown} key */
export function checkKey(key) {
  const valid = typeof key === "string" && KEY.test(key);
  assert(valid, "a store's key must be printable ASCII of 1 to 200 bytes");
}

/** @param {unknown} keys */
export function checkKeys(keys) {
  assert(Array.isArray(keys), "a store's keys must be an array");
  for (const key of keys) checkKey(key);
}

/** @param {string} text */
function fitsInBytes(text) {
  // UTF-8 needs at most 3 bytes for each unit of UTF-16.
  if (text.length * 3 <= MAX_VALUE_BYTES) return true;
  return text.length <= MAX_VALUE_BYTES && new TextEncoder().encode(text).length <= MAX_VALUE_BYTES;
}

/** @param {unknown} value */
export function checkValue(value) {
  assert(typeof value === "string", "a store's value must be text");
  assert(!LONE_SURROGATE.test(value), "a store's value must be well-formed Unicode");
  assert(!value.includes("\0"), "a store's value must not have the character NUL");
  assert(fitsInBytes(value), "a store's value must have at most 1 MiB");
}

/** @param {unknown} value */
export function checkValueOrNull(value) {
  if (value !== null) checkValue(value);
}

/**
 * @param {{ ttlMs?: number | undefined } | undefined} options
 * @returns {number | undefined} the time to live
 */
export function checkTtl(options) {
  const ttlMs = options?.ttlMs;
  assert(ttlMs === undefined || isPositive(ttlMs), "ttlMs must be a number of ms above 0");
  return ttlMs;
}

/** @param {{ ttlMs: number }} options @returns {number} the length of a counter's window */
export function checkWindow(options) {
  assert(isPositive(options?.ttlMs), "ttlMs must be a number of ms above 0");
  return options.ttlMs;
}

/**
 * @param {unknown} prefix
 * @param {import("./index.d.ts").KeysOptions} [options]
 */
export function checkKeysQuery(prefix, { after, limit } = {}) {
  const isPrefix = (/** @type {unknown} */ text) => typeof text === "string" && PREFIX.test(text);
  assert(isPrefix(prefix), "a prefix must be printable ASCII of at most 200 bytes");
  assert(after === undefined || isPrefix(after), "after must be printable ASCII");
  const validLimit = limit === undefined || (Number.isSafeInteger(limit) && limit > 0);
  assert(validLimit, "limit must be a whole number above 0");
}

/**
 * @param {unknown} name
 * @param {unknown} work
 * @param {import("./index.d.ts").LockOptions} options
 */
export function checkLock(name, work, options) {
  checkKey(name);
  assert(typeof work === "function", "a lock's work must be a function");
  const waitMs = options?.waitMs;
  assert(Number.isFinite(waitMs) && waitMs >= 0, "waitMs must be a number of ms, 0 or more");
}
