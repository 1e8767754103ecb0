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
import { FILES_AT_ONCE, MAX_FILE_MS } from "./limits.mjs";

const PROCESS = fileURLToPath(new URL("queue-process.mjs", import.meta.url));
/** A file that only waits has failed by then. A process that still has its file is blocked, and is killed. */
const MAX_BLOCKED_MS = MAX_FILE_MS * 1.1;
/** The time in which a process ends after its last file, and in which its output ends after it. */
const MAX_END_MS = MAX_FILE_MS * 0.1;

const files = process.argv.slice(2);
const waiting = [...files];
/** The files whose process ended before they did. @type {string[]} */
const cutShort = [];
/** @typedef {{ pid: number, file: string, endsAt: number }} TestProcess `file`: "" after the last one */
/** @type {Set<TestProcess>} */
const running = new Set();

/** Ends the wait for the output of processes that have ended. */
const stop = new AbortController();
const LEFT = "a process that a test left running still holds the output of its test process";
/** @type {NodeJS.Timeout | undefined} */
let stopTimer;

/** Each connection is a running process. It sends its id to ask for a file. */
const queue = createServer((socket) => {
  /** @type {TestProcess} */
  const testProcess = { pid: 0, file: "", endsAt: Number.POSITIVE_INFINITY };
  running.add(testProcess);
  clearTimeout(stopTimer);
  createInterface({ input: socket }).on("line", (pid) => {
    const file = waiting.shift() ?? "";
    const endsAt = Date.now() + (file ? MAX_BLOCKED_MS : MAX_END_MS);
    Object.assign(testProcess, { pid: Number(pid), file, endsAt });
    socket.write(`${file}\n`);
  });
  socket.on("error", () => {});
  socket.once("close", () => {
    running.delete(testProcess);
    if (running.size === 0) stopTimer = setTimeout(() => stop.abort(new Error(LEFT)), MAX_END_MS);
    if (testProcess.file !== "") cutShort.push(testProcess.file);
  });
});
queue.listen(0, "127.0.0.1");
await once(queue, "listening");
const { port } = /** @type {import("node:net").AddressInfo} */ (queue.address());
process.env.TEST_QUEUE_PORT = String(port);

const watch = setInterval(() => {
  for (const testProcess of running) {
    const { pid, file, endsAt } = testProcess;
    if (Date.now() < endsAt) continue;
    console.log(`${file || "something that a test left open"} blocks its process, which is killed`);
    Object.assign(testProcess, { file: "", endsAt: Number.POSITIVE_INFINITY });
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It has just ended.
    }
  }
}, 1_000);

const processes = Math.min(FILES_AT_ONCE, files.length);
process.exitCode = files.length > 0 ? 0 : 1;
const events = run({
  files: Array(processes).fill(PROCESS),
  concurrency: processes,
  signal: stop.signal,
});
events.on("test:fail", () => {
  process.exitCode = 1;
});
events.once("end", () => {
  clearInterval(watch);
  clearTimeout(stopTimer);
  queue.close();
  cutShort.push(...[...running].map(({ file }) => file).filter((file) => file !== ""));
  for (const file of cutShort) console.log(`the process of ${file} ended before the file`);
  if (waiting.length > 0) console.log(`these files did not run: ${waiting.join(", ")}`);
  if (cutShort.length + waiting.length > 0) process.exitCode = 1;
});
const printed = events.compose(new spec());
printed.pipe(process.stdout);
// A process that a test left running may hold standard error, which would keep this process alive.
printed.once("end", () => process.stdout.write("", () => process.exit()));
