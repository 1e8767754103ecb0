// A job in workerd, the runtime of Cloudflare Workers.
import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Miniflare } from "miniflare";
import { bundleJob } from "./bundle-job.mjs";

const PKG = fileURLToPath(new URL("../../../pkg/", import.meta.url));
const ROOT = "/worker";

const WORKER = `
  import * as esim from "./package/workerd.js";
  import * as job from "./job.js";
  import serdeModule from "./serde.wasm";
  const host = { esim, serdeModule, baseUrl: "https://api.example.com" };
  export default {
    async fetch(request) {
      const { name, argument } = await request.json();
      try {
        return Response.json({ value: await job[name](host, argument) });
      } catch (error) {
        return Response.json({ error: String(error?.stack ?? error) });
      }
    },
  };
`;

/** @param {string} job @returns {Promise<import("./index.mjs").Session>} */
export async function openWorkerdSession(job) {
  const { code } = await bundleJob(job);
  const scripts = readdirSync(PKG, { recursive: true, encoding: "utf8" }).filter(
    (file) =>
      file.endsWith(".js") &&
      !/(^|\/)(node|edge-light|inline|compile-text)\.js$|_text\.js$|^partner/.test(file),
  );
  const miniflare = new Miniflare({
    compatibilityDate: "2026-04-01",
    modulesRoot: ROOT,
    modules: [
      { type: "ESModule", path: join(ROOT, "worker.js"), contents: WORKER },
      { type: "ESModule", path: join(ROOT, "job.js"), contents: code },
      ...(await Promise.all(
        scripts.map(async (file) => ({
          type: /** @type {const} */ ("ESModule"),
          path: join(ROOT, "package", file),
          contents: await readFile(join(PKG, file), "utf8"),
        })),
      )),
      {
        type: "CompiledWasm",
        path: join(ROOT, "serde.wasm"),
        contents: await readFile("target/bench/serde/serde_bg.wasm"),
      },
      {
        type: "CompiledWasm",
        path: join(ROOT, "package/pressone_esim_page_bg.wasm"),
        contents: await readFile(join(PKG, "pressone_esim_page_bg.wasm")),
      },
    ],
  });
  await miniflare.ready;
  return {
    call: async (name, argument) => {
      const response = await miniflare.dispatchFetch("http://worker.localhost/", {
        method: "POST",
        body: JSON.stringify({ name, argument }),
      });
      const { value, error } = /** @type {{ value?: unknown, error?: string }} */ (
        await response.json()
      );
      if (error) throw new Error(error);
      return value;
    },
    heap: () => Promise.reject(new Error("workerd does not report its heap")),
    close: () => miniflare.dispose(),
  };
}
