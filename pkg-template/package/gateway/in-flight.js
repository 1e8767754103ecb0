// The work that has to end before the process does: purchases, and the partner client's background work.

/** @typedef {ReturnType<typeof createInFlight>} InFlight */

export function createInFlight() {
  /** @type {Set<Promise<void>>} */
  const works = new Set();
  let closed = false;

  return {
    /** True if no new purchase may begin. */
    get closed() {
      return closed;
    },

    /** @param {Promise<unknown>} work */
    track(work) {
      const settled = Promise.resolve(work).then(
        () => {},
        () => {},
      );
      works.add(settled);
      settled.then(() => works.delete(settled));
    },

    /** Refuses new purchases, and resolves when the others have ended. */
    async close() {
      closed = true;
      while (works.size > 0) await Promise.all(works);
    },
  };
}
