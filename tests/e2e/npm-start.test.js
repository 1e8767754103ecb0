/** `npm start` as a process: what it prints, where it listens, how it ends. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import process from "node:process";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const SCRIPT = fileURLToPath(new URL("../../www/server/start.mjs", import.meta.url));
const START_MS = 120_000;
const STOP_MS = 60_000;
const BOUND = { timeout: 240_000 };

/** @param {import("node:child_process").ChildProcess} child */
function killGroup({ pid, exitCode, signalCode }) {
  if (pid && exitCode === null && signalCode === null) process.kill(-pid, "SIGKILL");
}

/**
 * Starts the storefront, and waits for the first line that it prints.
 *
 * @param {import("node:test").TestContext} t
 * @param {number} port
 */
async function startProcess(t, port) {
  const child = spawn(process.execPath, [SCRIPT], {
    env: { ...process.env, PORT: String(port) },
    stdio: ["ignore", "pipe", "inherit"],
    // In a group of its own, so workerd ends together with the process that started it.
    detached: true,
  });
  t.after(() => killGroup(child));
  const lines = createInterface({ input: child.stdout });
  const [line] = await once(lines, "line", { signal: AbortSignal.timeout(START_MS) });
  const [url = ""] = /http:\/\/\S+/.exec(line) ?? [];
  return { child, line, url };
}

for (const signal of /** @type {const} */ (["SIGTERM", "SIGINT"])) {
  test(`the process serves the page, and ${signal} ends it`, BOUND, async (t) => {
    const { child, line, url } = await startProcess(t, 0);
    assert.match(line, /^The storefront is open at http:\/\/127\.0\.0\.1:\d+\/ /);
    assert.match(await (await fetch(url)).text(), /<title>Petrel eSIM<\/title>/);
    const ended = once(child, "exit", { signal: AbortSignal.timeout(STOP_MS) });
    child.kill(signal);
    assert.deepEqual(await ended, [0, null]);
    await assert.rejects(fetch(url));
  });
}

test("a signal to npm start ends the storefront", BOUND, async (t) => {
  const child = spawn("npm", ["start"], {
    cwd: fileURLToPath(new URL("../../", import.meta.url)),
    env: { ...process.env, PORT: "0" },
    stdio: ["ignore", "pipe", "inherit"],
    detached: true,
  });
  const group = -(child.pid ?? 0);
  t.after(() => {
    try {
      process.kill(group, "SIGKILL");
    } catch {
      // All processes have ended.
    }
  });
  let url = "";
  for await (const line of createInterface({ input: child.stdout })) {
    url = /open at (http:\/\/\S+)/.exec(line)?.[1] ?? "";
    if (url) break;
  }
  assert.equal((await fetch(url)).status, 200);
  child.kill("SIGTERM");
  const end = Date.now() + STOP_MS;
  while (
    await fetch(url).then(
      () => true,
      () => false,
    )
  ) {
    assert.ok(Date.now() < end, "the storefront still answers");
    await sleep(50);
  }
});

test("the process listens on the next port if the wanted one is in use", BOUND, async (t) => {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => server.close());
  const address = server.address();
  assert.ok(address !== null && typeof address === "object");
  const { url } = await startProcess(t, address.port);
  const port = Number(new URL(url).port);
  assert.ok(port > address.port && port < address.port + 20, `${port} after ${address.port}`);
});
