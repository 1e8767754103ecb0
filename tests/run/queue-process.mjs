// A process of `queue.mjs`. Each file of tests is a suite with the file's name.
import { connect } from "node:net";
import process from "node:process";
import { createInterface } from "node:readline";
import { describe } from "node:test";
import { pathToFileURL } from "node:url";
import { sharedBrowser } from "../chromium.js";
import { MAX_FILE_MS } from "./limits.mjs";

const queue = connect(Number(process.env.TEST_QUEUE_PORT), "127.0.0.1");
// The queue has ended first.
queue.on("error", () => {}).once("close", () => process.exit(1));
const answers = createInterface({ input: queue })[Symbol.asyncIterator]();

/** Returns the path of the next file; "" if there is none. */
async function nextFile() {
  queue.ref();
  queue.write(`${process.pid}\n`);
  const { value = "" } = await answers.next();
  // The open connection shows the queue that this process runs. It must not keep the process alive.
  queue.unref();
  return value;
}

sharedBrowser.isKept = true;
for (let file = await nextFile(); file !== ""; file = await nextFile()) {
  await describe(file, { timeout: MAX_FILE_MS }, async () => {
    await import(pathToFileURL(file).href);
  });
}
await sharedBrowser.close();
