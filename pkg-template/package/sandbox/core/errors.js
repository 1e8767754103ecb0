/**
 * The documented error bodies, in the shapes that the switches select.
 *
 * @typedef {import("./shapes.js").Shapes} Shapes
 * @typedef {object} Answer
 * @property {number} status
 * @property {unknown} body Written as JSON.
 * @property {Record<string, string>} [headers]
 */

/** Reasons of the business codes; `detail` depends on the request. */
const REASONS = {
  11: (detail = "") => `Insufficient credit: ${detail}`,
  13: () => "The operator is under maintenance at the moment. Try again later.",
  14: (detail = "") => `The checksum does not match: ${detail}`,
  23: (detail = "") => `The operator has switched this top-up off. ${detail}`,
  33: (detail = "") => `Not enough eSIMs in stock: ${detail}. Try again later.`,
  34: () => "The package is invalid or out of stock. Try again later.",
  43: (detail = "") => `Bad request. ${detail} Check what was sent and try again.`,
  53: () => "Something went wrong on our side. Try again later.",
  73: (detail = "") => `The eSIM ${detail} has been recycled and takes no more top-ups.`,
  89: () => "Requests from your IP address are not allowed.",
};

/** @typedef {keyof typeof REASONS} BusinessCode */

export const BUSINESS_CODES = /** @type {BusinessCode[]} */ (Object.keys(REASONS).map(Number));

const INVALID = "the parameter is invalid";

/**
 * @param {Shapes} shapes
 * @param {BusinessCode} code
 * @param {string} [detail]
 * @returns {Answer}
 */
export function business(shapes, code, detail) {
  const reason = REASONS[code](detail);
  // Only this code has a status of its own.
  const status = code === 89 ? 403 : Number(shapes.validationStatus);
  const written = shapes.businessCode === "text" ? String(code) : code;
  if (shapes.meta === "text") {
    return { status, body: { meta: "failed", message: reason, code: written } };
  }
  return { status, body: { code: written, reason } };
}

/**
 * @param {Shapes} shapes
 * @param {Record<string, string>} fields
 * @returns {Answer}
 */
export function invalid(shapes, fields) {
  const status = Number(shapes.validationStatus);
  const first = Object.values(fields)[0] ?? INVALID;
  switch (shapes.validationBody) {
    case "code":
      return { status, body: { code: shapes.businessCode === "text" ? "43" : 43, reason: first } };
    case "reason":
      return { status, body: { reason: first } };
    case "meta":
      return { status, body: envelope(shapes, first) };
    default: {
      const asArray = shapes.fieldMessages === "array";
      const data = Object.fromEntries(
        Object.entries(fields).map(([name, message]) => [name, asArray ? [message] : message]),
      );
      return { status, body: { ...envelope(shapes, INVALID), data } };
    }
  }
}

/** @param {Shapes} shapes @returns {Answer} */
export function notFound(shapes) {
  const body = { data: [], meta: { message: "messages.resource_not_found" } };
  return { status: shapes.notFoundAs200 ? 200 : 404, body };
}

/** @param {Shapes} shapes @returns {Answer} */
export function unauthorized(shapes) {
  if (shapes.unauthorized === "authorization") return unauthorizedAction(shapes);
  const message = "Authentication failed: the token is unknown or has expired.";
  return { status: 401, body: envelope(shapes, message) };
}

/** The answer for what another account has. @param {Shapes} shapes @returns {Answer} */
export function unauthorizedAction(shapes) {
  return { status: 401, body: envelope(shapes, "This action is unauthorized.") };
}

/** @param {Shapes} shapes @returns {Answer} */
export function badCredentials(shapes) {
  return { status: 401, body: envelope(shapes, "Client authentication failed") };
}

/**
 * @param {Shapes} shapes
 * @param {number} waitMs
 * @param {number} now
 * @returns {Answer}
 */
export function tooMany(shapes, waitMs, now) {
  return {
    status: 429,
    body: { message: "Too Many Attempts." },
    headers: retryAfter(shapes, waitMs, now),
  };
}

/**
 * @param {Shapes} shapes
 * @param {number} waitMs
 * @param {number} now
 * @returns {Record<string, string>}
 */
export function retryAfter(shapes, waitMs, now) {
  const seconds = Math.ceil(waitMs / 1000);
  if (shapes.retryAfter === "missing") return {};
  return {
    "retry-after":
      shapes.retryAfter === "date" ? new Date(now + seconds * 1000).toUTCString() : String(seconds),
  };
}

/** @param {Shapes} shapes @param {string} message @returns {Record<string, unknown>} */
function envelope(shapes, message) {
  if (shapes.meta === "text") return { data: [], meta: "failed", message };
  if (shapes.meta === "missing") return { data: [], message };
  return { data: [], meta: { message } };
}
