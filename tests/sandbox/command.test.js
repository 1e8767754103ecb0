import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import process from "node:process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { ESIMS } from "../../pkg-template/package/sandbox/data/examples.js";
import { listen } from "../../pkg-template/package/sandbox/node-http.js";
import { json } from "./testing/caller.js";

const COMMAND = fileURLToPath(new URL("../../pkg-template/package/cli.js", import.meta.url));
const LIMITS = { timeout: 120_000 };

/** Runs the command to its end. @param {string[]} args */
async function run(...args) {
  try {
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      [COMMAND, ...args],
      LIMITS,
    );
    return { status: 0, stdout, stderr };
  } catch (error) {
    const { code, stdout, stderr } = /** @type {any} */ (error);
    return { status: code, stdout, stderr };
  }
}

test("the command prints address, credentials and eSIMs, and serves until a signal ends it", async () => {
  const args = [COMMAND, "sandbox", "--port", "0", "--cors", "--shapes", "newer"];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  try {
    const [text] = await once(child.stdout.setEncoding("utf8"), "data");
    const url = /open at (http:[^ ]+) /.exec(text)?.[1];
    const settings = await json(await fetch(`${url}/__sandbox/settings`));
    assert.equal(settings.cors, true);
    const shapes = await json(await fetch(`${url}/__sandbox/shapes`));
    assert.equal(shapes.orderSubmit, "newer");
    const { credentials, esims } = await json(await fetch(`${url}/__sandbox/examples`));
    assert.equal(esims.length, ESIMS.length);
    const { client_id, client_secret } = credentials;
    const lines = text.split("\n").map((/** @type {string} */ line) => line.trim());
    for (const [name, value] of Object.entries({
      PRESSONE_URL: url,
      CLIENT_ID: client_id,
      CLIENT_SECRET: client_secret,
    })) {
      assert.ok(lines.includes(`export ${name}=${value}`), name);
    }
    for (const printed of [
      ...Object.values(credentials),
      ...esims.map(({ iccid = "" }) => iccid),
    ]) {
      assert.ok(text.includes(printed), printed);
    }
    assert.equal(child.exitCode, null);
  } finally {
    child.kill();
  }
  const [status] = await once(child, "exit");
  assert.equal(status, 0);
});

test("every control that the command prints does what is printed", async () => {
  const args = [COMMAND, "sandbox", "--port", "0"];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  try {
    const [text] = await once(child.stdout.setEncoding("utf8"), "data");
    const controls = [...text.matchAll(/curl (?:-d '([^']+)' |-X (POST) )?(http:[^ \n]+)/g)];
    assert.equal(controls.length, 5);
    for (const [line, body, method = body ? "POST" : "GET", url] of controls) {
      const answer = await fetch(url, { method, ...(body ? { body } : {}) });
      assert.equal(answer.status, 200, line);
    }
  } finally {
    child.kill();
  }
});

test("--help prints the options", async () => {
  for (const args of [["--help"], ["sandbox", "--help"]]) {
    const { status, stdout, stderr } = await run(...args);
    assert.deepEqual([status, stderr], [0, ""]);
    for (const option of ["--port", "--host", "--shapes", "--cors", "everything irregular"]) {
      assert.ok(stdout.includes(option), option);
    }
  }
});

test("wrong arguments end the command with status 2 and one message", async () => {
  /** @type {[string[], RegExp][]} */
  const cases = [
    [[], /^Usage: pressone-esim sandbox/],
    [["shop"], /^Usage: pressone-esim sandbox/],
    [["sandbox", "--port", "http"], /^--port has to be a number from 0 to 65535, not "http"\n$/],
    [["sandbox", "--port", "65536"], /^--port has to be a number/],
    [["sandbox", "--shapes", "future"], /^--shapes has to be one of older, newer, /],
    [["sandbox", "--colour", "red"], /^Unknown option '--colour'/],
  ];
  for (const [args, message] of cases) {
    const { status, stdout, stderr } = await run(...args);
    assert.deepEqual([status, stdout], [2, ""], args.join(" "));
    assert.match(stderr, message);
  }
});

test("a port in use ends the command with a message that names the option", async () => {
  const { port, close } = await listen(createServer());
  try {
    const { status, stderr } = await run("sandbox", "--port", String(port));
    assert.equal(status, 1);
    assert.match(stderr, /^listen EADDRINUSE: .*: pass another --port, or 0 for a free one\n$/);
  } finally {
    await close();
  }
});
