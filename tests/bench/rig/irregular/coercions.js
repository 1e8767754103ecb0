// What every contestant makes of an odd value before it checks it. One set of functions for all of
// them: they are compared by how they apply them to a page. What does not convert stays as it is,
// and then fails the check. Imports nothing.

const NUMERIC = /^-?\d+(\.\d+)?$/;
const CANONICAL = /^(0|[1-9]\d{0,14})$/;
const INDEX = /^\d{1,9}$/;

/** Numeric text is a number, blank text nothing. @param {any} value */
export function toNumber(value) {
  if (typeof value !== "string") return value ?? null;
  if (value === "") return null;
  return NUMERIC.test(value) ? Number(value) : value;
}

/** A number is its digits. @param {any} value */
export const toText = (value) => (typeof value === "number" ? String(value) : (value ?? null));

/** Text that is a canonical integer is that number. @param {any} value */
export const toId = (value) =>
  typeof value === "string" && CANONICAL.test(value) ? Number(value) : (value ?? null);

/** 0 and 1 and their texts are flags. @param {any} value */
export function toFlag(value) {
  if (value === 1 || value === "1" || value === "true") return true;
  return value === 0 || value === "0" || value === "false" ? false : (value ?? null);
}

/** An object whose keys are indexes is a list. @param {any} value */
export function toList(value) {
  if (Array.isArray(value) || typeof value !== "object" || value === null) return value ?? null;
  return Object.keys(value).every((key) => INDEX.test(key)) ? Object.values(value) : value;
}

/** PHP's empty map is nothing. @param {any} value */
export const toObject = (value) =>
  Array.isArray(value) && value.length === 0 ? null : (value ?? null);
