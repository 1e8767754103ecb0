// A server without a network: a `fetch` that has its answers ready, so that what is timed is what
// happens to an answer. Imports nothing.

/** @typedef {(request: Request) => Promise<Response>} Fetch */

/**
 * How an answer hands over its text. `light` is an object that has the text already, which leaves
 * decoding alone to be timed. `response` is the platform's own `Response`, which has to turn bytes
 * into text first: what a real call pays, whoever decodes.
 *
 * @typedef {"light" | "response"} Answer
 */

const NO_HEADERS = { get: () => null };

/**
 * @param {string} text
 * @param {Answer} [answer]
 * @param {number} [status]
 * @returns {Fetch}
 */
export function answering(text, answer = "light", status = 200) {
  if (answer === "response") {
    const headers = { "content-type": "application/json" };
    return async () => new Response(text, { status, headers });
  }
  const light = { status, redirected: false, headers: NO_HEADERS, text: async () => text };
  return async () => /** @type {Response} */ (/** @type {unknown} */ (light));
}

/**
 * The request that everybody builds who asks for orders with `fetch`: ours builds the like itself.
 *
 * @param {string} baseUrl
 */
export const ordersRequest = (baseUrl) =>
  new Request(`${baseUrl}/customer/v2/orders`, {
    headers: { Accept: "application/json", Authorization: "Bearer token" },
    redirect: "manual",
  });
