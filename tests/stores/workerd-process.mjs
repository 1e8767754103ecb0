// The process that the tests start and kill: workerd with several isolates, which share their Durable
// Objects. It starts workerd when its standard input receives a line, and prints the address.
import { once } from "node:events";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { Miniflare } from "miniflare";
import { isolatesOf } from "../workerd-isolates.js";

const PKG = fileURLToPath(new URL("../../pkg/", import.meta.url));
const SCRIPTS = ["worker.js", "json.js"].map((name) =>
  fileURLToPath(new URL(name, import.meta.url)),
);
/** @type {{ folder: string, isolates: number }} */
const { folder, isolates } = JSON.parse(process.argv[2] ?? "");

process.stdin.once("close", () => process.kill(-process.pid, "SIGKILL"));
await once(process.stdin, "data");

const options = isolatesOf({ isolates, pkg: PKG, scripts: SCRIPTS, store: "TestedObject" });
const miniflare = new Miniflare({ ...options, durableObjectsPersist: folder });
console.log(String(await miniflare.ready).replace(/\/$/, ""));
