// The countries that a shopper has bought packages for: the page names the eSIMs by them. A real shop has a table of
// its eSIMs and their names.

/** @typedef {import("pressone-esim/stores").Store} Store */
/** @typedef {Record<string, string>} Places the code of a country for each package */

const MAX_PACKAGES = 100;

/** @param {string} shopper */
const storageKey = (shopper) => `shop:places:${shopper}`;

/** @param {Store} store @param {string} shopper @returns {Promise<Places>} */
export const readPlaces = async (store, shopper) =>
  JSON.parse((await store.get(storageKey(shopper))) ?? "{}");

/**
 * Two payments at once may lose one of their places. The eSIM is then named by its package.
 *
 * @param {Store} store
 * @param {string} shopper
 * @param {string} package_id
 * @param {string} country its code
 */
export async function addPlace(store, shopper, package_id, country) {
  const { [package_id]: _before, ...others } = await readPlaces(store, shopper);
  const kept = Object.entries({ [package_id]: country, ...others }).slice(0, MAX_PACKAGES);
  await store.put(storageKey(shopper), JSON.stringify(Object.fromEntries(kept)));
}
