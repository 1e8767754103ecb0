// Facts about the platform, and its randomness.
//
// The module calls these functions without `catch`: a synchronous exception would leave the promise
// pending. Nothing here may throw.

/** Returns a random reference. `crypto.randomUUID` is missing in pages without https. */
export const randomReference = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");

/**
 * Encodes an ASCII text for a path.
 *
 * @param {string} text
 */
export const base64Url = (text) =>
  btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

/** Returns the page's origin; undefined outside of pages. */
export const pageOrigin = () =>
  globalThis.document ? String(globalThis.location?.origin ?? "") : undefined;

/**
 * Returns a URL in its normal form. In a page the URL may be relative.
 *
 * @param {string} url
 * @returns {string | undefined} undefined if it is no URL
 */
export function resolveUrl(url) {
  try {
    return new URL(url, globalThis.document && globalThis.location?.href).href;
  } catch {
    return undefined;
  }
}

/** True in Cloudflare Workers, also locally in workerd. */
export const isWorkers = () => globalThis.navigator?.userAgent === "Cloudflare-Workers";
