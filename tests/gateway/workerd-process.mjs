// The process that server-process.js starts and kills: workerd with a worker. It starts the worker when
// its standard input receives a line, and prints the address. It ends with its parent process.
import { once } from "node:events";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { Miniflare } from "miniflare";
import { workerModules } from "../../www/server/worker-modules.mjs";

const PKG = fileURLToPath(new URL("../../pkg/", import.meta.url));

/** A worker that passes each request to the next isolate. */
const FRONT = `
let turn = 0;
export default {
  fetch(request, env) {
    turn = (turn + 1) % env.ISOLATES;
    return env["isolate" + turn].fetch(request);
  },
};`;

/** @type {import("./server-process.js").WorkerdOptions} */
const { scripts, folder, bindings, isolates = 1 } = JSON.parse(process.argv[2] ?? "");

process.stdin.once("close", () => process.kill(-process.pid, "SIGKILL"));
await once(process.stdin, "data");

const names = Array.from({ length: isolates }, (_, index) => `isolate${index}`);
const workers = names.map((name) => ({
  ...workerModules(PKG, scripts),
  name,
  compatibilityDate: "2026-04-01",
  bindings,
  durableObjects: {
    STORE: { className: "StoreObject", scriptName: "isolate0", useSQLite: true },
  },
}));
const front = {
  name: "front",
  modules: true,
  script: FRONT,
  bindings: { ISOLATES: isolates },
  serviceBindings: Object.fromEntries(names.map((name) => [name, name])),
};
const miniflare = new Miniflare({
  host: "127.0.0.1",
  port: 0,
  // One worker needs no front, which would cost time in a measurement.
  workers: isolates > 1 ? [front, ...workers] : workers,
  durableObjectsPersist: folder,
});
console.log(String(await miniflare.ready).replace(/\/$/, ""));
