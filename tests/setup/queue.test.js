// The test files of a suite that share a few processes.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { failureOf } from "../run/failure.mjs";
import { makeFolder } from "./project.js";

const QUEUE = fileURLToPath(new URL("../run/queue.mjs", import.meta.url));
const IMPORT = 'import { after, before, test } from "node:test";\n';
/** The time for which a process that a test has started goes on. */
const LEFT_MS = 30_000;
/** Notes the process of a file. */
const GOOD = `import { appendFileSync } from "node:fs";
test("a good one", () => appendFileSync(new URL("log", import.meta.url), process.pid + "\\n"));`;

/**
 * Runs files of these contents, and returns the output and the processes of the good ones.
 *
 * @param {import("node:test").TestContext} t
 * @param {Record<string, string>} files by their names
 * @param {number} [maxFileMs]
 */
function runQueue(t, files, maxFileMs = 60_000) {
  const folder = makeFolder(t);
  const paths = Object.entries(files).map(([name, contents]) => {
    const path = join(folder, `${name}.test.mjs`);
    writeFileSync(path, IMPORT + contents);
    return path;
  });
  writeFileSync(join(folder, "log"), "");
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const { status, stdout } = spawnSync(process.execPath, [QUEUE, ...paths], {
    env: { ...env, MAX_FILE_MS: String(maxFileMs) },
    encoding: "utf8",
  });
  const good = readFileSync(join(folder, "log"), "utf8").trim().split("\n").filter(Boolean);
  return { status, printed: stdout, failure: failureOf(stdout), good };
}

/** Good files. @param {number} count */
const goodFiles = (count) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`good-${index}`, GOOD]));

test("files share processes, and the hooks of each file are its own", (t) => {
  const hooked = `let open = false;
before(() => { open = true; });
after(() => { open = false; console.log("closed by", import.meta.url); });
test("finds it open", () => { if (!open) throw new Error("closed"); });`;
  const { status, printed, good } = runQueue(t, { one: hooked, other: hooked, ...goodFiles(8) });
  assert.equal(status, 0, printed);
  assert.equal(good.length, 8);
  assert.ok(new Set(good).size <= 3, good.join());
  assert.match(printed, /✔ \S+one\.test\.mjs/);
  assert.equal(printed.match(/closed by/g)?.length, 2);
  assert.equal(printed.match(/✔ (?:a good one|finds it open)/g)?.length, 10);
});

test("a failed test is named with its file, and the other files run", (t) => {
  const bad = 'test("a bad one", () => { throw new Error("the shop is closed"); });';
  const broken = 'throw new Error("no such module");';
  const { status, failure, good } = runQueue(t, { bad, broken, ...goodFiles(4) });
  assert.equal(status, 1);
  assert.match(failure, /bad\.test\.mjs:2[\s\S]*a bad one[\s\S]*the shop is closed/);
  assert.match(failure, /broken\.test\.mjs[\s\S]*no such module/);
  assert.doesNotMatch(failure, /a good one/);
  assert.equal(good.length, 4);
});

test("a file that waits for ever fails by its name, and its process goes on", (t) => {
  const hangs = 'test("a long one", () => new Promise(() => setInterval(() => {}, 1_000)));';
  const files = { one: hangs, two: hangs, three: hangs, ...goodFiles(3) };
  const { status, failure, good } = runQueue(t, files, 4_000);
  assert.equal(status, 1);
  for (const name of ["one", "two", "three"]) {
    const named = `${name}\\.test\\.mjs:2[\\s\\S]*a long one[\\s\\S]*${name}\\.test\\.mjs[\\s\\S]*timed out after 4000ms`;
    assert.match(failure, new RegExp(named));
  }
  assert.equal(good.length, 3);
});

test("a file that blocks its process is named, and the others run", (t) => {
  const blocks =
    'test("a blocking one", () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));';
  const { status, printed, good } = runQueue(t, { blocks, ...goodFiles(4) }, 4_000);
  assert.equal(status, 1);
  assert.match(printed, /blocks\.test\.mjs blocks its process, which is killed/);
  assert.equal(good.length, 4);
});

for (const [output, stdio] of /** @type {const} */ ([
  ["errors", '["ignore", "ignore", "inherit"]'],
  ["output", '["ignore", "inherit", "ignore"]'],
])) {
  for (const [how, end] of /** @type {const} */ ([
    ["is killed", "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);"],
    ["ends", "process.exit(1);"],
  ])) {
    test(`a process with the ${output} of a test process that ${how} does not block the queue`, (t) => {
      const starts = `import { appendFileSync } from "node:fs";
import { spawn } from "node:child_process";
test("a starting one", () => {
  const options = { stdio: ${stdio}, detached: true };
  const { pid } = spawn(process.execPath, ["-e", "setTimeout(() => {}, ${LEFT_MS})"], options);
  appendFileSync(new URL("log", import.meta.url), pid + "\\n");
  ${end}
});`;
      const startedAt = Date.now();
      const { status, printed, good } = runQueue(t, { starts }, 4_000);
      const took = Date.now() - startedAt;
      if (isRunning(Number(good[0]))) process.kill(Number(good[0]), "SIGKILL");
      assert.equal(status, 1, printed);
      assert.ok(took < LEFT_MS, `the queue took ${took} ms`);
      assert.match(printed, /starts\.test\.mjs/);
      assert.match(printed, /failing tests/);
    });
  }
}

test("a file that ends its process fails, and so do files for which no process is left", (t) => {
  const ends = 'test("an ending one", () => process.exit(0));';
  const { status, printed, good } = runQueue(t, { one: ends, ...goodFiles(2) });
  assert.equal(status, 1, printed);
  assert.match(printed, /the process of \S+one\.test\.mjs ended before the file/);
  assert.equal(good.length, 2);
  const all = runQueue(t, { one: ends, two: ends, three: ends, ...goodFiles(2) });
  assert.equal(all.status, 1);
  assert.match(all.printed, /these files did not run: \S+good-0\.test\.mjs, \S+good-1\.test\.mjs/);
});

test("what a file leaves running ends with its process, and fails", (t) => {
  const leaves = 'test("a careless one", () => { setInterval(() => {}, 1_000); });';
  const { status, printed } = runQueue(t, { leaves }, 10_000);
  assert.equal(status, 1);
  assert.match(printed, /something that a test left open blocks its process, which is killed/);
});

test("a process ends with its queue", async (t) => {
  const folder = makeFolder(t);
  const path = join(folder, "long.test.mjs");
  const waits = 'test("a long one", () => new Promise((end) => setTimeout(end, 60_000)));';
  writeFileSync(path, `${IMPORT}console.log("process", process.pid);\n${waits}`);
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const child = spawn(process.execPath, [QUEUE, path], { env });
  const [text] = await once(child.stdout.setEncoding("utf8"), "data");
  const pid = Number(/process (\d+)/.exec(text)?.[1]);
  assert.ok(isRunning(pid), text);
  child.kill();
  for (const end = Date.now() + 30_000; isRunning(pid); await sleep(50)) {
    assert.ok(Date.now() < end, "the process still runs");
  }
});

/** @param {number} pid */
function isRunning(pid) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test("no files are a failure", (t) => {
  assert.equal(runQueue(t, {}).status, 1);
});
