// The thread of `server.mjs`.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parentPort, workerData } from "node:worker_threads";

const PAGES = fileURLToPath(new URL("../../target/bench/pages/", import.meta.url));
const SCRIPTS = ["/measure.js", "/calls-turns.js"];

/** @type {Record<string, string>} */
const TYPES = { ".js": "text/javascript", ".wasm": "application/wasm", ".html": "text/html" };
/** Isolated from other sites, a page gets a clock of 5 µs instead of 100. */
const ISOLATED = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
};

/** @type {Map<string, Buffer>} */
const answers = new Map(
  Object.entries(workerData).map(([path, text]) => [path, Buffer.from(String(text))]),
);

/** @type {Map<string, Buffer>} */
const files = new Map();

/** @param {string} path @returns {Buffer} */
function file(path) {
  const known = files.get(path);
  if (known) return known;
  let body = Buffer.from("<!doctype html><title>bench</title>");
  if (SCRIPTS.includes(path)) body = readFileSync(new URL(path.slice(1), import.meta.url));
  else if (path.startsWith("/pages/"))
    body = readFileSync(join(PAGES, path.slice("/pages/".length)));
  else if (path !== "/empty.html") throw new Error("not found");
  files.set(path, body);
  return body;
}

const server = createServer((request, response) => {
  const { pathname } = new URL(request.url ?? "/", "http://x");
  const answer = answers.get(pathname.replace(/^\/shop/, ""));
  if (answer) {
    const headers = { "content-type": "application/json", "cache-control": "no-store" };
    response.writeHead(200, { ...headers, "content-length": answer.length }).end(answer);
    return;
  }
  try {
    const body = file(pathname);
    const type = TYPES[extname(pathname)] ?? "text/plain";
    const headers = { ...ISOLATED, "content-type": type, "cache-control": "max-age=3600" };
    response.writeHead(200, { ...headers, "content-length": body.length }).end(body);
  } catch {
    response.writeHead(404).end();
  }
});
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("the server has no port");
  parentPort?.postMessage(`http://127.0.0.1:${address.port}`);
});
