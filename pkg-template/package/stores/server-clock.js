// The clock of a store's server, estimated from its answers. A write carries its end in that clock, so it does
// nothing if it arrives after its caller gave up.
import { now } from "./timed-call.js";

/** The server got a write after its end. Nothing was written. */
export class LateWriteError extends Error {
  constructor() {
    super("the write reached the server too late, and was not done");
    this.name = "LateWriteError";
  }
}

export function createServerClock() {
  /** The server's time at 0 of `now()`, or earlier. @type {number | undefined} */
  let offset;
  return {
    get isSet() {
      return offset !== undefined;
    },
    /** @param {number} serverMs the server's time in an answer that just came */
    observe(serverMs) {
      offset = serverMs - now();
    },
    /** @param {number} deadline a time of `now()` @returns {number} the same or an earlier time of the server */
    endAt: (deadline) => Math.floor((offset ?? Number.NEGATIVE_INFINITY) + deadline),
  };
}
