/** A list that the browser stores for the next page, and for other tabs. */

/**
 * @template T
 * @param {string} name
 */
export function createStoredList(name) {
  /** The list of a browser without storage. @type {T[]} */
  let inMemory = [];

  return {
    /** @returns {T[]} */
    read() {
      try {
        const stored = JSON.parse(localStorage.getItem(name) ?? "[]");
        return Array.isArray(stored) ? stored : [];
      } catch {
        return inMemory;
      }
    },

    /** @param {T[]} list */
    write(list) {
      inMemory = list;
      try {
        localStorage.setItem(name, JSON.stringify(list));
      } catch {
        // The browser stores nothing for this site. The next page cannot read the list.
      }
    },
  };
}
