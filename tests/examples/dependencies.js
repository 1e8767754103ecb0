// The dependencies of the examples. Every checkout of a user shares them, and a test has a copy of hard links.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import process from "node:process";
import { CACHE } from "../../pkg-template/tools/cache.mjs";

/** Outside the repository: inside, an example would find the repository's dependencies, too. */
const FOLDER = join(CACHE, "examples");
const COPY = "copy-";
const HOUR_MS = 60 * 60_000;
/** A copy of this age was left by a test that was killed. */
const COPY_AGE_MS = HOUR_MS;
/** Dependencies that no test has used for this time are those of an older state. */
const UNUSED_MS = 7 * 24 * HOUR_MS;
const INSTALL_MS = 900_000;
const INSTALL = ["install", "--prefer-offline", "--no-audit", "--no-fund"];

/**
 * Returns a new folder with the dependencies of an example.
 *
 * @param {string} name
 * @param {{ dependencies: Record<string, string> }} manifest
 * @param {string} archive the packed package
 */
export function copyDependencies(name, manifest, archive) {
  const state = createHash("sha256")
    .update(JSON.stringify([manifest, process.version, process.arch]))
    .digest("hex")
    .slice(0, 16);
  const installed = join(FOLDER, `${name}-${state}`);
  if (!existsSync(installed)) install(name, manifest, archive, installed);
  const now = new Date();
  utimesSync(installed, now, now);
  const copy = createFolder(name);
  execFileSync("cp", ["-al", `${installed}/.`, copy]);
  return copy;
}

/** Removes what no test uses. @param {string} [folder] */
export function removeOldFolders(folder = FOLDER) {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder)) {
    const path = join(folder, entry);
    const changed = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    const maxAge = entry.startsWith(COPY) ? COPY_AGE_MS : UNUSED_MS;
    if (Date.now() - changed > maxAge) rmSync(path, { recursive: true, force: true });
  }
}

/** @param {string} name */
function createFolder(name) {
  mkdirSync(FOLDER, { recursive: true });
  return mkdtempSync(join(FOLDER, `${COPY}${name}-`));
}

/**
 * @param {string} name
 * @param {{ dependencies: Record<string, string> }} manifest
 * @param {string} archive
 * @param {string} path
 */
function install(name, manifest, archive, path) {
  const folder = createFolder(name);
  const packed = basename(archive);
  cpSync(archive, join(folder, packed));
  const dependencies = { ...manifest.dependencies, "pressone-esim": `file:${packed}` };
  const text = JSON.stringify({ ...manifest, dependencies }, null, 2);
  writeFileSync(join(folder, "package.json"), text);
  execFileSync("npm", INSTALL, { cwd: folder, timeout: INSTALL_MS, stdio: "pipe" });
  try {
    renameSync(folder, path);
  } catch (error) {
    // Another run has installed them meanwhile.
    if (!existsSync(path)) throw error;
    rmSync(folder, { recursive: true });
  }
}
