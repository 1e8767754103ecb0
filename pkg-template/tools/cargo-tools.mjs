// Tools that Cargo installs, each of an exact version, into the user's cache. Every checkout shares them.
// Other versions that the user has installed stay as they are.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CACHE } from "./cache.mjs";
import { run } from "./run.mjs";
import { step } from "./step.mjs";

/**
 * @typedef {object} CargoTool
 * @property {string} name with its version
 * @property {string} program the name of its executable
 * @property {string[]} source flags of `cargo install` that say what to install
 */

/**
 * A tool from the registry.
 *
 * @param {string} crate
 * @param {string} version
 * @param {{ program?: string, flags?: string[] }} [options]
 * @returns {CargoTool}
 */
const published = (crate, version, { program = crate, flags = [] } = {}) => ({
  name: `${crate}-${version}`,
  program,
  source: [crate, "--version", `=${version}`, ...flags],
});

/**
 * The version of a crate in a lock file.
 *
 * @param {URL} lock
 * @param {string} crate
 */
export function lockedVersion(lock, crate) {
  const pattern = new RegExp(`name = "${crate}"\nversion = "([^"]+)"`);
  const version = pattern.exec(readFileSync(lock, "utf8"))?.[1];
  if (!version) throw new Error(`${lock.pathname} does not name ${crate}`);
  return version;
}

export const LOCK = new URL("../../Cargo.lock", import.meta.url);

/** For tools that have little to do, so that most of their time is that of the compiler. */
const NOT_OPTIMISED = ["--config", "profile.release.opt-level=0"];

/**
 * wasm-bindgen's own program, with the runner of its tests, which wasm-pack calls. Without default features
 * it has no TLS, which its runner needs for drivers on other machines only.
 */
export const WASM_BINDGEN_CLI = published("wasm-bindgen-cli", lockedVersion(LOCK, "wasm-bindgen"), {
  program: "wasm-bindgen",
  flags: ["--no-default-features", ...NOT_OPTIMISED],
});

export const WASM_PACK = published("wasm-pack", "0.15.1", { flags: NOT_OPTIMISED });

export const CARGO_MODULES = published("cargo-modules", "0.27.0");

/** @param {CargoTool} tool */
const folderOf = ({ name }) => join(CACHE, name);

/** @param {CargoTool} tool */
const programOf = (tool) => join(folderOf(tool), "bin", tool.program);

/** The path of an installed tool. @param {CargoTool} tool */
export function pathOf(tool) {
  const path = programOf(tool);
  if (existsSync(path)) return path;
  throw new Error(`${tool.name} is missing: install it with \`node pkg-template/setup.mjs test\``);
}

/**
 * Installs a tool if it is missing. Returns its path.
 *
 * @param {CargoTool} tool
 * @param {{ quiet?: boolean }} [options]
 */
export async function install(tool, options) {
  if (existsSync(programOf(tool))) return programOf(tool);
  // Another checkout may install the same tool meanwhile.
  const args = ["install", ...tool.source, "--root", folderOf(tool), "--force"];
  await step(`compiling ${tool.name} (once)`, async () => {
    try {
      await run("cargo", [...args, "--locked"], options);
    } catch (error) {
      if (tool.source.includes("--path")) throw error;
      // A mirror of the registry may lack versions that the lock file names.
      console.log(error instanceof Error ? error.message : error);
      console.log("trying again without the lock file");
      await run("cargo", args, options);
    }
  });
  return programOf(tool);
}
