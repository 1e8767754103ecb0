// Nodes of other versions, from npm's packages. They are no dependencies of the workspace, because npm would then
// run the workspace's scripts with one of them.
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { CACHE } from "./cache.mjs";
import { run } from "./run.mjs";
import { step } from "./step.mjs";

/** The newest long-term support. */
const NEWER = "24.21.0";
/** The versions that the tests use, besides this one. The first has `node:sqlite` without a flag since this release. */
export const VERSIONS = ["22.13.0", NEWER];

/** Returns the path of a Node of this version. Installs it if it is missing. @param {string} version */
export async function nodeOf(version) {
  const name = `node-${process.platform}-${process.arch}`;
  const folder = join(CACHE, `${name}-${version}`);
  const program = join(folder, "node_modules", name, "bin", "node");
  if (!existsSync(program)) {
    mkdirSync(folder, { recursive: true });
    const quiet = ["--no-save", "--no-audit", "--no-fund"];
    const args = ["install", ...quiet, "--prefix", folder, `${name}@${version}`];
    await step(`installing Node ${version}`, () => run("npm", args, { quiet: true }));
  }
  return program;
}

/** Returns the path of a Node of version 24 or later: this one, or one of npm's. */
export async function newerNode() {
  if (Number(process.versions.node.split(".")[0]) >= 24) return process.execPath;
  return nodeOf(NEWER);
}
