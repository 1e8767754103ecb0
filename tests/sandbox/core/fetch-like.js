import { toBrokenResponse, toResponse } from "./outcome.js";

/** @type {WeakMap<Response, string>} */
const exempted = new WeakMap();

/**
 * Why an answer is exempt from the API's description (a fault or a violation), if it is.
 *
 * @param {Response} response
 * @returns {string | null}
 */
export function exemption(response) {
  return exempted.get(response) ?? null;
}

/**
 * Shows an outcome as `fetch` does: a cut connection is a TypeError, an abort rejects at once.
 *
 * @param {(request: Request) => Promise<{ outcome: import("./outcome.js").Outcome, exempt: string | null }>} handler
 * @param {Request} request
 * @returns {Promise<Response>}
 */
export async function fetchLike(handler, request) {
  const { signal } = request;
  signal.throwIfAborted();
  /** @type {Promise<never>} */
  const aborted = new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
  const { outcome, exempt } = await Promise.race([handler(request), aborted]);
  if (outcome.kind === "cut") throw new TypeError("fetch failed: the connection was closed");
  if (outcome.kind === "hang") return aborted;
  const response = outcome.kind === "half" ? toBrokenResponse(outcome) : toResponse(outcome);
  if (exempt !== null) exempted.set(response, exempt);
  return response;
}
