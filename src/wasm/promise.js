// The module's work as promises.
import { isPromise } from "./values.js";

/**
 * Carries work of the module from one promise to the next, as an async function goes from one `await`
 * to the next.
 *
 * @param {{ step: (value: unknown, failed: boolean) => unknown, free: () => void }} task
 */
export async function runTask(task) {
  /** @type {unknown} */
  let next = Promise.resolve();
  try {
    while (isPromise(next)) {
      let failed = false;
      let value;
      try {
        value = await next;
      } catch (thrown) {
        [value, failed] = [thrown, true];
      }
      next = task.step(value, failed);
    }
    return next;
  } finally {
    try {
      task.free();
    } catch {
      // An exception left the step unfinished. The caller gets that exception.
    }
  }
}
