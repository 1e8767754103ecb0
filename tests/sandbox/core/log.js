/**
 * The request log and the violations.
 *
 * @typedef {object} LoggedRequest
 * @property {number} n Counted from 1.
 * @property {number} at By the sandbox's clock.
 * @property {string | null} endpoint
 * @property {string} method
 * @property {string} path
 * @property {[string, string][]} query
 * @property {Record<string, string>} headers
 * @property {Record<string, unknown> | null} fields Body fields.
 * @property {string | null} fault Kind of the fault that the request took.
 * @property {{ bytes: number } | null} streamed Bytes of an endless body that the connection took so far.
 * @property {number | null} status Of the answer; null if there is none, or none yet.
 *
 * @typedef {object} Violation
 * @property {"sandbox" | "validator"} source
 * @property {string} message
 * @property {string} method
 * @property {string} path
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
