// The process of `node.mjs`: calls a function of the job for each message.
import { readFileSync } from "node:fs";
import process from "node:process";
import { setImmediate as nextTurn } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import * as esim from "../../../pkg/node.js";

const job = await import(pathToFileURL(process.argv[2] ?? "").href);
const serdeModule = readFileSync("target/bench/serde/serde_bg.wasm");
const host = { esim, serdeModule, baseUrl: "https://api.example.com" };

/** Collects several times, because finalizers of one collection release objects for the next. */
async function heap() {
  for (let time = 0; time < 4; time += 1) {
    await nextTurn();
    globalThis.gc?.();
  }
  return process.memoryUsage().heapUsed;
}

process.on("message", async (/** @type {{ name: string, argument: unknown }} */ message) => {
  const { name, argument } = message;
  try {
    const value = name === "heap" ? await heap() : await job[name](host, argument);
    process.send?.({ value });
  } catch (error) {
    process.send?.({ error: error instanceof Error ? error.stack : String(error) });
  }
});
