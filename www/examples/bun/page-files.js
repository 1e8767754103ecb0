// The files of the page. They are listed once, so no request's path leads out of their folders.
import { readdir } from "node:fs/promises";

const HEADERS = {
  "Content-Security-Policy": [
    "default-src 'none'",
    // 'wasm-unsafe-eval' allows WebAssembly, and no eval of JavaScript.
    "script-src 'self' 'wasm-unsafe-eval'",
    "connect-src 'self'",
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
  "X-Content-Type-Options": "nosniff",
};

const files = new Map();
await listFolder(new URL("public/", import.meta.url), "/");
await listFolder(
  new URL(".", import.meta.resolve("pressone-esim/package.json")),
  "/pressone-esim/",
);
files.set("/", files.get("/index.html"));

async function listFolder(folder, at) {
  for (const name of await readdir(folder)) {
    if (/\.(html|js|wasm)$/.test(name)) files.set(at + name, new URL(name, folder));
  }
}

export function pageFile(path) {
  const file = files.get(path);
  if (!file) return new Response("There is nothing here.", { status: 404 });
  return new Response(Bun.file(file), { headers: HEADERS });
}
