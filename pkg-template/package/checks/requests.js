// The requests of one call: their pace, and the failures that end the call.
import { createPace } from "./pace.js";

/** The limit of a request, in ms. */
const REQUEST_MS = 10_000;
/** So many failures in a row are an outage. */
const OUTAGE = 8;
/** The failures of one eSIM. */
const OWN_KINDS = ["not_found", "sim_recycled", "validation", "invalid_argument"];
/** The failures that are those of one eSIM, or of all. */
const PASSING_KINDS = ["network", "timeout", "server", "decode", "permission", "rate_limited"];

/** @typedef {{ signal: AbortSignal, timeoutMs: number, maxRetries: number }} RequestOptions */

/** True if PressOne refused a request because of its limits. @param {any} error */
export const isTooMany = (error) => error?.status === 429;

/**
 * @param {object} options
 * @param {number} options.requestsPerSecond
 * @param {AbortSignal} options.signal ends the waiting and the requests
 * @param {import("./tally.js").Tally} options.tally
 */
export function createRequests({ requestsPerSecond, signal, tally }) {
  const takeTurn = createPace(requestsPerSecond);
  let streak = 0;

  /** @template T @param {(options: RequestOptions) => Promise<T>} call @returns {Promise<T>} */
  async function ask(call) {
    await takeTurn(signal);
    // A retry would not wait for its turn.
    const answer = await call({ signal, timeoutMs: REQUEST_MS, maxRetries: 0 });
    streak = 0;
    return answer;
  }

  /** Throws a failure that concerns all eSIMs. @param {any} error @param {string[]} kinds of the other failures */
  function pass(error, kinds) {
    if (signal.aborted || isTooMany(error) || !kinds.includes(error?.kind)) throw error;
    if (PASSING_KINDS.includes(error.kind)) streak += 1;
    if (streak >= OUTAGE) throw error;
  }

  return {
    ask,

    /** Asks for a list, and repeats it after a failure that passes. @template T @param {(options: RequestOptions) => Promise<T>} call @returns {Promise<T>} */
    async askForList(call) {
      for (;;) {
        try {
          return await ask(call);
        } catch (error) {
          pass(error, PASSING_KINDS);
        }
      }
    },

    /** Counts the failure of one item. Throws it if it concerns all. @param {string} subject @param {unknown} error */
    failed(subject, error) {
      pass(error, [...OWN_KINDS, ...PASSING_KINDS]);
      tally.fail("failed", subject, error);
    },

    isOutage: () => streak >= OUTAGE,
  };
}

/** @typedef {ReturnType<typeof createRequests>} Requests */
