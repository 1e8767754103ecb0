// The security headers of every page.
const POLICY = [
  "default-src 'none'",
  // 'wasm-unsafe-eval' allows WebAssembly, and no eval of JavaScript.
  "script-src 'self' 'wasm-unsafe-eval'",
  "connect-src 'self'",
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

export async function onRequest(_context, next) {
  const response = await next();
  // The development server of Astro needs inline scripts.
  if (import.meta.env.PROD) response.headers.set("Content-Security-Policy", POLICY);
  response.headers.set("X-Content-Type-Options", "nosniff");
  return response;
}
