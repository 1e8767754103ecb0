// The process that `in-node.mjs` starts: runs what it is told, one call after the other.
import process from "node:process";
import { setImmediate as turn } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import * as esim from "../../../pkg/node.js";

const job = await import(pathToFileURL(process.argv[2] ?? "").href);
const host = { esim, baseUrl: "https://api.example.com" };

/** What a collection frees can let the next one free more, once callbacks have run. */
async function heap() {
  for (let time = 0; time < 4; time += 1) {
    await turn();
    globalThis.gc?.();
  }
  return process.memoryUsage().heapUsed;
}

process.on("message", async (/** @type {{ name: string, argument: unknown }} */ asked) => {
  try {
    const value =
      asked.name === "heap" ? await heap() : await job[asked.name](host, asked.argument);
    process.send?.({ value });
  } catch (error) {
    process.send?.({ error: error instanceof Error ? error.stack : String(error) });
  }
});
