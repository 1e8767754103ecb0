import { DAY } from "../core/dates.js";
import { createThrottle } from "./throttle.js";

/**
 * Access tokens. Each is valid for a day by the sandbox's clock; `expires_in` may say more.
 *
 * @param {() => number} now
 */
export function createTokens(now) {
  /** @type {Map<string, number>} By token: the time of its end. */
  const valid = new Map();
  const requests = createThrottle(now);
  let issued = 0;
  return {
    issue() {
      issued += 1;
      const token = [
        base64url({ typ: "JWT", alg: "none" }),
        base64url({ n: issued }),
        random(),
      ].join(".");
      valid.set(token, now() + DAY);
      return token;
    },
    /** @param {string} token */
    accepts(token) {
      const end = valid.get(token);
      return end !== undefined && now() < end;
    },
    revokeAll() {
      valid.clear();
    },
    /**
     * @param {number} perMinute 0: no limit.
     * @returns {number} Milliseconds to wait; 0 if the request is within the limit.
     */
    throttle: (perMinute) => requests.throttle("token", perMinute),
    issued: () => issued,
  };
}

/** @param {unknown} value @returns {string} */
function base64url(value) {
  return btoa(JSON.stringify(value)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** @returns {string} Different in every token, so sandboxes do not accept each other's tokens. */
function random() {
  const bytes = crypto.getRandomValues(new Uint8Array(24));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
