// The gateway's answers as plain data. Each body has the gateway's mark, `meta.gateway`.

/**
 * @typedef {object} Answer
 * @property {number} status
 * @property {Record<string, unknown>} body
 * @property {Record<string, string>} [headers]
 */

/** The mark of a gateway: the version of the protocol between page and gateway. */
const MARK = 1;

/** @param {string} message @param {object} [more] */
const meta = (message, more) => ({ gateway: MARK, message, ...more });

/** @param {number} ms @returns {Record<string, string>} */
const retryAfter = (ms) => ({ "Retry-After": String(Math.max(1, Math.ceil(ms / 1000))) });

/**
 * @param {unknown} data
 * @param {object} [more] further members of `meta`
 * @returns {Answer}
 */
export const success = (data, more) => ({
  status: 200,
  body: { data, meta: meta("success", more) },
});

/**
 * An answer that says nothing about a purchase.
 *
 * @param {number} status
 * @param {string} reason
 * @param {{ code?: string | number, data?: Record<string, string>, retryAfterMs?: number, reference?: string }} [more]
 * @returns {Answer}
 */
export function refused(status, reason, { code, data, retryAfterMs, reference } = {}) {
  return {
    status,
    body: {
      ...(code !== undefined && { code }),
      reason,
      ...(reference !== undefined && { reference }),
      ...(data && { data }),
      meta: meta(reason),
    },
    ...(retryAfterMs !== undefined && { headers: retryAfter(retryAfterMs) }),
  };
}

/** The code of a path that this gateway does not serve. It is a mistake of the shop's set-up or code. */
const CONFIGURATION = "configuration";

/** @param {boolean} isLogged true if another `basePath` would serve the path, which the log then has */
export function notFound(isLogged) {
  const cause = isLogged
    ? "Its basePath differs from the page's baseUrl: see the gateway's log."
    : "Its basePath differs from the page's baseUrl, or the path is wrong.";
  const reason = `The gateway does not serve this path. ${cause}`;
  return refused(404, reason, { code: CONFIGURATION });
}

export const unexpectedQuery = () =>
  refused(404, "This path takes no query.", { code: CONFIGURATION });

export const closedEndpoint = () =>
  refused(404, "A hook of the gateway is missing, so this is closed: see the gateway's log.", {
    code: CONFIGURATION,
  });

export const unauthorized = () => refused(401, "Sign in first.");

/** One answer for an eSIM, order or number of another shopper and for an unknown one, which must look alike. */
export const forbidden = () => refused(403, "This eSIM, order or number is not yours.");

/** The shop's `mayBrowse` did not allow a known shopper. */
export const notShown = () => refused(403, "The shop does not show this to you.");

/** @param {Record<string, string>} fields @returns {Answer} */
export const invalid = (fields) => refused(422, "A field is not valid.", { data: fields });

/** @param {number | undefined} retryAfterMs undefined if unknown */
export const tooManyRequests = (retryAfterMs) =>
  refused(429, "Too many requests. Wait, then try again.", {
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });

export const unavailable = () => refused(503, "The shop cannot do this now. Try again later.");

export const paymentRequired = () =>
  refused(402, "The payment is not confirmed.", { code: "payment_required" });

/** @param {number} retryAfterMs */
export const paymentPending = (retryAfterMs) =>
  refused(409, "The payment is not confirmed yet. Ask again soon.", {
    code: "payment_pending",
    retryAfterMs,
  });

/** The shop's `confirmOffer` did not return true. */
export const offerRefused = () =>
  refused(422, "The shop did not confirm the offer.", { code: "offer_refused" });

/** @param {number} retryAfterMs */
export const inProgress = (retryAfterMs) =>
  refused(409, "Another request of this purchase is at work. Ask again soon.", {
    code: "in_progress",
    retryAfterMs,
  });

export const referenceReused = () =>
  refused(409, "This reference belongs to another purchase.", { code: "reference_reused" });

/** @param {string | undefined} reference of the open renewal or claim, if it is the shopper's own */
export const numberBusy = (reference) =>
  refused(409, "Another renewal or claim of this number is not finished.", {
    code: "number_busy",
    ...(reference !== undefined && { reference }),
  });

/** The status and the message of each state of a purchase. @type {Record<string, [number, string]>} */
const STATES = {
  done: [200, "success"],
  failed: [422, "The purchase failed. Nothing was ordered."],
  closed: [409, "The purchase is closed. Nothing was ordered."],
  open: [202, "The outcome is not known yet. Ask again soon."],
};

/**
 * The answer to a write that tells the state of its purchase.
 *
 * @param {import("./purchase-view.js").PurchaseView} purchase
 * @returns {Answer}
 */
export function purchaseAnswer(purchase) {
  const [status, message] = STATES[purchase.state] ?? [503, "The state is not known."];
  return {
    status,
    body: { data: purchase, meta: meta(message) },
    ...(purchase.retry_after_ms !== undefined && { headers: retryAfter(purchase.retry_after_ms) }),
  };
}
