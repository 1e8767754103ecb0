// The program that makes scripts and types of modules: the crate in `bindgen/`.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { install, LOCK, lockedVersion } from "./cargo-tools.mjs";

const CRATE = new URL("bindgen/", import.meta.url);
const FILES = ["Cargo.toml", "Cargo.lock", "src/main.rs"];

/** Throws if the program is of another version than the crate `wasm-bindgen` in the modules. */
function checkVersion() {
  const used = lockedVersion(LOCK, "wasm-bindgen");
  const own = lockedVersion(new URL("Cargo.lock", CRATE), "wasm-bindgen-cli-support");
  if (used === own) return;
  throw new Error(
    `Cargo.lock has wasm-bindgen ${used}, and pkg-template/tools/bindgen has ${own}: ` +
      "give both the same version",
  );
}

/** Compiles the program if it is missing. Returns its path. */
export function installBindgen() {
  checkVersion();
  const hash = createHash("sha256");
  for (const file of FILES) hash.update(readFileSync(new URL(file, CRATE))).update("\0");
  const path = fileURLToPath(CRATE);
  return install(
    {
      name: `pressone-bindgen-${hash.digest("hex").slice(0, 12)}`,
      program: "pressone-bindgen",
      source: ["--path", path, "--target-dir", "target/bindgen-program"],
    },
    // It is compiled beside the crate, whose progress is shown.
    { quiet: true },
  );
}
