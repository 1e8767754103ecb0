// Every page has a Content-Security-Policy. Next.js gives the nonce to its scripts.
import { NextResponse } from "next/server";

export function proxy(request) {
  const nonce = crypto.randomUUID();
  const policy = [
    "default-src 'self'",
    // 'wasm-unsafe-eval' allows WebAssembly. The development server of Next.js needs eval.
    `script-src 'nonce-${nonce}' 'strict-dynamic' 'wasm-unsafe-eval'${
      process.env.NODE_ENV === "development" ? " 'unsafe-eval'" : ""
    }`,
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
  const headers = new Headers(request.headers);
  headers.set("Content-Security-Policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  return response;
}

export const config = { matcher: ["/((?!api|_next/static).*)"] };
