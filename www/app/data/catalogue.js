/** The packages on sale, by country and region. */
import { locale } from "../i18n.js";
import { countryName } from "./countries.js";
import { titlesOf } from "./package-terms.js";

/** @typedef {import("pressone-esim").Client} Client */
/** @typedef {import("pressone-esim").Operator} Operator */
/** @typedef {import("pressone-esim").Package & { terms: Operator }} Package with all that its operator says */
/**
 * @typedef {object} Place a country or a region
 * @property {string} id in addresses: the code of a country, such as "NO", or the slug of a region
 * @property {string | null} code of a country
 * @property {string} name
 * @property {Package[]} packages the cheapest first
 */

const PAGE_SIZE = 100;
const COUNTRY_CODE = /^[A-Z]{2}$/;

/**
 * Reads everything that is on sale. The shop's gateway keeps the list for an hour. A country has its own packages, and
 * those of regions that cover it.
 *
 * @param {Client} pressone
 * @param {AbortSignal} signal
 * @returns {Promise<Place[]>} the places that have packages, by name
 */
export async function readPlaces(pressone, signal) {
  /** @type {Map<string, Package[]>} */
  const byPlace = new Map();
  for (const offer of await readPackages(pressone, {}, signal)) {
    for (const id of placesOf(offer)) byPlace.set(id, [...(byPlace.get(id) ?? []), offer]);
  }
  return [...byPlace]
    .map(([id, packages]) => placeOf(id, packages))
    .sort((a, b) => a.name.localeCompare(b.name, locale()));
}

/**
 * Reads what is on sale for one place. For a country, that includes the packages of regions that cover it.
 *
 * @param {Client} pressone
 * @param {string} id
 * @param {AbortSignal} signal
 * @returns {Promise<Place | null>} null if nothing is on sale
 */
export async function readPlace(pressone, id, signal) {
  const isCountry = countryCodeOf(id) !== null;
  const found = await readPackages(
    pressone,
    isCountry ? { country: id } : { type: "global" },
    signal,
  );
  const packages = isCountry ? found : found.filter(({ country_slug }) => country_slug === id);
  return packages.length > 0 ? placeOf(id, packages) : null;
}

/**
 * @param {Client} pressone
 * @param {import("pressone-esim").PackageQuery} query
 * @param {AbortSignal} signal
 */
async function readPackages(pressone, query, signal) {
  /** PressOne may repeat a row, on another page too. @type {Map<string, Package>} */
  const found = new Map();
  for (let page = /** @type {number | null} */ (1); page !== null; ) {
    const list = await pressone.getPackages({ ...query, page, limit: PAGE_SIZE }, { signal });
    const operators = list.countries.flatMap((country) => country.operators ?? []);
    /** The operators by their ids and those of their packages. */
    const operatorsByIds = new Map(
      operators.flatMap((operator) =>
        (operator.packages ?? []).map(({ id }) => [JSON.stringify([operator.id, id]), operator]),
      ),
    );
    for (const offer of list.packages) {
      const { id, operator_id, country_slug, type } = offer;
      const terms = operatorsByIds.get(JSON.stringify([operator_id, id]));
      const key = JSON.stringify([country_slug, operator_id, id]);
      if (terms && type !== "topup") found.set(key, { ...offer, terms });
    }
    page = list.next;
  }
  return [...found.values()].sort((a, b) => a.price - b.price);
}

/** Returns the ids of the places that a package is for. @param {Package} offer */
const placesOf = (offer) =>
  offer.country_code
    ? [offer.country_code]
    : new Set([offer.country_slug, ...[...titlesOf(offer).keys()].filter(countryCodeOf)]);

/** Returns the code of a country; null for a region. @param {string} id of the place */
export const countryCodeOf = (id) => (COUNTRY_CODE.test(id) ? id : null);

/** @param {string} id @param {Package[]} packages @returns {Place} */
function placeOf(id, packages) {
  const code = countryCodeOf(id);
  const own = packages.find((offer) => (offer.country_code || offer.country_slug) === id);
  const title =
    own?.country ?? packages.map((offer) => titlesOf(offer).get(id)).find(Boolean) ?? id;
  return { id, code, name: code === null ? title : countryName(code, title), packages };
}

/**
 * True if a text has all words of a search. Accents and capitals do not matter.
 *
 * @param {string} text
 * @param {string} search
 */
export function matches(text, search) {
  const plain = simplified(text);
  return simplified(search)
    .split(/\s+/)
    .every((word) => plain.includes(word));
}

/** @param {string} text */
const simplified = (text) =>
  text
    .normalize("NFD")
    .replace(/\p{Mn}/gu, "")
    .toLocaleLowerCase(locale());
