// Facts about the platform, and its randomness.
//
// The module calls these functions without `catch`: a synchronous exception would leave the promise
// pending. Nothing here may throw.

/** Returns a random reference. `crypto.randomUUID` is quicker, and missing in pages without https. */
export const randomReference = () =>
  crypto.randomUUID?.().replaceAll("-", "") ??
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");

/**
 * Returns the origin of a page, or of the page that a worker belongs to; undefined on servers. Deno has a
 * location if it is told one.
 */
export const pageOrigin = () =>
  globalThis.document || !isServer() ? globalThis.location?.origin : undefined;

/** True in Node, Bun and Deno. */
function isServer() {
  const { Deno, process } = /** @type {any} */ (globalThis);
  return Boolean(Deno ?? process?.versions?.node);
}

/**
 * Returns a URL in its normal form. In a page and its workers the URL may be relative. A worker of a `blob:`
 * URL has the page's origin alone.
 *
 * @param {string} url
 * @returns {string | undefined} undefined if it is no URL
 */
export function resolveUrl(url) {
  const { document, location } = globalThis;
  for (const base of [document?.baseURI, location?.href, location?.origin]) {
    try {
      return new URL(url, base).href;
    } catch {
      // The next base may be one.
    }
  }
  return undefined;
}

/** True in Cloudflare Workers, also locally in workerd. */
export const isWorkers = () => globalThis.navigator?.userAgent === "Cloudflare-Workers";
