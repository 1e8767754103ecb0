// The place of a key among the parts of a store that is spread over several.

/** FNV-1a, with the mix of MurmurHash3. @param {string} text */
export function hash(text) {
  let sum = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    sum = Math.imul(sum ^ text.charCodeAt(index), 0x01000193);
  }
  sum = Math.imul(sum ^ (sum >>> 16), 0x85ebca6b);
  sum = Math.imul(sum ^ (sum >>> 13), 0xc2b2ae35);
  return (sum ^ (sum >>> 16)) >>> 0;
}

/**
 * Returns the kind of a key, and the part of the key that selects its place. An entry and its key in the list
 * of open entries share a place. So do all keys of one shopper, and all of one eSIM's history.
 *
 * @param {string} key
 * @returns {[kind: "journal" | "shopper" | "other", group: string]}
 */
export function placeOf(key) {
  if (/^[co]\//.test(key)) return ["journal", key.slice(key.lastIndexOf("/") + 1)];
  if (/^[si]\//.test(key)) return ["shopper", key.split("/")[1] ?? ""];
  if (key.startsWith("h/")) return ["other", key.split("/", 3).join("/")];
  return ["other", key];
}

/** The keys with this prefix share a place: it names one shopper or one eSIM. @param {string} prefix */
export const hasOnePlace = (prefix) => /^([si]\/[^/]*|h\/[^/]*\/[^/]*)\//.test(prefix);
