// Cargo's tools, each of an exact version, in the user's cache: a clean checkout finds them again,
// and no other version that the user has installed is touched.
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { run } from "./run.mjs";

const CACHE = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "pressone-esim");
const WASM_PACK = "0.15.1";

/** The version of wasm-bindgen that the crate is locked to: the tool has to be the same. */
function wasmBindgenVersion() {
  const lock = readFileSync(new URL("../../Cargo.lock", import.meta.url), "utf8");
  const version = /name = "wasm-bindgen"\nversion = "([^"]+)"/.exec(lock)?.[1];
  if (!version) throw new Error("Cargo.lock does not name wasm-bindgen");
  return version;
}

/** @param {string} crate @param {string} version */
const folderOf = (crate, version) => join(CACHE, `${crate}-${version}`);

/** @param {string} crate @param {string} version @param {string} program */
function installed(crate, version, program) {
  const folder = folderOf(crate, version);
  if (!existsSync(join(folder, "bin", program))) {
    console.log(`installing ${crate} ${version} (once, some minutes)`);
    const args = ["install", crate, "--version", `=${version}`, "--root", folder];
    try {
      run("cargo", [...args, "--locked"], { quiet: true });
    } catch {
      // A registry that is behind may lack the very versions of the lock file.
      run("cargo", args);
    }
  }
  return join(folder, "bin", program);
}

/** The path of wasm-bindgen; installed if it is missing. */
export const wasmBindgen = () =>
  installed("wasm-bindgen-cli", wasmBindgenVersion(), "wasm-bindgen");

/** The path of wasm-pack; installed if it is missing. */
export const wasmPack = () => installed("wasm-pack", WASM_PACK, "wasm-pack");
