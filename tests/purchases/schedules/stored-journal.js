/**
 * The journal as the package stores it: one item per reference, as JSON.
 *
 * @typedef {ReadonlyMap<string, string>} Items
 */

const PREFIX = "pressone-esim:write:";

/** @param {string} key */
export const isEntryKey = (key) => key.startsWith(PREFIX);

/** @param {string} key @param {string | undefined} reference */
export const isKeyOf = (key, reference) => key.endsWith(`:${reference}`);

/** Returns the entry of a reference. @param {Items} items @param {string} reference */
export function readEntry(items, reference) {
  for (const [key, text] of items) {
    if (text && isEntryKey(key) && isKeyOf(key, reference)) return JSON.parse(text);
  }
  return undefined;
}

/**
 * Returns true if a request of this entry may have left.
 *
 * @param {{ state: string } | undefined} entry
 */
export const isOpen = (entry) => entry?.state === "sending";

/** Returns the keys of all open entries. @param {Items} items */
export const openKeys = (items) =>
  [...items].filter(([, text]) => text.includes('"sending"')).map(([key]) => key);
