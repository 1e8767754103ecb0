/**
 * The countries and regions with packages on sale.
 *
 * @typedef {object} Operator
 * @property {number} id
 * @property {string} title
 * @property {string} prefix Of the ids of its plans.
 * @property {string[]} covers Codes of countries.
 *
 * @typedef {object} Country
 * @property {string} slug
 * @property {string} country_code Empty for a region.
 * @property {string} title
 * @property {Operator[]} operators
 */

const NORTHWIND = { id: 41, title: "Northwind", prefix: "northwind-", covers: ["NO"] };
const HARBOUR = { id: 43, title: "Harbour", prefix: "harbour-", covers: ["IE"] };
const POLARIS = { id: 45, title: "Polaris", prefix: "polaris-", covers: ["IE", "NO", "SE"] };
/** An operator that sells nothing at the moment. */
const EMPTY = { id: 47, title: "Lagoon", prefix: "lagoon-", covers: ["SE"] };

/** @type {Country[]} */
export const COUNTRIES = [
  { slug: "ireland", country_code: "IE", title: "Ireland", operators: [HARBOUR] },
  { slug: "norway", country_code: "NO", title: "Norway", operators: [NORTHWIND] },
  { slug: "sweden", country_code: "SE", title: "Sweden", operators: [EMPTY] },
  { slug: "world", country_code: "", title: "World", operators: [POLARIS] },
];
