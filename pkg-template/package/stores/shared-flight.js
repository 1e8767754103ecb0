// A preparation that all calls of a moment share.
import { msUntil, now } from "./timed-call.js";

/**
 * Runs `prepare` until the deadline. The failure at the deadline passes: a call that began later starts another.
 *
 * @param {(deadline: number) => Promise<void>} prepare
 * @param {number} deadline
 */
async function prepareInTime(prepare, deadline) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {Promise<never>} */
  const late = new Promise((_, reject) => {
    const error = new Error("the preparation did not end before its deadline");
    timer = setTimeout(() => reject(error), msUntil(deadline));
  });
  try {
    await Promise.race([prepare(deadline), late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Returns a function that starts `prepare`, or waits for the one that runs. Each one ends at the deadline of
 * the call that started it, at the latest.
 *
 * @param {(deadline: number) => Promise<void>} prepare
 * @returns {(deadline: number) => Promise<void>}
 */
export function shareFlight(prepare) {
  /** @type {{ flight: Promise<void>, until: number } | undefined} */
  let current;
  return (deadline) => {
    // The timer of a request that was cancelled never ends its preparation.
    if (current && now() < current.until) return current.flight;
    const started = { flight: prepareInTime(prepare, deadline), until: deadline };
    current = started;
    const end = () => {
      if (current === started) current = undefined;
    };
    started.flight.then(end, end);
    return started.flight;
  };
}
