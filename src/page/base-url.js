// The gateway's URL.

import { pageOrigin, resolveUrl } from "../wasm/environment.js";
import { pressoneError } from "../wasm/error.js";

/** The hosts of the machine itself, as the platform writes them. */
const LOOPBACK = /^((.+\.)?localhost|127(\.\d+){3}|\[::1\])$/;

/** The error of a URL that cannot be used. @param {string} problem */
function refused(problem) {
  const path = "options.baseUrl";
  return pressoneError({ kind: "configuration", message: `${path} ${problem}`, path });
}

/**
 * Returns the URL that request paths are appended to, without a slash at its end. Throws if it cannot be used.
 * Plain http is allowed to the machine itself, and without a token to the page's own origin.
 *
 * @param {string} url
 * @param {boolean} hasToken
 */
export function gatewayBase(url, hasToken) {
  const href = resolveUrl(url);
  if (!href) throw refused("must be an absolute URL; only a page can resolve a relative one");
  if (href.includes("@")) throw refused("must not contain a user name, a password or an @");
  if (/[?#]/.test(href)) throw refused("must not have a query or a fragment");
  const { protocol, hostname, origin } = new URL(href);
  const isNear = LOOPBACK.test(hostname) || (!hasToken && origin === pageOrigin());
  if (protocol !== "https:" && !(protocol === "http:" && isNear)) {
    throw refused("must be https; plain http is allowed to loopback addresses only");
  }
  return href.replace(/\/+$/, "");
}
