// The npm packages of the lock file. The build and the storefront need a few, the tests need all.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { run } from "./run.mjs";

const STAMP = "node_modules/.installed";

/** @param {"build" | "test"} purpose */
export function installNodeModules(purpose) {
  const lock = createHash("sha256").update(readFileSync("package-lock.json")).digest("hex");
  const stamp = existsSync(STAMP) ? readFileSync(STAMP, "utf8") : "";
  // If the packages of the tests are installed, they stay.
  const all = purpose === "test" || stamp.startsWith("test ");
  if (stamp === `test ${lock}` || (!all && stamp === `build ${lock}`)) return;
  // `npm ci` fails if the registry lacks an optional package of another platform, because the lock file
  // cannot name it then. `npm install` takes its versions from the lock file as well.
  const args = ["install", "--no-save", "--no-audit", "--no-fund"];
  run("npm", all ? args : [...args, "--omit=dev"]);
  writeFileSync(STAMP, `${all ? "test" : "build"} ${lock}`);
}
