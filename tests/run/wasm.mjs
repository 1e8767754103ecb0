// The wasm-bindgen suites in Chromium, against a sandbox on a loopback port.
//
// Chromium reaches the page of the test runner through a proxy: see runner-proxy.mjs.
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import process from "node:process";
import { CHROMEDRIVER } from "../../pkg-template/tools/browser.mjs";
import { startSandbox } from "../sandbox/server.js";
import { startRunnerProxy } from "./runner-proxy.mjs";

const ARGS = ["test", "--headless", "--chrome", "--chromedriver", CHROMEDRIVER];
/** The time for the build and all tests. */
const MAX_MS = 10 * 60_000;
const CAPABILITIES = resolve("target/webdriver.json");

const { WASM_PACK: wasmPack } = process.env;
if (!wasmPack) throw new Error("WASM_PACK has to name the program");

/**
 * Writes the repository's webdriver.json with a proxy for all hosts but the sandbox's.
 *
 * @param {string} sandboxUrl
 * @param {number} proxyPort
 */
function writeCapabilities(sandboxUrl, proxyPort) {
  const capabilities = JSON.parse(readFileSync("webdriver.json", "utf8"));
  capabilities["goog:chromeOptions"].args.push(
    `--proxy-server=http://127.0.0.1:${proxyPort}`,
    // Chromium uses no proxy for loopback addresses, unless `<-loopback>` takes that rule back.
    `--proxy-bypass-list=<-loopback>;${new URL(sandboxUrl).host}`,
  );
  mkdirSync("target", { recursive: true });
  writeFileSync(CAPABILITIES, JSON.stringify(capabilities));
}

/**
 * @param {string} program
 * @param {string} sandboxUrl
 * @returns {Promise<boolean>} True if tests ran and all passed.
 */
function run(program, sandboxUrl) {
  const child = spawn(program, [...ARGS, "--", "--locked", "--test", "shell"], {
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      ...process.env,
      PRESSONE_SANDBOX_URL: sandboxUrl,
      // In seconds. The runner's default of 20 is for all tests together.
      WASM_BINDGEN_TEST_TIMEOUT: "240",
      WASM_BINDGEN_TEST_WEBDRIVER_JSON: CAPABILITIES,
    },
    // A process group: the driver and the browser end with it.
    detached: true,
  });
  const timer = setTimeout(() => {
    // The driver ends its browser at SIGTERM, but not at SIGKILL.
    if (child.pid) process.kill(-child.pid, "SIGTERM");
  }, MAX_MS);
  let printed = "";
  child.stdout.setEncoding("utf8").on("data", (text) => {
    process.stdout.write(text);
    printed += text;
  });
  return new Promise((settle, reject) => {
    child.once("error", reject);
    child.once("close", (status) => {
      clearTimeout(timer);
      settle(status === 0 && /^running [1-9]\d* tests?$/m.test(printed));
    });
  });
}

const sandbox = await startSandbox({ port: 0, cors: true });
const proxy = await startRunnerProxy();
writeCapabilities(sandbox.url, proxy.port);
const passed = await run(wasmPack, sandbox.url);
proxy.close();
const worlds = sandbox.worlds.summary();
const violations = worlds.flatMap((world) => world.violations);
const checked = worlds.reduce((sum, world) => sum + world.checked, 0);
await sandbox.close();
console.log(`${checked} exchanges checked against the API's description`);
for (const each of violations) console.error(each);
process.exitCode = passed && checked > 0 && violations.length === 0 ? 0 : 1;
