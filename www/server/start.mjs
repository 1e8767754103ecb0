/**
 * `npm start`: PressOne's stand-in (the sandbox), and in front of it the shop's worker in workerd,
 * both on loopback ports.
 */
import { randomBytes } from "node:crypto";
import { createServer } from "node:net";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { Response as Answer, Miniflare } from "miniflare";
import { beginning } from "../../pkg/gateway/description.js";
import { tagging } from "../../pkg/gateway/secret.js";
import { startSandbox } from "../../tests/sandbox/server.js";
import { listFiles, serveFile } from "./static.mjs";
import { workerModules } from "./worker-modules.mjs";

const HOST = "127.0.0.1";
const PORTS_TRIED = 20;

/** The sandbox's examples that belong to the demo's shopper; the rest are somebody else's. */
const OWNED = /** @type {const} */ ({
  active: "My phone",
  voiceText: "Work phone",
  unlimited: "Travel router",
  notActive: "Watch",
  finished: "Old tablet",
  recycled: "First trip",
});
const SHOPPER = "demo-shopper";

/** @param {string} path from the root of the repository, with a slash at its end */
const folder = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** @param {number} first @returns {Promise<number>} the first free port from there */
async function freePort(first) {
  for (let port = first; ; port += 1) {
    try {
      return await new Promise((resolve, reject) => {
        const probe = createServer();
        probe.once("error", reject);
        probe.listen(port, HOST, () => {
          const address = probe.address();
          const found = typeof address === "object" && address ? address.port : port;
          probe.close(() => resolve(found));
        });
      });
    } catch (error) {
      const { code } = /** @type {NodeJS.ErrnoException} */ (error);
      if (code !== "EADDRINUSE" || port + 1 >= first + PORTS_TRIED) throw error;
    }
  }
}

/**
 * @param {object} [options]
 * @param {number} [options.port] where it is taken, the next free one
 * @param {Parameters<typeof startSandbox>[0]} [options.sandbox]
 */
export async function start({ port = 0, sandbox: settings } = {}) {
  const secret = randomBytes(32).toString("base64url");
  const tag = await tagging(secret)("identity", SHOPPER);
  const {
    url: baseUrl,
    sandbox,
    close,
  } = await startSandbox({
    port: 0,
    validate: false,
    // What was bought before the demo began was bought by its shopper.
    describe: (text, index) => beginning(tag, `earlier-${index}:${text}`),
    ...settings,
  });
  try {
    const esims = Object.entries(OWNED).map(([name, label]) => ({
      iccid: sandbox.iccids[/** @type {keyof typeof OWNED} */ (name)],
      label,
    }));
    const emails = [sandbox.emails.subscriber, sandbox.emails.freeTrial];
    const files = await listFiles([
      { folder: folder("www/"), at: "/", without: ["server", "worker"] },
      { folder: folder("pkg/"), at: "/pkg/" },
    ]);
    const worker = folder("www/worker/");
    const miniflare = new Miniflare({
      ...workerModules(
        folder("pkg/"),
        ["index.js", "sessions.js", "shop.js"].map((file) => worker + file),
      ),
      host: HOST,
      port: await freePort(port),
      compatibilityDate: "2026-04-01",
      durableObjects: { GATEWAY: { className: "GatewayObject", useSQLite: true } },
      kvNamespaces: ["SESSIONS"],
      bindings: {
        PRESSONE_URL: baseUrl,
        CLIENT_ID: sandbox.credentials.client_id,
        CLIENT_SECRET: sandbox.credentials.client_secret,
        GATEWAY_SECRET: secret,
        SHOPPER: { id: SHOPPER, esims, emails },
        HOSTS: [HOST, "localhost", "[::1]"],
      },
      serviceBindings: {
        /** @param {{ url: string }} request */
        async ASSETS(request) {
          const found = await serveFile(files, new URL(request.url).pathname);
          if (!found) return new Answer("There is nothing here.\n", { status: 404 });
          const headers = Object.fromEntries(found.headers);
          return new Answer(await found.arrayBuffer(), { headers });
        },
      },
    });
    const url = String(await miniflare.ready);
    return {
      url,
      sandbox,
      /** What the worker runs in, for whoever wants to look at what it keeps. */
      miniflare,
      close: async () => {
        await miniflare.dispose();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { PORT = "8080" } = process.env;
  if (!/^\d{1,5}$/.test(PORT) || Number(PORT) > 65_535) {
    console.error(`PORT has to be a number from 0 to 65535, not "${PORT}"`);
    process.exit(1);
  }
  const running = await start({ port: Number(PORT) });
  console.log(`The storefront is open at ${running.url} (Ctrl+C ends it)`);
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) {
    // miniflare's own would end the process before everything is closed.
    process.removeAllListeners(signal);
    process.once(signal, async () => {
      await running.close();
      process.exit(0);
    });
  }
}
