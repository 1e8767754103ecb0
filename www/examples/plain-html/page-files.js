// The files of the page. They are read once, so no request's path leads out of their folders.
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { extname } from "node:path";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".wasm": "application/wasm",
};

const files = new Map();
await readFolder(new URL("public/", import.meta.url), "/");
await readFolder(
  new URL(".", import.meta.resolve("pressone-esim/package.json")),
  "/pressone-esim/",
);
files.set("/", files.get("/index.html"));

async function readFolder(folder, at) {
  for (const name of await readdir(folder)) {
    const type = TYPES[extname(name)];
    if (type) files.set(at + name, { type, content: await readFile(new URL(name, folder)) });
  }
}

// The import map is the only inline script, and the policy allows it by its hash.
const [, importMap] = /<script type="importmap">(.*?)<\/script>/s.exec(files.get("/").content);
const hash = createHash("sha256").update(importMap).digest("base64");
const HEADERS = {
  "Content-Security-Policy": [
    "default-src 'none'",
    // 'wasm-unsafe-eval' allows WebAssembly, and no eval of JavaScript.
    `script-src 'self' 'wasm-unsafe-eval' 'sha256-${hash}'`,
    "connect-src 'self'",
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
  "X-Content-Type-Options": "nosniff",
};

export function sendFile(response, path) {
  const file = files.get(path);
  if (!file) return response.writeHead(404).end();
  return response.writeHead(200, { "Content-Type": file.type, ...HEADERS }).end(file.content);
}
