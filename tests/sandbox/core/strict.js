import { mediaType } from "./request.js";

/**
 * What the documentation does not allow. A finding is answered with 400 and recorded as a
 * violation, so that a client's slip cannot pass unseen.
 *
 * @typedef {import("./request.js").ParsedRequest} ParsedRequest
 *
 * @typedef {object} Rules What one endpoint takes.
 * @property {"none" | "bearer" | "voice"} auth
 * @property {string[]} query Names of the parameters.
 * @property {string[]} bodyTypes Media types; none: no body.
 * @property {string[]} bodyFields
 *
 * @param {ParsedRequest} request
 * @param {Rules} rules
 * @param {Record<string, string>} params
 * @returns {string | null} Why the request is not allowed.
 */
export function findViolation(request, rules, params) {
  return (
    checkAccept(request.headers.get("accept")) ??
    checkAuthorization(request.headers.get("authorization"), rules.auth) ??
    checkIccid(params.iccid) ??
    checkQuery(request.query, rules.query) ??
    checkBody(request, rules)
  );
}

/** @param {string | null} accept */
function checkAccept(accept) {
  if (accept === "application/json") return null;
  return accept === null
    ? "the Accept header is missing"
    : `Accept must be application/json, not ${accept}`;
}

/** @param {string | null} authorization @param {Rules["auth"]} auth */
function checkAuthorization(authorization, auth) {
  if (auth === "none") {
    return authorization === null ? null : "this endpoint takes no Authorization header";
  }
  // A missing header has a documented answer of its own: 401.
  if (authorization === null || /^Bearer [^\s,]+$/.test(authorization)) return null;
  return "Authorization must be `Bearer` and one token";
}

/** @param {string | undefined} iccid */
function checkIccid(iccid) {
  if (iccid === undefined || /^\d{17,22}$/.test(iccid)) return null;
  return `not an ICCID: ${iccid}`;
}

/** @param {[string, string][]} query @param {string[]} allowed */
function checkQuery(query, allowed) {
  const seen = new Set();
  for (const [name] of query) {
    if (!allowed.includes(name)) return `unknown query parameter: ${name}`;
    if (seen.has(name)) return `query parameter given twice: ${name}`;
    seen.add(name);
  }
  return null;
}

/** @param {ParsedRequest} request @param {Rules} rules */
function checkBody({ bytes, headers, fields }, rules) {
  const type = mediaType(headers.get("content-type"));
  if (rules.bodyTypes.length === 0) {
    // A Request object cannot carry the body of a GET, but a socket can announce one.
    const announced =
      Number(headers.get("content-length") ?? 0) > 0 || headers.has("transfer-encoding");
    if (bytes.length > 0 || announced) return "this endpoint takes no body";
    return type === "" ? null : "a request without a body has a Content-Type";
  }
  if (!rules.bodyTypes.includes(type)) {
    return `Content-Type must be ${rules.bodyTypes.join(" or ")}, not ${type || "missing"}`;
  }
  if (fields === null) return `the body cannot be read as ${type}`;
  const seen = new Set();
  for (const [name, value] of fields) {
    if (!rules.bodyFields.includes(name)) return `unknown body field: ${name}`;
    if (seen.has(name)) return `body field given twice: ${name}`;
    if (typeof value !== "string") return `body field is no text: ${name}`;
    seen.add(name);
  }
  return null;
}
