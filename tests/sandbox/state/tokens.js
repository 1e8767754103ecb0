import { DAY } from "../core/dates.js";

/**
 * Access tokens: each lives for a day by the sandbox's clock, whatever `expires_in` says.
 *
 * @param {() => number} now
 */
export function createTokens(now) {
  /** @type {Map<string, number>} Token and the time it ends. */
  const live = new Map();
  /** @type {number[]} When each token was asked for, for the rate limit. */
  const asked = [];
  let issued = 0;
  return {
    issue() {
      issued += 1;
      const token = [
        base64url({ typ: "JWT", alg: "none" }),
        base64url({ n: issued }),
        random(),
      ].join(".");
      live.set(token, now() + DAY);
      return token;
    },
    /** @param {string} token */
    accepts(token) {
      const end = live.get(token);
      return end !== undefined && now() < end;
    },
    revokeAll() {
      live.clear();
    },
    /**
     * @param {number} perMinute 0: no limit.
     * @returns {number} Milliseconds to wait; 0 when the request may go on.
     */
    throttle(perMinute) {
      if (perMinute === 0) return 0;
      const recent = asked.filter((at) => at > now() - 60_000);
      const first = recent[recent.length - perMinute];
      if (first !== undefined) return first + 60_000 - now();
      asked.push(now());
      return 0;
    },
    issued: () => issued,
  };
}

/** @param {unknown} value @returns {string} */
function base64url(value) {
  return btoa(JSON.stringify(value)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** @returns {string} Tells the tokens of one sandbox from those of another. */
function random() {
  const bytes = crypto.getRandomValues(new Uint8Array(24));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
