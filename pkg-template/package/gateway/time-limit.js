// A limit for everything that the gateway waits for.
import { TimeLimitError } from "./errors.js";

/**
 * @template T
 * @param {string} name for the message
 * @param {number} limitMs
 * @param {() => T | Promise<T>} work
 * @returns {Promise<T>} rejects with `TimeLimitError` if the work takes too long; the work itself goes on
 */
export async function withTimeLimit(name, limitMs, work) {
  const outcome = work();
  // A value needs no timer.
  if (typeof (/** @type {any} */ (outcome)?.then) !== "function") return outcome;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {Promise<never>} */
  const expired = new Promise((_, reject) => {
    timer = setTimeout(() => {
      reject(new TimeLimitError(`${name} did not answer within ${limitMs} ms`));
    }, limitMs);
  });
  try {
    return await Promise.race([outcome, expired]);
  } finally {
    clearTimeout(timer);
  }
}
