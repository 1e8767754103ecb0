// The process that the tests start and kill: workerd with several isolates, which share their Durable
// Objects. It starts workerd when its standard input receives a line, and prints the address.
import { once } from "node:events";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { Miniflare } from "miniflare";
import { workerModules } from "../../www/server/worker-modules.mjs";

const PKG = fileURLToPath(new URL("../../pkg/", import.meta.url));
const SCRIPTS = ["worker.js", "json.js"].map((name) =>
  fileURLToPath(new URL(name, import.meta.url)),
);
/** A worker that passes each request to the isolate that `X-Isolate` names. */
const FRONT = `export default {
  fetch: (request, env) => env[request.headers.get("X-Isolate")].fetch(request),
};`;

/** @type {{ folder: string, isolates: number }} */
const { folder, isolates } = JSON.parse(process.argv[2] ?? "");

process.stdin.once("close", () => process.kill(-process.pid, "SIGKILL"));
await once(process.stdin, "data");

const names = Array.from({ length: isolates }, (_, index) => `isolate${index}`);
const miniflare = new Miniflare({
  host: "127.0.0.1",
  port: 0,
  durableObjectsPersist: folder,
  workers: [
    {
      name: "front",
      modules: true,
      script: FRONT,
      serviceBindings: Object.fromEntries(names.map((name) => [name, name])),
    },
    ...names.map((name) => ({
      ...workerModules(PKG, SCRIPTS),
      name,
      compatibilityDate: "2026-04-01",
      durableObjects: {
        STORE: { className: "TestedObject", scriptName: "isolate0", useSQLite: true },
      },
    })),
  ],
});
console.log(String(await miniflare.ready).replace(/\/$/, ""));
