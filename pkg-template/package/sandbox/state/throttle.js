import { MINUTE } from "../core/dates.js";

/**
 * Counts the requests of the last minute, by a key.
 *
 * @param {() => number} now
 */
export function createThrottle(now) {
  /** @type {Map<string, number[]>} */
  const times = new Map();
  return {
    /**
     * Counts a request, if it is within the limit.
     *
     * @param {string} key
     * @param {number} perMinute 0: no limit.
     * @returns {number} Milliseconds to wait; 0 if the request is within the limit.
     */
    throttle(key, perMinute) {
      if (perMinute === 0) return 0;
      const recent = (times.get(key) ?? []).filter((at) => at > now() - MINUTE);
      const first = recent[recent.length - perMinute];
      if (first !== undefined) return first + MINUTE - now();
      times.set(key, [...recent, now()]);
      return 0;
    },
  };
}
