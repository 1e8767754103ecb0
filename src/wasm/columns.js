// Operations on one field of all rows. Each takes one call from the module. The numbers of types
// and coercions are those of src/core/json.rs.
//
// The module calls these functions without `catch`: a synchronous exception would leave the promise
// pending. Nothing here may throw.
import { elements, own, typeOf } from "./values.js";

const NUMERIC = /^\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*$/;

/** @typedef {Record<string, unknown>} Row */

/**
 * Returns the types of the rows themselves.
 *
 * @param {unknown} rows
 */
export function rowTypes(rows) {
  let bits = 0;
  if (Array.isArray(rows)) for (const row of rows) bits |= typeOf(row);
  return bits;
}

/** The number of rows from which a table of types pays. */
const MIN_TABLE_ROWS = 16;

/** The types of all columns of long lists, by key. @type {WeakMap<Row[], Map<string, number>>} */
const tables = new WeakMap();

/**
 * Returns the types of all columns in one walk, if all rows have the same keys in the same order. One
 * walk per column would miss the processor's caches.
 *
 * @param {Row[]} rows
 * @returns {Map<string, number>} empty if the rows differ
 */
function tableOf(rows) {
  const names = Object.keys(rows[0] ?? {});
  const bits = new Uint16Array(names.length);
  for (const row of rows) {
    let index = 0;
    for (const name in row) {
      if (name !== names[index]) return new Map();
      bits[index] = Number(bits[index]) | typeOf(row[name]);
      index += 1;
    }
    if (index !== names.length) return new Map();
  }
  return new Map(names.map((name, index) => [name, bits[index] ?? 0]));
}

/** The deepest level of a row. Documented rows have three. */
const MAX_DEPTH = 64;

/** @param {any} value @param {number} depth @returns {any} the value, or null below the deepest level */
function limitValue(value, depth) {
  if (typeof value !== "object" || value === null) return value;
  if (depth > MAX_DEPTH) return null;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      const inner = value[index];
      if (typeof inner === "object") value[index] = limitValue(inner, depth + 1);
    }
    return value;
  }
  for (const key in value) {
    const inner = value[key];
    if (typeof inner === "object" && limitValue(inner, depth + 1) === null) value[key] = null;
  }
  return value;
}

/**
 * Sets values below the deepest level to null, because no platform can serialise values of any depth.
 *
 * @param {Row[]} rows
 */
export function limitDepth(rows) {
  const table = rows.length < MIN_TABLE_ROWS ? new Map() : tableOf(rows);
  for (const [key, types] of table) {
    // Most columns have no object and no array.
    if (types & 192) for (const row of rows) limitValue(row[key], 1);
  }
  if (rows.length >= MIN_TABLE_ROWS) tables.set(rows, table);
  if (table.size === 0) for (const row of rows) limitValue(row, 0);
}

/**
 * Returns the types of one column. With `fill`, an absent value becomes null.
 *
 * @param {Row[]} rows
 * @param {string} key
 * @param {boolean} fill
 */
export function columnTypes(rows, key, fill) {
  if (rows.length >= MIN_TABLE_ROWS) {
    const table = tables.get(rows) ?? tableOf(rows);
    tables.set(rows, table);
    const known = table.get(key);
    if (known !== undefined) return known;
  }
  let bits = 0;
  for (const row of rows) {
    // The keys are those of the crate's tables. No object inherits one of them.
    const value = row[key];
    if (value === undefined && fill) row[key] = null;
    bits |= value === undefined ? (fill ? 2 : 1) : typeOf(value);
  }
  return bits;
}

/**
 * Parses a decimal number, with or without blanks around it. `Number` also accepts other forms such as
 * `0x10`: a text that could have such a form is checked by a pattern.
 *
 * @param {string} text
 */
function parseDecimal(text) {
  const number = Number(text);
  const odd = text.charCodeAt(0) <= 32 || text.charCodeAt(1) > 57;
  return Number.isFinite(number) && (!odd || NUMERIC.test(text)) ? number : undefined;
}

/** @type {((value: unknown) => unknown)[]} */
const COERCIONS = [
  (value) => {
    if (typeof value !== "string") return value;
    const number = parseDecimal(value);
    return (number === 0 || number === undefined) && value.trim() === "" ? null : (number ?? value);
  },
  (value) => (typeOf(value) === 8 ? String(value) : value),
  (value) => {
    if (value === 1 || value === "1" || value === "true") return true;
    return value === 0 || value === "0" || value === "false" ? false : value;
  },
  (value) => {
    if (typeof value !== "string") return value;
    // Only a number with the same digits: no leading zeros, no loss beyond 2^53.
    const number = Number(value);
    return number >= 0 && Number.isSafeInteger(number) && String(number) === value ? number : value;
  },
  (value) => elements(value) ?? value,
  (value) => (Array.isArray(value) && value.length === 0 ? null : value),
];

/**
 * Converts those values of one column that can be converted.
 *
 * @param {Row[]} rows
 * @param {string} key
 * @param {number} coercion
 * @returns {number} the types of the column afterwards
 */
export function coerce(rows, key, coercion) {
  const convert = COERCIONS[coercion];
  let bits = 0;
  for (const row of rows) {
    const before = row[key];
    const value = convert ? convert(before) : before;
    if (value !== before) row[key] = value;
    bits |= typeOf(value);
  }
  tables.get(rows)?.set(key, bits);
  return bits;
}

/**
 * Returns the objects of one column as rows.
 *
 * @param {Row[]} rows
 * @param {string} key
 */
export function nested(rows, key) {
  const objects = [];
  for (const row of rows) {
    const value = row[key];
    if (typeOf(value) === 128) objects.push(value);
  }
  return objects;
}

/**
 * Returns the elements of the arrays of one column as rows.
 *
 * @param {Row[]} rows
 * @param {string} key
 */
export function flattened(rows, key) {
  const all = [];
  for (const row of rows) {
    const list = row[key];
    if (Array.isArray(list)) for (const each of list) all.push(each);
  }
  return all;
}

/**
 * Copies `row[from][inner]` to `row[to]` in all rows; null if it is absent.
 *
 * @param {Row[]} rows
 * @param {string} from
 * @param {string} inner
 * @param {string} to
 */
export function copyNested(rows, from, inner, to) {
  for (const row of rows) row[to] = own(row[from], inner) ?? null;
  tables.delete(rows);
}

/**
 * Sets a key of all rows.
 *
 * @param {Row[]} rows
 * @param {string} key
 * @param {unknown} value
 */
export function setColumn(rows, key, value) {
  for (const row of rows) row[key] = value;
  tables.delete(rows);
}

/**
 * Returns the rows whose value starts with a prefix.
 *
 * @param {Row[]} rows
 * @param {string} key
 * @param {string} prefix
 */
export function rowsWithPrefix(rows, key, prefix) {
  return rows.filter(({ [key]: text }) => typeof text === "string" && text.startsWith(prefix));
}

/**
 * Returns the rows with this value.
 *
 * @param {Row[]} rows
 * @param {string} key
 * @param {string} wanted
 */
export const rowsWhere = (rows, key, wanted) => rows.filter(({ [key]: value }) => value === wanted);
