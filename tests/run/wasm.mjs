// The wasm-bindgen suites in Chromium, against a sandbox on a loopback port.
//
// The suites' runner serves their page itself, with fewer threads than Chromium opens connections.
// Now and then one of those is never answered, and the page waits for its scripts for ever. So a run
// in which no test has begun in time is begun again; one that has begun counts, whatever it says.
import { spawn } from "node:child_process";
import process from "node:process";
import { CHROMEDRIVER } from "../../pkg-template/tools/browser.mjs";
import { startSandbox } from "../sandbox/server.js";

const ARGS = ["test", "--headless", "--chrome", "--chromedriver", CHROMEDRIVER];
/** How often a run that never began is begun again. */
const TRIES = 5;
/** The time from the driver's start to the first test, and that of all of them. */
const BEGIN_MS = 25_000;
const WHOLE_MS = 10 * 60_000;

const { WASM_PACK: wasmPack } = process.env;
if (!wasmPack) throw new Error("WASM_PACK has to name the program");

/**
 * @param {string} program
 * @param {string} sandboxUrl
 * @returns {Promise<{ status: number, begun: boolean }>}
 */
function run(program, sandboxUrl) {
  const child = spawn(program, [...ARGS, "--", "--locked", "--test", "shell"], {
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      ...process.env,
      PRESSONE_SANDBOX_URL: sandboxUrl,
      // In seconds. The runner's own 20 are for all tests together.
      WASM_BINDGEN_TEST_TIMEOUT: "240",
    },
    // A group of its own: the driver and the browser have to end with it.
    detached: true,
  });
  const end = () => {
    // The driver ends its browser when it is asked to end, and not when it is killed.
    if (child.pid) process.kill(-child.pid, "SIGTERM");
  };
  let printed = "";
  let begun = false;
  /** @type {NodeJS.Timeout | undefined} */
  let beginning;
  const whole = setTimeout(end, WHOLE_MS);
  child.stdout.setEncoding("utf8").on("data", (text) => {
    process.stdout.write(text);
    printed += text;
    begun ||= /^running \d+ tests?$/m.test(printed);
    if (begun) clearTimeout(beginning);
    else if (printed.includes("Running headless tests")) beginning ??= setTimeout(end, BEGIN_MS);
  });
  return new Promise((resolve) => {
    const over = (/** @type {number | null} */ status) => {
      clearTimeout(whole);
      clearTimeout(beginning);
      resolve({ status: status ?? 1, begun });
    };
    child.once("error", () => over(1));
    child.once("close", over);
  });
}

const sandbox = await startSandbox({ port: 0, cors: true });
let outcome = await run(wasmPack, sandbox.url);
for (let tries = 1; !outcome.begun && outcome.status !== 0 && tries < TRIES; tries++) {
  console.log("\nno test has begun: once more");
  outcome = await run(wasmPack, sandbox.url);
}
const worlds = sandbox.worlds.summary();
const violations = worlds.flatMap((world) => world.violations);
const checked = worlds.reduce((sum, world) => sum + world.checked, 0);
await sandbox.close();
console.log(`${checked} exchanges checked against the API's description`);
for (const each of violations) console.error(each);
const passed = outcome.status === 0 && outcome.begun;
process.exitCode = passed && checked > 0 && violations.length === 0 ? 0 : 1;
