// One sample of `ready.mjs` in Node.
import process from "node:process";
import { pathToFileURL } from "node:url";

const { entry, options, iccid } = JSON.parse(process.argv[2] ?? "{}");
const address = pathToFileURL(entry).href;
const start = performance.now();
const { createClient } = await import(address);
const client = await createClient(options);
const ready = performance.now() - start;
await client.getTopupPackages(iccid);
console.log(JSON.stringify({ ready, answered: performance.now() - start }));
// Open sockets would keep the process alive.
process.exit();
