// Admits the requests of known shoppers who are within their rate limit.
import { tooManyRequests, unauthorized } from "./answers.js";
import { HookFailure } from "./errors.js";
import { createRateLimiter } from "./rate-limiter.js";
import { shopperId } from "./shopper-id.js";

/** @typedef {import("./answers.js").Answer} Answer */
/** The values for a request of an unknown shopper. */
const UNKNOWN = { identity: null, shopper: "", digests: [] };

/**
 * @typedef {object} Shopper
 * @property {import("./index.d.ts").Identity} identity what `authorize` returned
 * @property {string} shopper the shop's id of the shopper, as text
 * @property {readonly string[]} digests stand for the shopper in descriptions and keys: one for each secret of the
 *   partner client, newest first
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
   * @param {boolean} isOpen true if the endpoint decides itself about unknown shoppers
   * @returns {Promise<Shopper | typeof UNKNOWN | { refusal: Answer }>}
   */
  return async function admit(request, isOpen) {
    const identity = await callHook("authorize", () => policy.authorize(request));
    if (!identity) return isOpen ? UNKNOWN : { refusal: unauthorized() };
    const shopper = readId(identity);
    const digests = await callPartner("journal", (partner) => partner.shopperDigests(shopper));
    const waitMs = await countRequest(String(digests[0]));
    return waitMs > 0 ? { refusal: tooManyRequests(waitMs) } : { identity, shopper, digests };
  };
}
