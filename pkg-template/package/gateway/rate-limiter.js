// The rate limit per shopper: a number of requests per window of time, counted in the client's store.

/**
 * @param {object} options
 * @param {import("./partner.js").PartnerCaller} options.callPartner
 * @param {{ requests: number, windowMs: number }} options.limit
 */
export function createRateLimiter({ callPartner, limit }) {
  /**
   * Counts a request.
   *
   * @param {string} shopper the digest of the shopper
   * @returns {Promise<number>} the time to wait, in ms; 0 if the request is within the limit
   */
  return async function countRequest(shopper) {
    const key = `pressone-gateway:rate:${shopper}`;
    const { count, remainingMs } = await callPartner("store", async ({ store }) => {
      if (!store) throw new TypeError("the partner client has no store");
      return store.increment(key, { ttlMs: limit.windowMs });
    });
    return count > limit.requests ? Math.max(1, remainingMs) : 0;
  };
}
