/** The failures that a result names. The others are counted. */
const NAMED_FAILURES = 20;

/** Counts what a call does. */
export function createTally() {
  const counts = { checked: 0, failed: 0, events: 0, undelivered: 0 };
  /** @type {import("./index.d.ts").CheckFailure[]} */
  const failures = [];

  /** @param {keyof typeof counts} name */
  const add = (name) => {
    counts[name] += 1;
  };

  return {
    add,
    /** @param {"failed" | "undelivered"} name @param {string} subject @param {unknown} error */
    fail(name, subject, error) {
      add(name);
      if (failures.length < NAMED_FAILURES) failures.push({ subject, error });
    },
    /** @param {import("./index.d.ts").CheckState} state @param {number} again_ms */
    result: (state, again_ms) => ({ state, ...counts, failures, again_ms: Math.ceil(again_ms) }),
  };
}

/** @typedef {ReturnType<typeof createTally>} Tally */
