/** A list that the browser stores for the next page, and for other tabs. */

/**
 * @template T
 * @param {string} name
 */
export function createStoredList(name) {
  /** The list, if the browser could not store it. @type {T[] | undefined} */
  let inMemory;

  return {
    /** @returns {T[]} */
    read() {
      if (inMemory) return inMemory;
      try {
        const stored = JSON.parse(localStorage.getItem(name) ?? "[]");
        return Array.isArray(stored) ? stored : [];
      } catch {
        return [];
      }
    },

    /** Calls the listener when another tab has changed the list. @param {() => void} listener */
    onChange(listener) {
      addEventListener("storage", ({ key }) => {
        // Without a key, everything was deleted.
        if (key === name || key === null) listener();
      });
    },

    /** @param {T[]} list */
    write(list) {
      try {
        localStorage.setItem(name, JSON.stringify(list));
        inMemory = undefined;
      } catch {
        // The storage is full or forbidden. The next page cannot read the list.
        inMemory = list;
      }
    },
  };
}
