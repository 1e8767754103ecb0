/**
 * The request log and the violations.
 *
 * @typedef {import("../index.d.ts").LoggedRequest} LoggedRequest
 * @typedef {import("../index.d.ts").Violation} Violation
 *
 * @param {import("./request.js").ParsedRequest} request
 * @param {number} n
 * @param {number} at
 * @returns {LoggedRequest}
 */
export function logEntry(request, n, at) {
  return {
    n,
    at,
    endpoint: null,
    method: request.method,
    path: request.path,
    query: request.query,
    headers: Object.fromEntries(request.headers),
    fields: request.fields === null ? null : Object.fromEntries(request.fields),
    fault: null,
    streamed: null,
    status: null,
  };
}
