// Runs test files in a few processes: `node tests/run/queue.mjs file…`. Each process asks for its next file when it has
// ended one, so the files share what is slow to start: Node, its modules and a browser. Prints what `node --test`
// prints. Fails if a test failed, if a process did, or if a file did not run.
import { once } from "node:events";
import { createServer } from "node:net";
import process from "node:process";
import { createInterface } from "node:readline";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { fileURLToPath } from "node:url";
import { MAX_FILE_MS } from "./queue-time.mjs";

const PROCESS = fileURLToPath(new URL("queue-process.mjs", import.meta.url));
/** Most of a file's time is waiting. */
const PROCESSES = 3;
/** A file that only waits has ended by then, and its process goes on. One that blocks its process ends with it. */
const MAX_BLOCKED_MS = MAX_FILE_MS * 1.1;
/** The time in which a process ends after its last file. */
const MAX_END_MS = MAX_FILE_MS * 0.1;

const files = process.argv.slice(2);
const waiting = [...files];
/** Files that ended their processes. @type {string[]} */
const unended = [];
/** @typedef {{ pid: number, file: string, until: number }} Running `file`: "" if the process has to end */
/** @type {Set<Running>} */
const running = new Set();

/** Each connection is a process, as long as it runs. It sends its id whenever it wants a file. */
const queue = createServer((socket) => {
  /** @type {Running} */
  const one = { pid: 0, file: "", until: Number.POSITIVE_INFINITY };
  running.add(one);
  createInterface({ input: socket }).on("line", (pid) => {
    const file = waiting.shift() ?? "";
    const until = Date.now() + (file ? MAX_BLOCKED_MS : MAX_END_MS);
    Object.assign(one, { pid: Number(pid), file, until });
    socket.write(`${file}\n`);
  });
  socket.on("error", () => {});
  socket.once("close", () => {
    running.delete(one);
    if (one.file !== "") unended.push(one.file);
  });
});
queue.listen(0, "127.0.0.1");
await once(queue, "listening");
const { port } = /** @type {import("node:net").AddressInfo} */ (queue.address());
process.env.TEST_QUEUE_PORT = String(port);

const watch = setInterval(() => {
  for (const one of running) {
    const { pid, file, until } = one;
    if (Date.now() < until) continue;
    console.log(`${file || "something that a test started"} holds its process up: it is killed`);
    Object.assign(one, { file: "", until: Number.POSITIVE_INFINITY });
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It has just ended.
    }
  }
}, 1_000);

const processes = Math.min(PROCESSES, files.length);
process.exitCode = files.length > 0 ? 0 : 1;
const events = run({ files: Array(processes).fill(PROCESS), concurrency: processes });
events.on("test:fail", () => {
  process.exitCode = 1;
});
events.once("end", () => {
  clearInterval(watch);
  queue.close();
  unended.push(...[...running].map(({ file }) => file).filter((file) => file !== ""));
  for (const file of unended) console.log(`${file} has ended its process`);
  if (waiting.length > 0) console.log(`no process was left for ${waiting.join(", ")}`);
  if (unended.length + waiting.length > 0) process.exitCode = 1;
});
events.compose(new spec()).pipe(process.stdout);
