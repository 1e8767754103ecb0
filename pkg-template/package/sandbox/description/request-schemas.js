import { follow, valueAt } from "./operations.js";

/**
 * Checks values against the JSON Schemas of requests.
 *
 * The validator uses ajv instead. ajv generates code, which edge workers and pages with a strict
 * content security policy forbid, and the sandbox runs there too. Requests need the keywords below;
 * any other keyword is an error.
 *
 * @typedef {{ keyword: string, message: string, property?: string }} SchemaError
 * @typedef {(pointer: string[]) => (value: unknown) => SchemaError[]} Schemas Takes the place of a schema
 *   in the description.
 */

/** @type {Record<string, (value: any) => boolean>} */
const TYPES = {
  string: (value) => typeof value === "string",
  array: Array.isArray,
  object: isObject,
};

/**
 * True if the value satisfies the keyword. As in JSON Schema, a keyword says nothing about values of
 * other types than its own.
 *
 * @type {Record<string, (argument: any, value: any) => boolean>}
 */
const ASSERTIONS = {
  type: (type, value) => TYPES[type]?.(value) ?? unknown(`type ${type}`),
  const: (expected, value) => value === expected,
  enum: (allowed, value) => allowed.includes(value),
  pattern: (source, value) => typeof value !== "string" || new RegExp(source, "u").test(value),
  minLength: (length, value) => typeof value !== "string" || [...value].length >= length,
  minItems: (length, value) => !Array.isArray(value) || value.length >= length,
  uniqueItems: (unique, value) =>
    !unique || !Array.isArray(value) || new Set(value).size === value.length,
};

/** @param {any} description @returns {Schemas} */
export function createRequestSchemas(description) {
  return (pointer) => (value) => check(description, valueAt(description, pointer), value);
}

/**
 * @param {any} description
 * @param {any} schema
 * @param {any} value
 * @returns {SchemaError[]}
 */
function check(description, schema, value) {
  return Object.entries(schema).flatMap(([keyword, argument]) => {
    switch (keyword) {
      case "title":
      case "description":
        return [];
      case "$ref":
        return check(description, follow(description, { value: schema, pointer: [] }).value, value);
      case "items":
        if (!Array.isArray(value)) return [];
        return value.flatMap((item) => check(description, argument, item));
      case "properties":
        if (!isObject(value)) return [];
        return Object.entries(argument)
          .filter(([name]) => Object.hasOwn(value, name))
          .flatMap(([name, property]) =>
            check(description, property, value[name]).map((error) => at(name, error)),
          );
      case "required":
        if (!isObject(value)) return [];
        return argument
          .filter((/** @type {string} */ name) => !Object.hasOwn(value, name))
          .map((/** @type {string} */ name) => at(name, { keyword, message: "is missing" }));
      case "additionalProperties":
        if (argument !== false) unknown("additionalProperties other than false");
        if (!isObject(value)) return [];
        return Object.keys(value)
          .filter((name) => !Object.hasOwn(schema.properties, name))
          .map((name) => at(name, { keyword, message: "is unknown" }));
      default: {
        const holds = ASSERTIONS[keyword] ?? unknown(keyword);
        if (holds(argument, value)) return [];
        const limit = typeof argument === "string" ? argument : JSON.stringify(argument);
        return [{ keyword, message: `violates ${keyword} ${limit}` }];
      }
    }
  });
}

/** @param {string} property @param {SchemaError} error @returns {SchemaError} */
function at(property, { keyword, message }) {
  return { keyword, message: `${property} ${message}`, property };
}

/** @param {any} value */
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** @param {string} what @returns {never} */
function unknown(what) {
  throw new TypeError(`request schemas do not support ${what}: add it to request-schemas.js`);
}
