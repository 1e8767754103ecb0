// WebKit: WebKitGTK's MiniBrowser, on a screen in memory, because it has no headless mode.
import { spawn } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { MINIBROWSER, WEBKIT_DRIVER, XVFB } from "../../../pkg-template/tools/browser.mjs";
import { serverPort } from "../../server-port.js";
import { openSession } from "./web-driver.js";

const START_MS = 60_000;
const END_MS = 5_000;
const POLL_MS = 50;

/** Ends a program. @param {import("node:child_process").ChildProcess} child */
async function end(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill();
  const kill = setTimeout(() => child.kill("SIGKILL"), END_MS);
  await exit;
  clearTimeout(kill);
}

/** Starts a screen. Xvfb chooses a number that is free. */
async function startScreen() {
  const args = ["-displayfd", "3", "-screen", "0", "1280x800x24", "-nolisten", "tcp"];
  const child = spawn(XVFB, args, { stdio: ["ignore", "ignore", "ignore", "pipe"] });
  const failed = once(child, "exit").then(([code]) => {
    throw new Error(`Xvfb ended with ${code}`);
  });
  failed.catch(() => {});
  const numbers = /** @type {import("node:stream").Readable} */ (child.stdio[3]);
  const started = once(numbers, "data", { signal: AbortSignal.timeout(START_MS) });
  const [number] = await Promise.race([started, failed]).catch(async (error) => {
    await end(child);
    throw error;
  });
  return { display: `:${String(number).trim()}`, close: () => end(child) };
}

/** @param {string} url @param {import("node:child_process").ChildProcess} driver */
async function waitForServer(url, driver) {
  const deadline = Date.now() + START_MS;
  for (;;) {
    const signal = AbortSignal.timeout(START_MS);
    const answer = await fetch(`${url}/status`, { signal }).catch(() => undefined);
    if (answer?.ok) return;
    if (driver.exitCode !== null || Date.now() > deadline) {
      throw new Error(`${WEBKIT_DRIVER} does not answer`);
    }
    await sleep(POLL_MS);
  }
}

/** @returns {Promise<import("./launch.js").Engine>} */
export async function launchWebKit() {
  const screen = await startScreen();
  const port = await serverPort();
  const driver = spawn(WEBKIT_DRIVER, [`--port=${port}`], {
    env: { ...process.env, DISPLAY: screen.display },
    stdio: "ignore",
  });
  const stop = async () => {
    await end(driver);
    await screen.close();
  };
  try {
    const server = `http://127.0.0.1:${port}`;
    await waitForServer(server, driver);
    const session = await openSession(server, {
      "webkitgtk:browserOptions": { binary: MINIBROWSER, args: ["--automation"] },
    });
    return {
      ...session,
      async close() {
        await session.close().finally(stop);
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
