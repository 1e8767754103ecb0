// A Node that has `node:sqlite`: this one, or one of npm's packages. It is no dependency of the workspace,
// because npm would then run the workspace's scripts with it.
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { CACHE } from "./cache.mjs";
import { run } from "./run.mjs";
import { step } from "./step.mjs";

const VERSION = "24.21.0";

/** Returns the path of a Node of version 24 or later. Installs it if it is missing. */
export async function newerNode() {
  if (Number(process.versions.node.split(".")[0]) >= 24) return process.execPath;
  const name = `node-${process.platform}-${process.arch}`;
  const folder = join(CACHE, `${name}-${VERSION}`);
  const program = join(folder, "node_modules", name, "bin", "node");
  if (!existsSync(program)) {
    mkdirSync(folder, { recursive: true });
    const quiet = ["--no-save", "--no-audit", "--no-fund"];
    const args = ["install", ...quiet, "--prefix", folder, `${name}@${VERSION}`];
    await step(`installing Node ${VERSION}`, () => run("npm", args, { quiet: true }));
  }
  return program;
}
