/**
 * `npm start`: PressOne's stand-in (the sandbox) and the storefront, on two loopback ports.
 */
import process from "node:process";
import { fileURLToPath } from "node:url";
import { createClient } from "../../pkg/node.js";
import { startSandbox } from "../../tests/sandbox/server.js";
import { createStorefront } from "./app.mjs";
import { listen } from "./listen.mjs";
import { listFiles, serveFile } from "./static.mjs";

/** The sandbox's examples that belong to the demo's shopper; the rest are somebody else's. */
const OWNED = /** @type {const} */ ({
  active: "My phone",
  voiceText: "Work phone",
  unlimited: "Travel router",
  notActive: "Watch",
  finished: "Old tablet",
  recycled: "First trip",
});

/** @param {string} path from the root of the repository, with a slash at its end */
const folder = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/**
 * @param {object} [options]
 * @param {number} [options.port] where it is taken, the next free one
 * @param {Parameters<typeof startSandbox>[0]} [options.sandbox]
 */
export async function start({ port = 0, sandbox: settings } = {}) {
  const {
    url: baseUrl,
    sandbox,
    close,
  } = await startSandbox({ port: 0, validate: false, ...settings });
  try {
    const pressone = await createClient({
      baseUrl,
      credentials: sandbox.credentials,
      // Shorter than the page's own limits, so that the page hears what became of its request.
      timeoutMs: 20_000,
      maxRetries: 1,
    });
    const shopper = {
      id: "demo-shopper",
      esims: Object.entries(OWNED).map(([name, label]) => ({
        iccid: sandbox.iccids[/** @type {keyof typeof OWNED} */ (name)],
        label,
      })),
      emails: [sandbox.emails.subscriber, sandbox.emails.freeTrial],
    };
    const files = await listFiles([
      { folder: folder("www/"), at: "/", without: "server" },
      { folder: folder("pkg/"), at: "/pkg/" },
    ]);
    const file = (/** @type {string} */ path) => serveFile(files, path);
    const storefront = await listen(createStorefront({ pressone, shopper, file }), port);
    return {
      url: storefront.url,
      sandbox,
      close: async () => {
        await storefront.close();
        pressone.free();
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
    process.once(signal, async () => {
      await running.close();
      process.exit(0);
    });
  }
}
