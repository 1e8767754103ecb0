// Operations on all rows of a list. Each takes one call from the module. The numbers of types are those of
// src/core/json.rs, those of coercions those of src/core/field.rs.
//
// The module calls these functions without `catch`: a synchronous exception would leave the promise
// pending. Nothing here may throw.
import { elements, own, stringOf, typeOf } from "./values.js";

const NUMERIC = /^\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*$/;

/** @typedef {Record<string, unknown>} Row */

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
  for (const row of rows) limitValue(row, 0);
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

/** The types whose values each conversion may change. */
const CONVERTED = [32, 8, 40, 32, 128, 64, 0];

/**
 * @param {number} coercion
 * @param {any} value of a type that the conversion may change
 * @returns {unknown} undefined if the value cannot be converted
 */
function convert(coercion, value) {
  // Short branches instead of a list of functions: the engine inlines them.
  if (coercion === 1) return `${value}`;
  if (coercion === 0) {
    const number = parseDecimal(value);
    return !number && value.trim() === "" ? null : number;
  }
  if (coercion === 3) {
    // Only a number with the same digits: no leading zeros, no loss beyond 2^53.
    const number = Number(value);
    return number >= 0 && Number.isSafeInteger(number) && `${number}` === value
      ? number
      : undefined;
  }
  if (coercion === 4) return elements(value);
  if (coercion === 5) return value.length === 0 ? null : undefined;
  if (value === 1 || value === "1" || value === "true") return true;
  return value === 0 || value === "0" || value === "false" ? false : undefined;
}

/**
 * A table of fields, or the part of one for the objects in a field. The last three are of the row that came
 * last, because most rows have the same keys.
 *
 * @typedef {{ types: number }} Found
 *
 * @typedef {object} Level
 * @property {number} types of the rows
 * @property {Found[]} all this level and its rules, each followed by its inner level
 * @property {Map<string, Rule>} rules
 * @property {string[]} keys
 * @property {(Rule | undefined)[]} known the rule of each key
 * @property {Rule[]} absent the rules without a key
 *
 * @typedef {object} Rule
 * @property {number} types of the field
 * @property {string} key
 * @property {number} coercion
 * @property {number} converted the types that the conversion may change
 * @property {boolean} required
 * @property {Level | undefined} inner
 */

/** @param {Found[]} all @returns {Level} */
function createLevel(all) {
  const level = { types: 0, all, rules: new Map(), keys: [], known: [], absent: [] };
  all.push(level);
  return level;
}

export const createTable = () => createLevel([]);

/**
 * Adds a field to a table.
 *
 * @param {Level} level
 * @param {string} key
 * @param {number} coercion
 * @param {boolean} required
 * @param {boolean} nested True if objects in it have a table.
 * @returns {Level | undefined} that table, without fields
 */
export function addField({ all, rules }, key, coercion, required, nested) {
  const converted = CONVERTED[coercion] ?? 0;
  /** @type {Rule} */
  const rule = { types: 0, key, coercion, converted, required, inner: undefined };
  rules.set(key, rule);
  all.push(rule);
  if (nested) rule.inner = createLevel(all);
  return rule.inner;
}

/** @param {Level} level @param {Row} row */
function learnKeys(level, row) {
  const keys = Object.keys(row);
  level.keys = keys;
  level.known = keys.map((key) => level.rules.get(key));
  level.absent = [...level.rules.values()].filter(({ key }) => !keys.includes(key));
}

/**
 * Normalises one object, and adds its types. All in one walk, because another one would miss the processor's
 * caches.
 *
 * @param {Level} level
 * @param {any} row
 * @param {number} depth
 */
function normaliseRow(level, row, depth) {
  let { keys, known } = level;
  let index = 0;
  for (const key in row) {
    if (key !== keys[index]) {
      learnKeys(level, row);
      ({ keys, known } = level);
    }
    const rule = known[index++];
    let value = row[key];
    let type = typeOf(value);
    if (rule) {
      if (type & rule.converted) {
        const converted = convert(rule.coercion, value);
        if (converted !== undefined) {
          value = row[key] = converted;
          type = typeOf(value);
        }
      }
      rule.types |= type;
    }
    if (type & 192) {
      const inner = rule?.inner;
      if (!inner) {
        if (limitValue(value, depth + 1) === null) row[key] = null;
      } else if (type === 128) {
        inner.types |= 128;
        normaliseRow(inner, value, depth + 1);
      } else normaliseRows(inner, value, depth + 2);
    }
  }
  if (index !== keys.length) learnKeys(level, row);
  for (const rule of level.absent) {
    rule.types |= rule.required ? 1 : 2;
    if (!rule.required) row[rule.key] = null;
  }
}

/** @param {Level} level @param {unknown[]} rows @param {number} depth */
function normaliseRows(level, rows, depth) {
  for (const row of rows) {
    const type = typeOf(row);
    level.types |= type;
    if (type === 128) normaliseRow(level, row, depth);
  }
}

/**
 * Normalises rows by a table.
 *
 * @param {unknown[]} rows
 * @param {Level} table
 * @returns {number[]} their types and those of the fields
 */
export function normalise(rows, table) {
  for (const each of table.all) each.types = 0;
  normaliseRows(table, rows, 0);
  return table.all.map(({ types }) => types);
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
}

/**
 * Sets the values of one column that are no strings, or empty, to null.
 *
 * @param {Row[]} rows
 * @param {string} key
 */
export function keepStrings(rows, key) {
  for (const row of rows) row[key] = stringOf(row, key) || null;
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
