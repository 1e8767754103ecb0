// The files of the page. They are read once, so no request's path leads out of their folders.

const TYPES = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  wasm: "application/wasm",
};
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
await readFolder(new URL("public/", import.meta.url), "/");
await readFolder(
  new URL(".", import.meta.resolve("pressone-esim/package.json")),
  "/pressone-esim/",
);
files.set("/", files.get("/index.html"));

async function readFolder(folder, at) {
  for await (const { name } of Deno.readDir(folder)) {
    const type = TYPES[name.split(".").at(-1)];
    if (type) files.set(at + name, { type, content: await Deno.readFile(new URL(name, folder)) });
  }
}

export function pageFile(path) {
  const file = files.get(path);
  if (!file) return new Response("There is nothing here.", { status: 404 });
  return new Response(file.content, { headers: { "Content-Type": file.type, ...HEADERS } });
}
