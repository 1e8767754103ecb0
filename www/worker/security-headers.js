// The security headers of every response of the shop, except the gateway's.

const HEADERS = {
  "Content-Security-Policy": [
    "default-src 'none'",
    // 'wasm-unsafe-eval' allows WebAssembly. It does not allow eval of JavaScript.
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "connect-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "worker-src 'self'",
    // Scripts cannot turn text into HTML.
    "require-trusted-types-for 'script'",
    // The one policy lets the page start its service worker. A second one of this name is refused.
    "trusted-types service-worker",
  ].join("; "),
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
};

/** @param {Response} response */
export function withSecurityHeaders(response) {
  const secured = new Response(response.body, response);
  for (const [name, value] of Object.entries(HEADERS)) secured.headers.set(name, value);
  return secured;
}
