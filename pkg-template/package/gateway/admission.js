// Admits the requests of known shoppers who are within their rate limit.
import { outcomeUnknown, refused, tooManyRequests, unavailable } from "./answers.js";
import { createRateLimiter } from "./rate-limiter.js";
import { createTagger } from "./secret.js";

/** @typedef {import("./answers.js").Answer} Answer */
/**
 * @typedef {object} Shopper
 * @property {import("./index.d.ts").Identity} identity what `authorize` returned
 * @property {string} tag stands for the shopper in descriptions and storage keys
 */

/**
 * @param {object} options
 * @param {ReturnType<typeof import("./policy.js").checkPolicy>} options.policy
 * @param {ReturnType<typeof import("./hooks.js").createHookCaller>} options.callHook
 * @param {import("./events.js").Reporter} options.report
 */
export function createAdmission({ policy, callHook, report }) {
  const { storage, limit } = policy;
  const tagOf = createTagger(policy.secret);
  const countRequest = createRateLimiter({ storage, limit, now: Date.now });

  /**
   * @param {Request} request
   * @param {import("./routes.js").Route} route
   * @returns {Promise<Shopper | { refusal: Answer }>}
   */
  return async function admit(request, route) {
    const identity = await callHook(() => policy.authorize(request));
    if (typeof identity?.id !== "string" || identity.id === "") {
      // An identity without a text as its id is an error in the hook.
      if (identity) report.error("identity", route);
      return { refusal: refused(401, "Authentication failed.") };
    }
    const tag = await tagOf("identity", identity.id);
    const waitMs = await countRequest(tag).catch(() => undefined);
    if (waitMs === undefined) {
      report.error("storage", route);
      // The storage failed, and an earlier request of the reference may have made an order.
      return { refusal: route.effect === "write" ? outcomeUnknown() : unavailable("read") };
    }
    if (waitMs > 0) return { refusal: tooManyRequests(waitMs / 1000) };
    return { identity, tag };
  };
}
