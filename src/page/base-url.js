// The gateway's URL.
//
// The module calls this function without `catch`: a synchronous exception would leave the client broken.
// Nothing here may throw.
import { pageOrigin, resolveUrl } from "../wasm/environment.js";

/** The hosts of the machine itself, as the platform writes them. */
const LOOPBACK = /^((.+\.)?localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * Returns the URL that request paths are appended to, without a slash at its end; or what is wrong with it.
 * Plain http is allowed to the machine itself, and without a token to the page's own origin.
 *
 * @param {string} url
 * @param {boolean} hasToken
 * @returns {{ base: string } | { problem: string }}
 */
export function gatewayBase(url, hasToken) {
  const href = resolveUrl(url);
  if (!href) return { problem: "must be an absolute URL; only a page can resolve a relative one" };
  if (href.includes("@")) return { problem: "must not contain a user name, a password or an @" };
  if (/[?#]/.test(href)) return { problem: "must not have a query or a fragment" };
  const { protocol, hostname, origin } = new URL(href);
  const isNear = LOOPBACK.test(hostname) || (!hasToken && origin === pageOrigin());
  if (protocol === "https:" || (protocol === "http:" && isNear)) {
    return { base: href.replace(/\/+$/, "") };
  }
  return { problem: "must be https; plain http is allowed to loopback addresses only" };
}
