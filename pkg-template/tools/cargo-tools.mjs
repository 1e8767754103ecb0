// Tools that Cargo installs, each of an exact version, into the user's cache. Every checkout shares them.
// Other versions that the user has installed stay as they are.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CACHE } from "./cache.mjs";
import { run } from "./run.mjs";

const WASM_PACK = "0.15.1";
const CARGO_MODULES = "0.27.0";

/** The version of wasm-bindgen in Cargo.lock. The tool has to be of the same version as the crate. */
function wasmBindgenVersion() {
  const lock = readFileSync(new URL("../../Cargo.lock", import.meta.url), "utf8");
  const version = /name = "wasm-bindgen"\nversion = "([^"]+)"/.exec(lock)?.[1];
  if (!version) throw new Error("Cargo.lock does not name wasm-bindgen");
  return version;
}

/**
 * The path of a tool. Installs the tool if it is missing.
 *
 * @param {string} crate
 * @param {string} version
 * @param {string} program the name of its executable
 */
function pathOf(crate, version, program) {
  const folder = join(CACHE, `${crate}-${version}`);
  if (!existsSync(join(folder, "bin", program))) {
    console.log(`installing ${crate} ${version} (once, some minutes)`);
    const args = ["install", crate, "--version", `=${version}`, "--root", folder];
    try {
      run("cargo", [...args, "--locked"], { quiet: true });
    } catch {
      // A mirror of the registry may lack versions that the lock file names.
      run("cargo", args);
    }
  }
  return join(folder, "bin", program);
}

export const wasmBindgen = () => pathOf("wasm-bindgen-cli", wasmBindgenVersion(), "wasm-bindgen");

export const wasmPack = () => pathOf("wasm-pack", WASM_PACK, "wasm-pack");

export const cargoModules = () => pathOf("cargo-modules", CARGO_MODULES, "cargo-modules");
