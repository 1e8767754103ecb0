// A job in a page of Chromium, on a server of its own.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { CHROMIUM } from "../../../pkg-template/tools/browser.mjs";
import { bundle } from "./bundle.mjs";

const PKG = fileURLToPath(new URL("../../../pkg/", import.meta.url));
const ARGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"];
/** The longest call of a job; the bench of a slow machine must end nevertheless. */
const LONGEST_MS = 20 * 60_000;

/** @type {Record<string, string>} */
const TYPES = { ".js": "text/javascript", ".wasm": "application/wasm" };

/** Isolated from other sites, a page gets a clock of 5 µs instead of 100. */
const ISOLATED = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};
/** What a careful shop sends: no `eval` and no `new Function`, WebAssembly allowed. */
const STRICT = {
  "Content-Security-Policy":
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'",
};

/**
 * @param {string} job
 * @param {boolean} strict
 * @param {string[]} flags
 * @returns {Promise<import("./platforms.mjs").Session>}
 */
export async function inPage(job, strict, flags) {
  const { code } = await bundle(job);
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://x");
    const headers = { ...ISOLATED, ...(strict && STRICT) };
    try {
      const [type, body] = await file(pathname, code);
      response.writeHead(200, { ...headers, "Content-Type": type }).end(body);
    } catch {
      response.writeHead(404, headers).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("the server has no port");
  const args = flags.length > 0 ? [...ARGS, `--js-flags=${flags.join(",")}`] : ARGS;
  const browser = await chromium.launch({ executablePath: CHROMIUM, args, timeout: 60_000 });
  const page = await (await browser.newContext()).newPage();
  page.setDefaultTimeout(LONGEST_MS);
  await page.goto(`http://127.0.0.1:${address.port}/`);
  const devtools = await page.context().newCDPSession(page);
  return {
    call: (name, argument) => page.evaluate(inside, /** @type {const} */ ([name, argument])),
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
async function file(pathname, code) {
  if (pathname === "/") return ["text/html", "<!doctype html><title>bench</title>"];
  if (pathname === "/job.js") return ["text/javascript", code];
  if (!pathname.startsWith("/pkg/") || pathname.includes("..")) throw new Error("not found");
  const type = TYPES[extname(pathname)] ?? "text/plain";
  return [type, await readFile(PKG + pathname.slice("/pkg/".length))];
}

/** Runs in the page. @param {readonly [string, unknown]} call */
async function inside([name, argument]) {
  // Kept from TypeScript, which would look for the files here.
  const [jobUrl, packageUrl] = ["/job.js", "/pkg/web.js"];
  const [job, esim] = await Promise.all([import(jobUrl), import(packageUrl)]);
  return await job[name]({ esim, baseUrl: `${location.origin}/api` }, argument);
}
