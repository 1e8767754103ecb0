// The paths of purchases at the gateway.
//
// The module calls this function without `catch`: a synchronous exception would leave the promise pending.
// Nothing here may throw.

/** Encodes an ASCII text. @param {string} text */
const base64Url = (text) =>
  btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

/**
 * Returns the path of a purchase; without a reference that of all purchases. Hosts do not redirect a path that
 * ends in `.json` for its slash.
 *
 * @param {string} [reference]
 */
export const purchasePath = (reference) =>
  `/purchases${reference ? `/${base64Url(reference)}` : ""}.json`;
