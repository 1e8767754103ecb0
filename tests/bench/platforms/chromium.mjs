// A job in a page of Chromium, on a server of its own.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { launchChromium } from "../browser.mjs";
import { ISOLATION_HEADERS } from "../isolation.mjs";
import { bundleJob } from "./bundle-job.mjs";

const SERDE = "target/bench/serde/serde_bg.wasm";
const PKG = fileURLToPath(new URL("../../../pkg/", import.meta.url));
/** The timeout of one call of a job, long enough for a slow machine. */
const CALL_TIMEOUT_MS = 20 * 60_000;

/** @type {Record<string, string>} */
const TYPES = { ".js": "text/javascript", ".wasm": "application/wasm" };

/** The policy of a careful shop: no `eval` and no `new Function`, WebAssembly allowed. */
const STRICT_POLICY = {
  "content-security-policy":
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'",
};

/**
 * @param {string} job
 * @param {boolean} strict
 * @param {string[]} engineFlags
 * @returns {Promise<import("./index.mjs").Session>}
 */
export async function openChromiumSession(job, strict, engineFlags) {
  const { code } = await bundleJob(job);
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://x");
    const headers = { ...ISOLATION_HEADERS, ...(strict && STRICT_POLICY) };
    try {
      const [type, body] = await readServed(pathname, code);
      response.writeHead(200, { ...headers, "content-type": type }).end(body);
    } catch {
      response.writeHead(404, headers).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("the server has no port");
  const browser = await launchChromium(engineFlags);
  const page = await (await browser.newContext()).newPage();
  page.setDefaultTimeout(CALL_TIMEOUT_MS);
  await page.goto(`http://127.0.0.1:${address.port}/`);
  const devtools = await page.context().newCDPSession(page);
  return {
    call: (name, argument) => page.evaluate(callInPage, /** @type {const} */ ([name, argument])),
    heap: async () => {
      for (let time = 0; time < 4; time += 1) await devtools.send("HeapProfiler.collectGarbage");
      return (await devtools.send("Runtime.getHeapUsage")).usedSize;
    },
    close: async () => {
      await browser.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** @param {string} pathname @param {string} code @returns {Promise<[string, string | Buffer]>} */
async function readServed(pathname, code) {
  if (pathname === "/") return ["text/html", "<!doctype html><title>bench</title>"];
  if (pathname === "/job.js") return ["text/javascript", code];
  if (pathname === "/serde.wasm") return ["application/wasm", await readFile(SERDE)];
  if (!pathname.startsWith("/pkg/") || pathname.includes("..")) throw new Error("not found");
  const type = TYPES[extname(pathname)] ?? "text/plain";
  return [type, await readFile(PKG + pathname.slice("/pkg/".length))];
}

/** Runs in the page. @param {readonly [string, unknown]} call */
async function callInPage([name, argument]) {
  // Variables, because TypeScript would resolve literal paths here.
  const [jobUrl, packageUrl] = ["/job.js", "/pkg/web.js"];
  const [job, esim] = await Promise.all([import(jobUrl), import(packageUrl)]);
  const host = { esim, serdeModule: "/serde.wasm", baseUrl: `${location.origin}/api` };
  return await job[name](host, argument);
}
