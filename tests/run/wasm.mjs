// The wasm-bindgen suites in Chromium, against a sandbox on a loopback port.
import { spawn } from "node:child_process";
import process from "node:process";
import { startSandbox } from "../sandbox/server.js";

const { WASM_PACK: wasmPack } = process.env;
if (!wasmPack) throw new Error("WASM_PACK has to name the program");

const sandbox = await startSandbox({ port: 0, cors: true });
const args = ["test", "--headless", "--chrome", "--chromedriver", "/usr/bin/chromedriver"];
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
await sandbox.close();
process.exitCode = Number(status);
