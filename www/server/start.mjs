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

/** The `ASSETS` binding, which serves the built page. */
async function assetsBinding() {
  const serve = await serveDemoFiles();
  return async (/** @type {{ url: string, headers: any }} */ request) => {
    const { status, headers, body } = await serve(request);
    // `manual`: the files are compressed already.
    const init = { status, headers: Object.fromEntries(headers), encodeBody: "manual" };
    return new MiniflareResponse(/** @type {any} */ (body), init);
  };
}

/**
 * @param {object} [options]
 * @param {number} [options.port] the wanted port; if it is in use, the next free one is taken; 0 lets
 *   workerd choose
 * @param {Parameters<typeof startDemo>[0]} [options.startSandbox]
 * @param {string} [options.entry] replaces the worker's entry, which it imports as `./index.js`
 */
export async function start({ port = 0, startSandbox, entry } = {}) {
  const { partner, settings } = await startDemo(startSandbox);
  /** @type {Miniflare | undefined} */
  let miniflare;
  try {
    const scripts = await workerScripts(entry);
    const assets = await assetsBinding();
    const workerd = new Miniflare({
      ...workerModules(folder("pkg/"), scripts),
      host: HOST,
      // Miniflare's own socket would compress the files again, with gzip.
      unsafeDirectSockets: [{ host: HOST, port: port && (await freePort(HOST, port)) }],
      compatibilityDate: "2026-04-01",
      durableObjects: { STORE: { className: "StoreObject", useSQLite: true } },
      kvNamespaces: ["SESSIONS"],
      bindings: settings,
      serviceBindings: { ASSETS: assets },
    });
    miniflare = workerd;
    const url = String(await workerd.unsafeGetDirectURL());
    /** Made at its first use, because that blocks the process for half a second. @type {Promise<any> | undefined} */
    let worker;
    const recover = async () => {
      worker ??= workerd.getWorker();
      // Miniflare's types lack the method.
      return (await worker).scheduled({ cron: "* * * * *" });
    };
    const recovery = setInterval(() => recover().catch(console.warn), RECOVERY_MS);
    return {
      url,
      sandbox: partner.sandbox,
      /** The worker's runtime. Tests read and change its storage. */
      miniflare: workerd,
      /** Looks for the orders of open purchases, as the timer does. */
      recover,
      close: async () => {
        clearInterval(recovery);
        await workerd.dispose();
        await partner.close();
      },
    };
  } catch (error) {
    await miniflare?.dispose();
    await partner.close();
    throw error;
  }
}

async function runFromCommandLine() {
  const running = await start({ port: portFromEnvironment() });
  console.log(`The storefront is open at ${running.url} (Ctrl+C ends it)`);
  console.log(`${running.url}?demo shows its states: refusals, lost answers, no eSIMs, …`);
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
