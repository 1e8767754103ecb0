// A preparation that all calls of a moment share.
import { now } from "./timed-call.js";

/**
 * Returns a function that starts `prepare`, or waits for the one that runs. It waits for none beyond the
 * deadline of the call that started it: such a one hangs, and the next call starts another.
 *
 * @param {(deadline: number) => Promise<void>} prepare
 * @returns {(deadline: number) => Promise<void>}
 */
export function shareFlight(prepare) {
  /** @type {{ flight: Promise<void>, until: number } | undefined} */
  let current;
  return (deadline) => {
    if (current && now() < current.until) return current.flight;
    const started = { flight: prepare(deadline), until: deadline };
    current = started;
    const end = () => {
      if (current === started) current = undefined;
    };
    started.flight.then(end, end);
    return started.flight;
  };
}
