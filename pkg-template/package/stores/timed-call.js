// Calls of a store with a limit of time. A passing failure is repeated within it.

/** The longest time of a call, if the shop says nothing else. */
export const TIMEOUT_MS = 5_000;
const MAX_PAUSE_MS = 500;

/** A clock that no change of the system's time moves. */
export const now = () => performance.now();

/** Returns the ms until a time of `now()`, or 0 if it has passed. @param {number} time */
export const msUntil = (time) => Math.max(0, time - now());

/** @param {number} ms @returns {Promise<void>} */
export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** The pause before the next try, at random, so that callers do not meet again. @param {number} ms */
export const jitter = (ms) => ms * (0.5 + Math.random());

/** @param {{ timeoutMs?: number | undefined }} [options] @returns {number} */
export function timeoutOf({ timeoutMs = TIMEOUT_MS } = {}) {
  if (!(Number.isFinite(timeoutMs) && timeoutMs > 0)) {
    throw new TypeError("timeoutMs must be a number of ms above 0");
  }
  return timeoutMs;
}

/** The store did not answer in time. The outcome of a write is unknown. */
export class StoreTimeoutError extends Error {
  /** @param {number} timeoutMs @param {unknown} [cause] the last failure, if there was one */
  constructor(timeoutMs, cause) {
    super(`the store did not answer within ${timeoutMs} ms`, cause === undefined ? {} : { cause });
    this.name = "StoreTimeoutError";
  }
}

/**
 * Runs `attempt`, and repeats it after failures that pass, until the time is over.
 *
 * @template T
 * @param {object} options
 * @param {number} options.timeoutMs
 * @param {number} options.pauseMs The first pause. The next ones are longer.
 * @param {(error: unknown) => boolean} options.passes True if the same command may succeed soon.
 * @param {(deadline: number) => Promise<T>} attempt The deadline is a time of `now()`.
 * @returns {Promise<T>}
 */
export async function timedCall({ timeoutMs, pauseMs, passes }, attempt) {
  const deadline = now() + timeoutMs;
  /** @type {unknown} */
  let lastError;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {StoreTimeoutError | undefined} */
  let own;
  /** @type {Promise<never>} */
  const timeout = new Promise((_, reject) => {
    timer = setTimeout(() => {
      own = new StoreTimeoutError(timeoutMs, lastError);
      reject(own);
    }, timeoutMs);
  });
  try {
    for (let pause = pauseMs; ; pause = Math.min(2 * pause, MAX_PAUSE_MS)) {
      try {
        return await Promise.race([attempt(deadline), timeout]);
      } catch (error) {
        if (error === own || !passes(error)) throw error;
        lastError = error;
      }
      await Promise.race([sleep(jitter(pause)), timeout]);
    }
  } finally {
    clearTimeout(timer);
  }
}
