// How often one shopper may ask: so many requests in a window of time, counted in the shared
// storage.
import { readJson, writeJson } from "./store.js";

/**
 * @param {object} options
 * @param {import("./store.js").SharedStorage} options.storage
 * @param {{ requests: number, windowMs: number }} options.limit
 * @param {() => number} options.now
 */
export function limiting({ storage, limit, now }) {
  /**
   * Counts a request.
   *
   * @param {string} tag the shopper's
   * @returns {Promise<number>} how many ms to wait; 0 where it may go on
   */
  return async function wait(tag) {
    const key = `pressone-gateway:rate:${tag}`;
    if (storage.count) {
      const { count, waitMs } = await storage.count(key, limit.windowMs);
      return count > limit.requests ? waitMs : 0;
    }
    return storage.lock(key, async () => {
      const time = now();
      const found = await readJson(storage, key).catch(() => null);
      const runs = found && time >= found.begun && time < found.begun + limit.windowMs;
      const { begun, count } = runs ? found : { begun: time, count: 0 };
      if (count >= limit.requests) return begun + limit.windowMs - time;
      await writeJson(storage, key, { begun, count: count + 1 });
      return 0;
    });
  };
}
