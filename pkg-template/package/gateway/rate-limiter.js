// The rate limit per shopper: a number of requests per window of time, counted in the shared storage.
import { readJson, writeJson } from "./storage.js";

/**
 * @param {object} options
 * @param {import("./storage.js").SharedStorage} options.storage
 * @param {{ requests: number, windowMs: number }} options.limit
 * @param {() => number} options.now
 */
export function createRateLimiter({ storage, limit, now }) {
  /**
   * Counts a request.
   *
   * @param {string} tag of the shopper
   * @returns {Promise<number>} the time to wait, in ms; 0 if the request is within the limit
   */
  return async function countRequest(tag) {
    const key = `pressone-gateway:rate:${tag}`;
    if (storage.count) {
      const { count, waitMs } = await storage.count(key, limit.windowMs);
      return count > limit.requests ? waitMs : 0;
    }
    return storage.lock(key, async () => {
      const time = now();
      const stored = await readJson(storage, key).catch(() => null);
      const current = stored && time >= stored.begun && time < stored.begun + limit.windowMs;
      const { begun, count } = current ? stored : { begun: time, count: 0 };
      if (count >= limit.requests) return begun + limit.windowMs - time;
      await writeJson(storage, key, { begun, count: count + 1 });
      return 0;
    });
  };
}
