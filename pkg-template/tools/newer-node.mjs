// A Node that has `node:sqlite`: this one, or one of npm's packages. It is no dependency of the workspace,
// because npm would then run the workspace's scripts with it.
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { CACHE } from "./cache.mjs";
import { run } from "./run.mjs";

const VERSION = "24.21.0";

/** @returns {string} the path of a Node of version 24 or later. Installs it if it is missing. */
export function newerNode() {
  if (Number(process.versions.node.split(".")[0]) >= 24) return process.execPath;
  const name = `node-${process.platform}-${process.arch}`;
  const folder = join(CACHE, `${name}-${VERSION}`);
  const program = join(folder, "node_modules", name, "bin", "node");
  if (!existsSync(program)) {
    mkdirSync(folder, { recursive: true });
    const quiet = ["--no-save", "--no-audit", "--no-fund"];
    run("npm", ["install", ...quiet, "--prefix", folder, `${name}@${VERSION}`], { quiet: true });
  }
  return program;
}
