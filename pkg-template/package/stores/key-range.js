// The range of the keys that a list shows.

/** Comes after every key with the same beginning, because a key is printable ASCII. */
const AFTER_ALL = "\x7f";

/**
 * Returns the bounds of the keys with a prefix after `after`. There is one lower bound: SQLite reads from the
 * first one of a query, and a page far behind it would cost all pages before.
 *
 * @param {string} prefix
 * @param {string} after
 * @returns {{ comparison: ">" | ">=", start: string, end: string }} `end` is no longer in the range
 */
export function keyRange(prefix, after) {
  const end = prefix + AFTER_ALL;
  return after < prefix
    ? { comparison: ">=", start: prefix, end }
    : { comparison: ">", start: after, end };
}
