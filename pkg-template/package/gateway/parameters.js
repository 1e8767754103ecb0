// The parameters of a query.
import { invalid } from "./answers.js";

/**
 * Reads the parameters of a query. Others, repeated ones, and those of another form are refused.
 *
 * @template {string} Name
 * @param {URLSearchParams} params
 * @param {Readonly<Record<Name, RegExp>>} rules the form of each parameter
 * @returns {{ values: Partial<Record<Name, string>> } | { refusal: import("./answers.js").Answer }}
 */
export function readParameters(params, rules) {
  /** @type {Record<string, string>} */
  const values = {};
  for (const [name, value] of params) {
    const known = Object.hasOwn(rules, name) && !Object.hasOwn(values, name);
    if (!known || !rules[/** @type {Name} */ (name)].test(value)) {
      return { refusal: invalid({ [name.slice(0, 64)]: "is not valid" }) };
    }
    values[name] = value;
  }
  return { values: /** @type {any} */ (values) };
}

/** The form of a list of these names, each once at most and in any order. @param {string[]} names */
export function listOf(...names) {
  const name = names.map((each) => each.replace(".", "\\.")).join("|");
  return new RegExp(`^(?!.*(?:^|,)(${name})(?=,|$).*,\\1(?:,|$))(?:${name})(?:,(?:${name}))*$`);
}

/** The number of a page. */
export const PAGE = /^[1-9]\d{0,5}$/;
/** The number of rows on a page, up to 100. */
export const LIMIT = /^(?:[1-9]\d?|100)$/;
/** A language, such as `de` or `pt-BR`. */
export const LANGUAGE = /^[A-Za-z]{2,8}(?:-[A-Za-z\d]{1,8}){0,3}$/;
