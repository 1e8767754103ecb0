import { toBrokenResponse, toEndlessResponse, toResponse } from "./outcome.js";

/** @type {WeakMap<Response, string>} */
const exempted = new WeakMap();

/** The requests under way. Node ends the signal of a request that nothing refers to. @type {Set<Request>} */
const pending = new Set();

/**
 * The reason why an answer is exempt from validation: a fault or a violation. null if it is not exempt.
 *
 * @param {Response} response
 * @returns {string | null}
 */
export function exemption(response) {
  return exempted.get(response) ?? null;
}

/**
 * Turns an outcome into the result of `fetch`: rejects with a TypeError if the connection was cut, and
 * at once if the signal aborts.
 *
 * @typedef {(request: Request) => Promise<{ outcome: import("./outcome.js").Outcome, exempt: string | null }>} Handler
 *
 * @param {Handler} handler
 * @param {Request | URL | string} input
 * @param {RequestInit} [init]
 * @returns {Promise<Response>}
 */
export async function asFetch(handler, input, init) {
  // A request of another realm is no instance of this one's class.
  const isRequest = typeof input === "object" && "method" in input;
  const request = isRequest && init === undefined ? input : new Request(input, init);
  pending.add(request);
  try {
    return await answer(handler, request);
  } finally {
    pending.delete(request);
  }
}

/** @param {Handler} handler @param {Request} request */
async function answer(handler, request) {
  const { signal } = request;
  signal.throwIfAborted();
  /** @type {Promise<never>} */
  const aborted = new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
  const { outcome, exempt } = await Promise.race([handler(request), aborted]);
  if (outcome.kind === "cut") throw new TypeError("fetch failed: the connection was closed");
  if (outcome.kind === "hang") return aborted;
  const response = responseOf(outcome, request);
  if (exempt !== null) exempted.set(response, exempt);
  return response;
}

/**
 * @param {import("./outcome.js").FullOutcome | import("./outcome.js").HalfOutcome | import("./outcome.js").EndlessOutcome} outcome
 * @param {Request} request
 */
function responseOf(outcome, request) {
  if (outcome.kind === "endless") return toEndlessResponse(outcome, request);
  return outcome.kind === "half" ? toBrokenResponse(outcome) : toResponse(outcome);
}
