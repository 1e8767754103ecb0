/**
 * `npm start`: the sandbox, which imitates PressOne, and the shop's worker in workerd. Both listen on
 * loopback ports.
 */
import { readdir } from "node:fs/promises";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { Miniflare, Response as MiniflareResponse } from "miniflare";
import { folder, HOST, portFromEnvironment, serveDemoFiles, startDemo } from "./demo.mjs";
import { freePort } from "./free-port.mjs";
import { workerModules } from "./worker-modules.mjs";

const ENTRY = "index.js";
const RECOVERY_MS = 60_000;

/**
 * @param {string} [entry] replaces the worker's entry, which it imports as `./index.js`
 * @returns {Promise<string[]>} the paths of the worker's files, the entry first
 */
async function workerScripts(entry) {
  const worker = folder("www/worker/");
  const scripts = (await readdir(worker)).filter((file) => file.endsWith(".js"));
  const paths = [ENTRY, ...scripts.filter((file) => file !== ENTRY)].map((file) => worker + file);
  return entry === undefined ? paths : [entry, ...paths];
}

/** The `ASSETS` binding, which serves the storefront and the package. */
async function assetsBinding() {
  const serve = await serveDemoFiles();
  return async (/** @type {{ url: string }} */ request) => {
    const found = await serve(request.url);
    const headers = Object.fromEntries(found.headers);
    const { status } = found;
    return new MiniflareResponse(await found.arrayBuffer(), { status, headers });
  };
}

/**
 * @param {object} [options]
 * @param {number} [options.port] the wanted port; if it is in use, the next free one is taken
 * @param {Parameters<typeof startDemo>[0]} [options.startSandbox]
 * @param {string} [options.entry] replaces the worker's entry, which it imports as `./index.js`
 */
export async function start({ port = 0, startSandbox, entry } = {}) {
  const { partner, settings } = await startDemo(startSandbox);
  try {
    const scripts = await workerScripts(entry);
    const assets = await assetsBinding();
    const miniflare = new Miniflare({
      ...workerModules(folder("pkg/"), scripts),
      host: HOST,
      port: await freePort(HOST, port),
      compatibilityDate: "2026-04-01",
      durableObjects: { STORE: { className: "StoreObject", useSQLite: true } },
      kvNamespaces: ["SESSIONS"],
      bindings: settings,
      serviceBindings: { ASSETS: assets },
    });
    const url = String(await miniflare.ready);
    /** Made at its first use, because that blocks the process for half a second. @type {Promise<any> | undefined} */
    let worker;
    const recover = async () => {
      worker ??= miniflare.getWorker();
      // Miniflare's types lack the method.
      return (await worker).scheduled({ cron: "* * * * *" });
    };
    const recovery = setInterval(() => recover().catch(console.warn), RECOVERY_MS);
    return {
      url,
      sandbox: partner.sandbox,
      /** The worker's runtime. Tests read and change its storage. */
      miniflare,
      /** Looks for the orders of open purchases, as the timer does. */
      recover,
      close: async () => {
        clearInterval(recovery);
        await miniflare.dispose();
        await partner.close();
      },
    };
  } catch (error) {
    await partner.close();
    throw error;
  }
}

async function runFromCommandLine() {
  const running = await start({ port: portFromEnvironment() });
  console.log(`The storefront is open at ${running.url} (Ctrl+C ends it)`);
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) {
    // Miniflare's own handlers would end the process before everything is closed.
    process.removeAllListeners(signal);
    process.once(signal, async () => {
      await running.close();
      process.exit(0);
    });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await runFromCommandLine();
