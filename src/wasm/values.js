// Access to single values, whatever a caller or server passed. The numbers of types are those of
// src/core/json.rs.
//
// The module calls these functions without `catch`: a synchronous exception would leave the promise
// pending. Nothing here may throw.

const PROPERTY = { writable: true, enumerable: true, configurable: true };

/** @typedef {Record<string, unknown>} Row */

/** @param {unknown} value @returns {value is PromiseLike<unknown>} */
export const isPromise = (value) => typeof (/** @type {any} */ (value)?.then) === "function";

/** @param {unknown} value @returns {value is unknown[]} */
function isArray(value) {
  try {
    return Array.isArray(value);
  } catch {
    // A revoked proxy.
    return false;
  }
}

/**
 * Returns the bit of a value's type.
 *
 * @param {unknown} value
 * @returns {number}
 */
export function typeOf(value) {
  // The most frequent types come first, because every value of a list is classified.
  if (typeof value === "string") return 32;
  if (typeof value === "number") {
    if (value === (value | 0)) return 8;
    return Number.isInteger(value) && !Number.isSafeInteger(value) ? 16 : 8;
  }
  if (value === null) return 2;
  if (value === undefined) return 1;
  if (typeof value === "boolean") return 4;
  if (typeof value === "object") return isArray(value) ? 64 : 128;
  return typeof value === "function" ? 256 : 512;
}

/**
 * Returns the value of an own property. A prototype's property is no part of an answer.
 *
 * @param {unknown} value
 * @param {string} key
 * @returns {unknown}
 */
export function own(value, key) {
  try {
    return typeof value === "object" && value !== null && Object.hasOwn(value, key)
      ? /** @type {Row} */ (value)[key]
      : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Returns an own string property.
 *
 * @param {unknown} value
 * @param {string} key
 */
export function stringOf(value, key) {
  const found = own(value, key);
  return typeof found === "string" ? found : undefined;
}

/** Returns a number; `NaN` for anything else. @param {unknown} value */
export const numberOf = (value) => (typeof value === "number" ? value : Number.NaN);

/**
 * @param {unknown} value
 * @returns {number} the number of elements of an array; 0 for anything else
 */
export const length = (value) => (Array.isArray(value) ? value.length : 0);

/**
 * @param {unknown} value
 * @param {number} index
 * @returns {unknown}
 */
export const element = (value, index) => (Array.isArray(value) ? value[index] : undefined);

/**
 * Sets an own property, also one with the name `__proto__`.
 *
 * @param {unknown} value
 * @param {string} key
 * @param {unknown} to
 */
export function put(value, key, to) {
  if (typeof value !== "object" || value === null) return;
  if (key !== "__proto__") /** @type {Row} */ (value)[key] = to;
  else Object.defineProperty(value, key, { ...PROPERTY, value: to });
}

/**
 * Returns the elements of an array, or of an object whose keys are indexes. Engines keep such keys in
 * numeric order.
 *
 * @param {unknown} value
 * @returns {unknown[] | undefined}
 */
export function elements(value) {
  if (Array.isArray(value)) return value;
  if (typeOf(value) !== 128) return undefined;
  const row = /** @type {Row} */ (value);
  // Indexes come before all other keys. If the last key is an index, all keys are.
  const last = Object.keys(row).at(-1);
  const index = Number(last ?? 0) >>> 0;
  return last === undefined || String(index) === last ? Object.values(row) : undefined;
}

/**
 * Returns the messages of fields. A message can be a text or a list.
 *
 * @param {unknown} value
 * @returns {Record<string, string[]> | undefined} undefined if there are none
 */
export function messages(value) {
  const lists = keys(value)
    .map((key) => /** @type {const} */ ([key, [own(value, key)].flat().filter(isText)]))
    .filter(([, list]) => list.length > 0);
  return lists.length > 0 ? Object.fromEntries(lists) : undefined;
}

/** @param {unknown} value @returns {value is string} */
const isText = (value) => typeof value === "string";

/**
 * Returns a copy of a caller's array (its first 100 elements) or object. Each field is read once.
 *
 * @param {unknown} value
 * @returns {unknown} undefined for anything else, and if a read throws
 */
export function snapshot(value) {
  try {
    if (Array.isArray(value)) {
      const items = [];
      for (let index = 0; index < value.length && index < 100; index += 1) items.push(value[index]);
      return items;
    }
    if (typeof value !== "object" || value === null) return undefined;
    const copy = {};
    let isEmpty = true;
    for (const name of Reflect.ownKeys(value)) {
      if (typeof name !== "string") continue;
      put(copy, name, /** @type {Row} */ (value)[name]);
      isEmpty = false;
    }
    const origin = isEmpty && Object.getPrototypeOf(value);
    // A `Headers` or `Map` object has no own fields: its content would be lost silently.
    return origin && Object.getPrototypeOf(origin) !== null ? undefined : copy;
  } catch {
    return undefined;
  }
}

/**
 * Returns the day of a caller's `Date` in UTC, or a text that is a date of the calendar.
 *
 * @param {unknown} value
 * @returns {string | undefined} such as `2026-02-28`
 */
export function isoDate(value) {
  try {
    const text = value instanceof Date ? value.toISOString().slice(0, 10) : value;
    if (typeof text !== "string" || !/^\d{4}-\d\d-\d\d$/.test(text) || text < "0001")
      return undefined;
    return new Date(text).toISOString().startsWith(text) ? text : undefined;
  } catch {
    return undefined;
  }
}

/** The forms of texts, in the order of `Charset` in src/core/charset.rs. */
const FORMS = [
  /^/,
  /^\d*$/,
  /^(?=.*\S)\P{Cc}*$/su,
  /^\P{Cc}*$/u,
  /^[^\s@\p{Cc}]+@[^\s@\p{Cc}]+$/u,
  /^(?!.*_secret_)[!-~]([ -~]*[!-~])?$/,
  /^[\w!#$%&'*+.^`|~-]+$/,
  /^[ -~]*$/,
  /^[!-~]+$/,
  /^[A-Z]*$/,
];

/** True for a text of this form. @param {unknown} value @param {number} form */
export const fits = (value, form) => typeof value === "string" && FORMS[form]?.test(value) === true;

/**
 * @param {unknown} value
 * @returns {string[]}
 */
export function keys(value) {
  return typeOf(value) === 128 ? Object.keys(/** @type {Row} */ (value)) : [];
}

/**
 * @param {string} text
 * @returns {unknown} undefined if the text is no JSON
 */
export function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A string, also one that is cut off, or the characters of a number. */
const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"?|[-\d][-+.\deE]*/gs;
const POSITIVE_EXPONENT = /^-?\d+(\.\d+)?e\+?\d+$/i;

/**
 * Quotes every number of a JSON text that can be an unsafe integer. The parser then preserves all digits.
 * Invalid JSON is not detected: the parser refuses it afterwards.
 *
 * @param {string} json
 */
export const quoteBigIntegers = (json) =>
  json.replace(TOKENS, (token) => {
    const isBig = /^-?\d+$/.test(token) && !Number.isSafeInteger(Number(token));
    return isBig || POSITIVE_EXPONENT.test(token) ? `"${token}"` : token;
  });

/** Parses a text, with integers beyond 2^53 as strings. @param {unknown} text */
export const parseExact = (text) => parse(quoteBigIntegers(String(text)));
