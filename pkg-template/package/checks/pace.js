// The pace of requests: a shortest time between two starts.

/** @param {number} ms @param {AbortSignal} signal */
function sleep(ms, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(settle, ms);
    signal.addEventListener("abort", settle, { once: true });
    function settle() {
      clearTimeout(timer);
      signal.removeEventListener("abort", settle);
      if (signal.aborted) reject(signal.reason);
      else resolve(undefined);
    }
    if (signal.aborted) settle();
  });
}

/**
 * Returns a function that waits until the next request may start. The first one waits too, because another process
 * may have sent a request just before.
 *
 * @param {number} perSecond
 * @returns {(signal: AbortSignal) => Promise<void>}
 */
export function createPace(perSecond) {
  const intervalMs = 1000 / perSecond;
  let last = performance.now();
  /** @type {Promise<unknown>} */
  let queue = Promise.resolve();
  const restMs = () => last + intervalMs - performance.now();

  /** @param {AbortSignal} signal */
  async function wait(signal) {
    signal.throwIfAborted();
    // A timer may end a little early.
    for (let rest = restMs(); rest > 0; rest = restMs()) await sleep(Math.ceil(rest), signal);
    last = performance.now();
  }

  return function turn(signal) {
    const mine = queue.then(() => wait(signal));
    queue = mine.catch(() => {});
    return mine;
  };
}
