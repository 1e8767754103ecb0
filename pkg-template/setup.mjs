// Installs what is missing: `node pkg-template/setup.mjs` for building, `… test` for the tests as
// well. Uses nothing but Node itself, for it runs before anything else is there.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { wasmBindgen, wasmPack } from "./tools/cargo-tools.mjs";
import { output, run } from "./tools/run.mjs";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
process.chdir(ROOT);

function nodeModules() {
  const stamp = "node_modules/.installed-lock";
  const lock = createHash("sha256").update(readFileSync("package-lock.json")).digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock) return;
  // Not `npm ci`: it fails where a registry lacks a package for another platform, which the lock
  // file then cannot name. The lock file holds here as well.
  run("npm", ["install", "--no-save", "--no-audit", "--no-fund"]);
  writeFileSync(stamp, lock);
}

function rust() {
  const toml = readFileSync("rust-toolchain.toml", "utf8");
  const channel = /channel = "([^"]+)"/.exec(toml)?.[1];
  if (!channel) throw new Error("rust-toolchain.toml names no channel");
  // Automatic installation can be switched off, so that this does not rely on it.
  const has = output("rustup", ["component", "list", "--toolchain", channel, "--installed"]) ?? "";
  const wanted = ["rust-std-wasm32-unknown-unknown", "rustfmt", "clippy"];
  if (wanted.every((part) => has.includes(part))) return;
  const parts = ["--target", "wasm32-unknown-unknown", "--component", "rustfmt,clippy"];
  run("rustup", ["toolchain", "install", channel, "--profile", "minimal", ...parts]);
}

function chromium() {
  if (output("chromium", ["--version"]) && output("chromedriver", ["--version"])) return;
  const root = process.getuid?.() === 0;
  const apt = (/** @type {string[]} */ ...args) =>
    root ? run("apt-get", args) : run("sudo", ["apt-get", ...args]);
  apt("update");
  apt("install", "-y", "--no-install-recommends", "chromium", "chromium-driver");
}

rust();
nodeModules();
wasmBindgen();
if (process.argv[2] === "test") {
  wasmPack();
  chromium();
}
