/** CORS headers: with them, pages of other origins can read the answers. */

/** @param {boolean} exposeRetryAfter @returns {Record<string, string>} */
export function corsHeaders(exposeRetryAfter) {
  return {
    "access-control-allow-origin": "*",
    ...(exposeRetryAfter ? { "access-control-expose-headers": "Retry-After" } : {}),
  };
}

/** @param {Headers} headers Of the preflight request. @returns {Record<string, string>} */
export function preflightHeaders(headers) {
  return {
    ...corsHeaders(true),
    "access-control-allow-methods": "GET, POST, DELETE",
    // Every header is allowed. The check of the request itself follows later.
    "access-control-allow-headers": headers.get("access-control-request-headers") ?? "*",
    "access-control-max-age": "0",
  };
}

/** @param {Request} request */
export function isPreflight(request) {
  return request.method === "OPTIONS" && request.headers.has("access-control-request-method");
}
