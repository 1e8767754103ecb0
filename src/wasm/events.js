// Events for the caller.
//
// The module calls this function without `catch`: a synchronous exception would leave the promise
// pending. It may not throw.

/**
 * Passes an event to a listener, whose errors are ignored.
 *
 * @param {(event: unknown) => void} listener
 * @param {unknown} event
 */
export function callListener(listener, event) {
  try {
    // An asynchronous listener may reject later.
    Promise.resolve(listener(event)).catch(() => {});
  } catch {}
}
