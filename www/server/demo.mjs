// The common parts of the demo's servers: an imitation of PressOne, the shop's settings, and the page's files.
import { randomBytes } from "node:crypto";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { createClient } from "../../pkg/partner/node.js";
import * as sandboxServer from "../../pkg/sandbox/server.js";
import { memoryStore } from "../../pkg/stores/memory.js";
import { demoShopper, SHOPPER_ID } from "./demo-shopper.mjs";
import { buildPage } from "./page-build.mjs";
import { listFiles, serveFile } from "./static.mjs";

export const HOST = "127.0.0.1";

/** @param {string} path relative to the repository, with a slash at its end */
export const folder = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** The port that the user wants. Ends the process if it is none. */
export function portFromEnvironment() {
  const { PORT = "8080" } = process.env;
  if (/^\d{1,5}$/.test(PORT) && Number(PORT) <= 65_535) return Number(PORT);
  console.error(`PORT has to be a number from 0 to 65535, not "${PORT}"`);
  process.exit(1);
}

/** Builds the page if needed, and returns a function that serves its files. */
export async function serveDemoFiles() {
  const files = await listFiles([{ folder: await buildPage(), at: "/" }]);
  return async (/** @type {{ url: string, headers: any }} */ { url, headers }) =>
    (await serveFile(files, new URL(url).pathname, headers)) ??
    new Response("There is nothing here.\n", { status: 404 });
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
  const [shopper] = client.shopperDigests(SHOPPER_ID);
  client.free();
  return (text, index) => {
    const digest = String(index).padStart(32, "0");
    return `po2:${digest}:00000000:${shopper}:earlier-${index}:${text}`;
  };
}

/**
 * Starts the imitation of PressOne, and returns the shop's settings for it.
 *
 * @param {typeof sandboxServer.startSandbox} [startSandbox] starts the imitation of PressOne
 */
export async function startDemo(startSandbox = sandboxServer.startSandbox) {
  // A store that outlives this process needs the same secret again.
  const secret = process.env.STORE_SECRET ?? randomBytes(32).toString("base64url");
  const partner = await startSandbox({
    port: 0,
    describe: await describeEarlierOrders(secret),
  });
  const { sandbox } = partner;
  const settings = {
    PRESSONE_URL: partner.url,
    CLIENT_ID: sandbox.credentials.client_id,
    CLIENT_SECRET: sandbox.credentials.client_secret,
    STORE_SECRET: secret,
    NUMBERS: sandbox.numbers,
    WEBHOOK_SECRET: randomBytes(32).toString("base64url"),
    SHOPPER: demoShopper(sandbox),
    HOSTS: [HOST, "localhost", "[::1]"],
    SIMULATED_PAYMENTS: true,
    DEMO: true,
  };
  return { partner, settings };
}
