// The wasm-bindgen suites in Chromium, against a sandbox on a loopback port.
import { spawn } from "node:child_process";
import process from "node:process";
import { CHROMEDRIVER } from "../../pkg-template/tools/browser.mjs";
import { startSandbox } from "../sandbox/server.js";

const { WASM_PACK: wasmPack } = process.env;
if (!wasmPack) throw new Error("WASM_PACK has to name the program");

const sandbox = await startSandbox({ port: 0, cors: true });
const args = ["test", "--headless", "--chrome", "--chromedriver", CHROMEDRIVER];
const child = spawn(wasmPack, [...args, "--", "--locked", "--test", "shell"], {
  stdio: "inherit",
  env: { ...process.env, PRESSONE_SANDBOX_URL: sandbox.url },
});
const limit = setTimeout(() => child.kill(), 15 * 60_000);
const status = await new Promise((resolve) => {
  child.once("error", () => resolve(1));
  child.once("exit", (code) => resolve(code ?? 1));
});
clearTimeout(limit);
const worlds = sandbox.worlds.summary();
const violations = worlds.flatMap((world) => world.violations);
const checked = worlds.reduce((sum, world) => sum + world.checked, 0);
await sandbox.close();
console.log(`${checked} exchanges checked against the API's description`);
for (const each of violations) console.error(each);
process.exitCode = status === 0 && checked > 0 && violations.length === 0 ? 0 : 1;
