// One turn of `ready.mjs` in Node.
import process from "node:process";
import { pathToFileURL } from "node:url";

const { entry, baseUrl, credentials, iccid } = JSON.parse(process.argv[2] ?? "{}");
const address = pathToFileURL(entry).href;
const begun = performance.now();
const { createClient } = await import(address);
const client = await createClient({ baseUrl, credentials });
const ready = performance.now() - begun;
await client.getTopupPackages(iccid);
console.log(JSON.stringify({ ready, answered: performance.now() - begun }));
// Its sockets would keep it.
process.exit();
