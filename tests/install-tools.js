// Tools of one suite, which have a lock file of their own.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

/** Installs what a folder's lock file names, unless it is installed. @param {string} folder */
export function installTools(folder) {
  const lock = readFileSync(`${folder}/package-lock.json`);
  const state = createHash("sha256").update(lock).digest("hex");
  const stamp = `${folder}/node_modules/.installed`;
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === state) return;
  execFileSync("npm", ["ci", "--no-audit", "--no-fund"], { cwd: folder, stdio: "inherit" });
  writeFileSync(stamp, state);
}
