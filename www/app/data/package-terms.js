/** The terms of a package, from its operator in PressOne's list: countries, networks, and the start of its days. */
import { countryName } from "./countries.js";

/** @typedef {import("./catalogue.js").Package} Package */
/** @typedef {{ name: string, speeds: string[] }} Network */

/** PressOne documents the lists of an operator, and not what is in them. @param {unknown} list @returns {any[]} */
const objectsOf = (list) =>
  Array.isArray(list) ? list.filter((row) => typeof row === "object" && row !== null) : [];

/** @param {unknown} value @returns {value is string} */
const isText = (value) => typeof value === "string" && value !== "";

/** @param {unknown} list @returns {string[]} */
const textsOf = (list) => (Array.isArray(list) ? list.filter(isText) : []);

/** Returns the titles that PressOne has for the countries of a package, by their codes. @param {Package} offer */
export const titlesOf = ({ terms }) =>
  new Map(
    objectsOf(terms.countries).flatMap(({ country_code, title }) => {
      const [code, name = code] = textsOf([country_code, title]);
      return code === undefined ? [] : [[code, name]];
    }),
  );

/** Returns the names of the countries that a package covers, in the page's language. @param {Package} offer */
export const countriesOf = (offer) =>
  [...titlesOf(offer)].map(([code, title]) => countryName(code, title));

/**
 * Returns the networks of a country, or of all countries if none is given.
 *
 * @param {Package} offer
 * @param {string | null} code of the country
 * @returns {Network[]}
 */
export function networksOf({ terms }, code) {
  const country = objectsOf(terms.countries).find(({ country_code }) => country_code === code);
  const names = textsOf([code, country?.title]);
  /** @type {Map<string, Set<string>>} */
  const found = new Map();
  for (const coverage of objectsOf(terms.coverages)) {
    if (code !== null && !names.includes(coverage.name)) continue;
    for (const { name, types } of objectsOf(coverage.networks)) {
      if (isText(name)) found.set(name, new Set([...(found.get(name) ?? []), ...textsOf(types)]));
    }
  }
  return [...found].map(([name, speeds]) => ({ name, speeds: [...speeds] }));
}

/** Returns the speeds of all its networks, such as "5G" and "LTE". @param {Package} offer @param {string | null} code */
export const speedsOf = (offer, code) => [
  ...new Set(networksOf(offer, code).flatMap(({ speeds }) => speeds)),
];

/**
 * Returns what begins the days of a package; undefined if PressOne does not say.
 *
 * @param {Package} offer
 */
export const startOf = ({ terms: { activation_policy } }) =>
  activation_policy === "first-usage" || activation_policy === "installation"
    ? activation_policy
    : undefined;
