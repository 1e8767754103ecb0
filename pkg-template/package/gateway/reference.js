// The reference of a purchase: its rules, and its forms in a header and in a path.

const MAX_LENGTH = 255;
/** Printable ASCII without a space at either end. */
const REFERENCE = /^[!-~](?:[ -~]*[!-~])?$/;
/** A string of RFC 8941: `"` and `\` are escaped by `\`. */
const STRUCTURED_STRING = /^"((?:[ !#-[\]-~]|\\["\\])*)"$/;
/** Visible ASCII without the characters that have a meaning in a structured header. */
const BARE_TOKEN = /^[!#-+\--:<-[\]-~]+$/;

/**
 * The reason why a text is no reference, or undefined.
 *
 * @param {string} reference
 */
export function referenceProblem(reference) {
  if (reference.length > MAX_LENGTH || !REFERENCE.test(reference)) {
    return "must be 1 to 255 printable ASCII characters without a space at either end";
  }
  if (reference.includes("_secret_")) {
    return "is a client secret of a payment; send the payment's id";
  }
  return undefined;
}

/**
 * Reads an `Idempotency-Key`.
 *
 * @param {string | null} header
 * @returns {{ reference: string } | { problem: string }}
 */
export function readIdempotencyKey(header) {
  if (header === null || header === "") return { problem: "must be sent as Idempotency-Key" };
  const quoted = STRUCTURED_STRING.exec(header)?.[1];
  const reference = quoted === undefined ? header : quoted.replace(/\\(["\\])/g, "$1");
  if (quoted === undefined && !BARE_TOKEN.test(header)) {
    return { problem: 'must be one quoted string, such as Idempotency-Key: "pay_1"' };
  }
  const problem = referenceProblem(reference);
  return problem ? { problem } : { reference };
}

/**
 * Reads the base64url form of a path.
 *
 * @param {string} encoded
 * @returns {string | undefined} undefined if it is not the form of a reference
 */
export function decodeReference(encoded) {
  try {
    const text = atob(encoded.replaceAll("-", "+").replaceAll("_", "/"));
    if (referenceProblem(text)) return undefined;
    // One form only: no padding, and no unused bits.
    const canonical = btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
    return canonical === encoded ? text : undefined;
  } catch {
    return undefined;
  }
}
