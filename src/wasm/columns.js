// Questions about one field of all rows, each answered in one crossing. The numbers of types and
// coercions are those of src/core/json.rs.
//
// The module calls all of this without a net: what is thrown here would run through its frames and
// leave the promise in flight unsettled for ever. So nothing here throws, whatever a caller passes.

const NUMERIC = /^\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*$/;

const VALUE = { writable: true, enumerable: true, configurable: true };

/** @typedef {Record<string, unknown>} Row */

/** @param {unknown} value @returns {value is unknown[]} */
function isArray(value) {
  try {
    return Array.isArray(value);
  } catch {
    // A proxy that was revoked.
    return false;
  }
}

/**
 * The bit of a value's type.
 *
 * @param {unknown} value
 * @returns {number}
 */
export function typeOf(value) {
  // What answers hold most comes first: this is asked of every value of a list.
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

/** @param {unknown} rows */
export function rowTypes(rows) {
  let bits = 0;
  if (Array.isArray(rows)) for (const row of rows) bits |= typeOf(row);
  return bits;
}

/**
 * The value of a key of its own: an object's prototype is no answer of the server's.
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
 * What stands under a key, if it is of the type that is asked for.
 *
 * @param {unknown} value
 * @param {string} key
 */
export function textOf(value, key) {
  const found = own(value, key);
  return typeof found === "string" ? found : undefined;
}

/**
 * @param {unknown} value
 * @param {string} key
 */
export function numberOf(value, key) {
  const found = own(value, key);
  return typeof found === "number" ? found : undefined;
}

/**
 * @param {unknown} value
 * @param {string} key
 */
export const typesOf = (value, key) => typeOf(own(value, key));

/**
 * @param {unknown} value
 * @returns {number} how many elements an array has; 0 for anything else
 */
export const length = (value) => (Array.isArray(value) ? value.length : 0);

/**
 * @param {unknown} value
 * @param {number} index
 * @returns {unknown}
 */
export const element = (value, index) => (Array.isArray(value) ? value[index] : undefined);

/**
 * Sets a key as a property of its own, whatever its name.
 *
 * @param {unknown} value
 * @param {string} key
 * @param {unknown} to
 */
export function put(value, key, to) {
  if (typeof value !== "object" || value === null) return;
  // The one key that an assignment does not make.
  if (key !== "__proto__") /** @type {Row} */ (value)[key] = to;
  else Object.defineProperty(value, key, { ...VALUE, value: to });
}

/** Fewer rows than this are not worth a table of their types. */
const MANY = 16;

/** The types of all columns of long lists, by key. @type {WeakMap<Row[], Map<string, number>>} */
const tables = new WeakMap();

/**
 * The types of all columns in one walk, where all rows have the same keys in the same order, as
 * those of a server have. One walk per column would leave the processor's caches for each of them.
 *
 * @param {Row[]} rows
 * @returns {Map<string, number>} of nothing where the rows differ
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

/**
 * @param {Row[]} rows
 * @param {string} key
 * @param {boolean} fill
 */
export function column(rows, key, fill) {
  if (rows.length >= MANY) {
    const table = tables.get(rows) ?? tableOf(rows);
    tables.set(rows, table);
    const known = table.get(key);
    if (known !== undefined) return known;
  }
  let bits = 0;
  for (const row of rows) {
    // Every key asked for is one of the tables', none of which an object inherits.
    const value = row[key];
    if (value === undefined && fill) row[key] = null;
    bits |= value === undefined ? (fill ? 2 : 1) : typeOf(value);
  }
  return bits;
}

/**
 * The number that a text is: decimal, blanks around it or not. `Number` alone is quick and takes
 * more (`0x10`); what could be such is looked at twice.
 *
 * @param {string} text
 */
function decimal(text) {
  const number = Number(text);
  const odd = text.charCodeAt(0) <= 32 || text.charCodeAt(1) > 57;
  return Number.isFinite(number) && (!odd || NUMERIC.test(text)) ? number : undefined;
}

/** @type {((value: unknown) => unknown)[]} */
const COERCIONS = [
  (value) => {
    if (typeof value !== "string") return value;
    const number = decimal(value);
    return (number === 0 || number === undefined) && value.trim() === "" ? null : (number ?? value);
  },
  (value) => (typeOf(value) === 8 ? String(value) : value),
  (value) => {
    if (value === 1 || value === "1" || value === "true") return true;
    return value === 0 || value === "0" || value === "false" ? false : value;
  },
  (value) => {
    if (typeof value !== "string") return value;
    // Only what reads the same again: no leading zeros, nothing beyond 2^53.
    const number = Number(value);
    return number >= 0 && Number.isSafeInteger(number) && String(number) === value ? number : value;
  },
  (value) => elements(value) ?? value,
  (value) => (Array.isArray(value) && value.length === 0 ? null : value),
];

/**
 * @param {Row[]} rows
 * @param {string} key
 * @param {number} coercion
 * @returns {number} the types that the column has then
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
 * @param {Row[]} rows
 * @param {string} from
 * @param {string} inner
 * @param {string} to
 */
export function lift(rows, from, inner, to) {
  for (const row of rows) row[to] = own(row[from], inner) ?? null;
  tables.delete(rows);
}

/** As src/core/reference.rs reads it. */
const DESCRIBED = /^po1:([^:]*):([^:]+):(.*)$/s;

/** @param {Row[]} rows */
export function splitDescriptions(rows) {
  for (const row of rows) {
    const { description } = row;
    // Most descriptions are no such ones, and a look at four characters is quicker than a pattern.
    const ours = typeof description === "string" && description.startsWith("po1:");
    const said = ours ? DESCRIBED.exec(description) : null;
    row.shopper = said?.[1] || null;
    row.reference = said?.[2] ?? null;
    if (said) row.description = said[3] || null;
  }
  tables.delete(rows);
}

/**
 * The elements of an array, or of an object whose keys are indexes (which engines keep in the
 * order of their numbers).
 *
 * @param {unknown} value
 * @returns {unknown[] | undefined}
 */
export function elements(value) {
  if (Array.isArray(value)) return value;
  if (typeOf(value) !== 128) return undefined;
  const row = /** @type {Row} */ (value);
  // Indexes come before all other keys, so that the last one speaks for all.
  const last = Object.keys(row).at(-1);
  const index = Number(last ?? 0) >>> 0;
  return last === undefined || String(index) === last ? Object.values(row) : undefined;
}

/**
 * A copy of what a caller passed: of an array its first 100 elements, of an object its fields, each
 * read once.
 *
 * @param {unknown} value
 * @returns {unknown} undefined for anything else, and for what throws at a look
 */
export function plain(value) {
  try {
    if (Array.isArray(value)) {
      return Array.from({ length: Math.min(value.length, 100) }, (_, index) => value[index]);
    }
    if (typeof value !== "object" || value === null) return undefined;
    const names = Reflect.ownKeys(value).filter((key) => typeof key === "string");
    const origin = Object.getPrototypeOf(value);
    // A `Headers` or `Map` has fields of another kind, which would silently not be read.
    if (names.length === 0 && origin !== null && Object.getPrototypeOf(origin) !== null) return;
    return Object.fromEntries(names.map((name) => [name, /** @type {Row} */ (value)[name]]));
  } catch {
    return undefined;
  }
}

/**
 * The day of a date in UTC, and text as it is.
 *
 * @param {unknown} value
 */
export function day(value) {
  try {
    return value instanceof Date ? value.toISOString().slice(0, 10) : value;
  } catch {
    return undefined;
  }
}

/**
 * @param {unknown} value
 * @returns {string[]}
 */
export function keys(value) {
  return typeOf(value) === 128 ? Object.keys(/** @type {Row} */ (value)) : [];
}

/**
 * @param {string} text
 * @returns {unknown} undefined where the text is no JSON
 */
export function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
