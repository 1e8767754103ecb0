/**
 * `node www/server/node.mjs`: the shop of `npm start` on Node. Its store is a SQLite file, or with
 * `STORE=postgres://…` or `STORE=redis://…` one of those. With `STORE_SECRET`, it knows its purchases after a restart.
 */
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { createServer } from "node:http";
import { register } from "node:module";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { createRequestListener } from "@remix-run/node-fetch-server";
import { folder, HOST, portFromEnvironment, serveDemoFiles, startDemo } from "./demo.mjs";
import { freePort } from "./free-port.mjs";

const RECOVERY_MS = 60_000;
/** The longest time that the answers of finished purchases may take before the server ends. */
const LAST_ANSWERS_MS = 1_000;
const MAX_BODY_BYTES = 1_048_576;
const FILE = "target/shop.db";

/** The sessions of the shop, in its store. @param {import("pressone-esim/stores").Store} store */
const sessionsIn = (store) => ({
  /** @param {string} key */
  get: async (key) => JSON.parse((await store.get(key)) ?? "null"),
  /** @param {string} key @param {string} value @param {{ expirationTtl: number }} options */
  put: (key, value, { expirationTtl }) => store.put(key, value, { ttlMs: expirationTtl * 1_000 }),
});

/** True if the body is too long, or its length is not given. @param {Request} request */
const isTooLong = ({ body, headers }) =>
  body !== null && !(Number(headers.get("Content-Length") ?? Number.NaN) <= MAX_BODY_BYTES);

/** @param {{ port?: number, address?: string }} [options] */
export async function startOnNode({ port = 0, address = process.env.STORE ?? folder(FILE) } = {}) {
  register("./package-by-name.mjs", import.meta.url);
  mkdirSync(folder("target/"), { recursive: true });
  const { openShopStore } = await import("./open-store.mjs");
  const { closeShop, handleRequest, recoverPurchases } = await import("../worker/shop.js");
  const { store, name } = await openShopStore(address);
  // A build that fails leaves no server open.
  const serveFiles = await serveDemoFiles();
  const { partner, settings } = await startDemo();
  const environment = {
    ...settings,
    STORE: store,
    SESSIONS: sessionsIn(store),
    ASSETS: { fetch: serveFiles },
  };
  /** The answers that are not sent yet. @type {Set<import("node:http").ServerResponse>} */
  const answers = new Set();
  const respond = createRequestListener(
    (request) =>
      isTooLong(request)
        ? new Response(null, { status: 413, headers: { Connection: "close" } })
        : handleRequest(request, environment),
    { onError: (error) => console.warn("shop:", error) },
  );
  const server = createServer((incoming, outgoing) => {
    answers.add(outgoing);
    outgoing.once("close", () => answers.delete(outgoing));
    respond(incoming, outgoing);
  });
  server.listen(port && (await freePort(HOST, port)), HOST);
  await once(server, "listening");
  const listening = /** @type {import("node:net").AddressInfo} */ (server.address());
  const url = `http://${HOST}:${listening.port}`;
  const recovery = setInterval(
    () => recoverPurchases(environment).catch(console.warn),
    RECOVERY_MS,
  );
  return {
    url,
    name,
    sandbox: partner.sandbox,
    async close() {
      clearInterval(recovery);
      await closeShop();
      const sent = Promise.all([...answers].map((answer) => once(answer, "close")));
      await Promise.race([sent, sleep(LAST_ANSWERS_MS)]);
      server.close();
      server.closeAllConnections();
      await partner.close();
    },
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const running = await startOnNode({ port: portFromEnvironment() });
  console.log(`The storefront is open at ${running.url}, with ${running.name} (Ctrl+C ends it)`);
  console.log(`${running.url}/?demo shows its states: refusals, lost answers, no eSIMs, …`);
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) {
    process.once(signal, async () => {
      await running.close();
      process.exit(0);
    });
  }
}
