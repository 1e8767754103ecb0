// The thread of `server.mjs`.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parentPort, workerData } from "node:worker_threads";
import { ISOLATION_HEADERS } from "./isolation.mjs";

const PAGES = fileURLToPath(new URL("../../target/bench/pages/", import.meta.url));
/** Scripts that run in the page, by their path. @type {Record<string, string>} */
const SCRIPTS = {
  "/measure.js": "measure.js",
  "/calls-contestants.js": "measurements/calls-contestants.js",
};

/** @type {Record<string, string>} */
const TYPES = { ".js": "text/javascript", ".wasm": "application/wasm", ".html": "text/html" };

/** @type {Map<string, Buffer>} */
const answers = new Map(
  Object.entries(workerData).map(([path, text]) => [path, Buffer.from(String(text))]),
);

/** @type {Map<string, Buffer>} */
const files = new Map();

/** @param {string} path @returns {Buffer} */
function readFile(path) {
  const script = SCRIPTS[path];
  if (script) return readFileSync(new URL(script, import.meta.url));
  if (path.startsWith("/pages/")) return readFileSync(join(PAGES, path.slice("/pages/".length)));
  if (path === "/empty.html") return Buffer.from("<!doctype html><title>bench</title>");
  throw new Error("not found");
}

/** @param {string} path @returns {Buffer} */
function cachedFile(path) {
  const body = files.get(path) ?? readFile(path);
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
    const body = cachedFile(pathname);
    const type = TYPES[extname(pathname)] ?? "text/plain";
    const headers = { ...ISOLATION_HEADERS, "content-type": type, "cache-control": "max-age=3600" };
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
