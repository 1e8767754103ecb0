/**
 * `npm start`: the sandbox, which imitates PressOne, and the shop's worker in workerd. Both listen on
 * loopback ports.
 */
import { randomBytes } from "node:crypto";
import { readdir } from "node:fs/promises";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { Miniflare, Response as MiniflareResponse } from "miniflare";
import { createClient } from "../../pkg/partner/node.js";
import * as sandboxServer from "../../pkg/sandbox/server.js";
import { memoryStore } from "../../pkg/stores/memory.js";
import { demoShopper, SHOPPER_ID } from "./demo-shopper.mjs";
import { freePort } from "./free-port.mjs";
import { listFiles, serveFile } from "./static.mjs";
import { workerModules } from "./worker-modules.mjs";

const HOST = "127.0.0.1";
const ENTRY = "index.js";
const RECOVERY_MS = 60_000;

/** @param {string} path relative to the repository, with a slash at its end */
const folder = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

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
  const files = await listFiles([
    { folder: folder("www/"), at: "/", without: ["server", "worker"] },
    { folder: folder("pkg/"), at: "/pkg/" },
  ]);
  return async (/** @type {{ url: string }} */ request) => {
    const found = await serveFile(files, new URL(request.url).pathname);
    if (!found) return new MiniflareResponse("There is nothing here.\n", { status: 404 });
    const headers = Object.fromEntries(found.headers);
    return new MiniflareResponse(await found.arrayBuffer(), { headers });
  };
}

/**
 * Describes the orders that the sandbox starts with as orders of the demo's shopper.
 *
 * @param {string} secret
 * @returns {Promise<(text: string, index: number) => string>}
 */
async function describeEarlierOrders(secret) {
  const credentials = { client_id: "any", client_secret: "any" };
  const options = { baseUrl: `http://${HOST}`, credentials, store: memoryStore(), secret };
  // The method is for the gateway, so the public types do not have it.
  const client = /** @type {any} */ (await createClient(options));
  const shopper = client.shopperDigest(SHOPPER_ID);
  client.free();
  return (text, index) => {
    const digest = String(index).padStart(32, "0");
    return `po2:${digest}:00000000:${shopper}:earlier-${index}:${text}`;
  };
}

/**
 * @param {object} [options]
 * @param {number} [options.port] the wanted port; if it is in use, the next free one is taken
 * @param {typeof sandboxServer.startSandbox} [options.startSandbox] starts the imitation of PressOne
 * @param {string} [options.entry] replaces the worker's entry, which it imports as `./index.js`
 */
export async function start({ port = 0, startSandbox = sandboxServer.startSandbox, entry } = {}) {
  const secret = randomBytes(32).toString("base64url");
  const partner = await startSandbox({
    port: 0,
    describe: await describeEarlierOrders(secret),
  });
  const { sandbox } = partner;
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
      bindings: {
        PRESSONE_URL: partner.url,
        CLIENT_ID: sandbox.credentials.client_id,
        CLIENT_SECRET: sandbox.credentials.client_secret,
        STORE_SECRET: secret,
        WEBHOOK_SECRET: randomBytes(32).toString("base64url"),
        SHOPPER: demoShopper(sandbox),
        HOSTS: [HOST, "localhost", "[::1]"],
      },
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
      sandbox,
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
  const { PORT = "8080" } = process.env;
  if (!/^\d{1,5}$/.test(PORT) || Number(PORT) > 65_535) {
    console.error(`PORT has to be a number from 0 to 65535, not "${PORT}"`);
    process.exit(1);
  }
  const running = await start({ port: Number(PORT) });
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
