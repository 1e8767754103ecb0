// The node modules of the lock file. Building needs one of them, the tests need them all.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { run } from "./run.mjs";

const STAMP = "node_modules/.installed";

/** @param {"build" | "test"} what */
export function nodeModules(what) {
  const lock = createHash("sha256").update(readFileSync("package-lock.json")).digest("hex");
  const stamp = existsSync(STAMP) ? readFileSync(STAMP, "utf8") : "";
  // Whoever has run the tests once keeps what they need.
  const all = what === "test" || stamp.startsWith("test ");
  if (stamp === `test ${lock}` || (!all && stamp === `build ${lock}`)) return;
  // Not `npm ci`: it fails where a registry lacks a package for another platform, which the lock
  // file then cannot name. The lock file holds here as well.
  const args = ["install", "--no-save", "--no-audit", "--no-fund"];
  run("npm", all ? args : [...args, "--omit=dev"]);
  writeFileSync(STAMP, `${all ? "test" : "build"} ${lock}`);
}
