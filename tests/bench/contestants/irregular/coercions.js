// The conversions of irregular values before the check. All contestants share them, because they are
// compared by how they apply them to a page. A value that does not convert stays as it is and fails the
// check. Imports nothing.

const NUMERIC = /^-?\d+(\.\d+)?$/;
const CANONICAL = /^(0|[1-9]\d{0,14})$/;
const INDEX = /^\d{1,9}$/;

/** Converts numeric text to a number, and blank text to null. @param {any} value */
export function toNumber(value) {
  if (typeof value !== "string") return value ?? null;
  if (value === "") return null;
  return NUMERIC.test(value) ? Number(value) : value;
}

/** Converts a number to its digits. @param {any} value */
export const toText = (value) => (typeof value === "number" ? String(value) : (value ?? null));

/** Converts the text of a canonical integer to that number. @param {any} value */
export const toId = (value) =>
  typeof value === "string" && CANONICAL.test(value) ? Number(value) : (value ?? null);

/** Converts 0, 1 and their texts to a flag. @param {any} value */
export function toFlag(value) {
  if (value === 1 || value === "1" || value === "true") return true;
  return value === 0 || value === "0" || value === "false" ? false : (value ?? null);
}

/** Converts an object with indexes as keys to a list. @param {any} value */
export function toList(value) {
  if (Array.isArray(value) || typeof value !== "object" || value === null) return value ?? null;
  return Object.keys(value).every((key) => INDEX.test(key)) ? Object.values(value) : value;
}

/** Converts PHP's empty map `[]` to null. @param {any} value */
export const toObject = (value) =>
  Array.isArray(value) && value.length === 0 ? null : (value ?? null);
