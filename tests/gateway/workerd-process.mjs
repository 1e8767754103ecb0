// The process that server-process.js starts and kills: workerd with one worker. It starts the worker
// when its standard input receives a line, and prints the address. It ends with its parent process.
import { once } from "node:events";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { Miniflare } from "miniflare";
import { workerModules } from "../../www/server/worker-modules.mjs";

const PKG = fileURLToPath(new URL("../../pkg/", import.meta.url));

/** @type {import("./server-process.js").WorkerdOptions} */
const { scripts, folder, bindings } = JSON.parse(process.argv[2] ?? "");

process.stdin.once("close", () => process.kill(-process.pid, "SIGKILL"));
await once(process.stdin, "data");

const miniflare = new Miniflare({
  ...workerModules(PKG, scripts),
  host: "127.0.0.1",
  port: 0,
  compatibilityDate: "2026-04-01",
  bindings,
  durableObjects: { STORE: { className: "StoreObject", useSQLite: true } },
  durableObjectsPersist: folder,
});
console.log(String(await miniflare.ready).replace(/\/$/, ""));
