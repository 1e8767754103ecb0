// Admits the requests of known shoppers who are within their rate limit.
import { tooManyRequests, unauthorized } from "./answers.js";
import { HookFailure } from "./errors.js";
import { createRateLimiter } from "./rate-limiter.js";
import { shopperId } from "./shopper-id.js";

/** @typedef {import("./answers.js").Answer} Answer */
/**
 * @typedef {object} Shopper
 * @property {import("./index.d.ts").Identity} identity what `authorize` returned
 * @property {string} shopper the shop's id of the shopper, as text
 * @property {string} digest stands for the shopper in descriptions and keys
 */

/** @param {any} identity the result of `authorize` */
function readId(identity) {
  try {
    return shopperId(identity);
  } catch (error) {
    throw new HookFailure("authorize", error);
  }
}

/**
 * @param {object} options
 * @param {ReturnType<typeof import("./policy.js").checkPolicy>} options.policy
 * @param {import("./hooks.js").HookCaller} options.callHook
 * @param {import("./partner.js").PartnerCaller} options.callPartner
 */
export function createAdmission({ policy, callHook, callPartner }) {
  const countRequest = createRateLimiter({ callPartner, limit: policy.limit });

  /**
   * @param {Request} request
   * @returns {Promise<Shopper | { refusal: Answer }>}
   */
  return async function admit(request) {
    const identity = await callHook("authorize", () => policy.authorize(request));
    if (!identity) return { refusal: unauthorized() };
    const shopper = readId(identity);
    const digest = await callPartner("journal", (partner) => partner.shopperDigest(shopper));
    const waitMs = await countRequest(digest);
    return waitMs > 0 ? { refusal: tooManyRequests(waitMs) } : { identity, shopper, digest };
  };
}
