// The package as its users get it: packed, and installed into a project.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const PKG = join(ROOT, "pkg");
const PARENT = join(ROOT, "target", "hosts");
/** Begins the names of the projects that are copied. */
const TEMPLATE = "template-";
/** The list of the packed files, in a project. */
const PACK = "pack.json";

/** @typedef {{ filename: string, files: { path: string }[] }} Pack */

/**
 * Creates a project that has the packed `pkg/` installed.
 *
 * @param {string} name
 * @returns {{ project: string, installed: string, archive: string, files: string[], remove: () => void }}
 *   `installed`: the package's folder in the project.
 */
export function installTarball(name) {
  mkdirSync(PARENT, { recursive: true });
  const project = mkdtempSync(join(PARENT, `${name}-`));
  cpSync(template(), project, { recursive: true });
  /** @type {Pack} */
  const pack = JSON.parse(readFileSync(join(project, PACK), "utf8"));
  return {
    project,
    installed: join(project, "node_modules/pressone-esim"),
    archive: join(project, pack.filename),
    files: pack.files.map(({ path }) => path),
    remove: () => rmSync(project, { recursive: true, force: true }),
  };
}

/**
 * Returns the project that all others are copies of. npm packs and installs once for each state of `pkg/`.
 * Test files that start at the same time may do so at the same time; the first result stays.
 */
function template() {
  const name = TEMPLATE + hashOfPackage();
  const path = join(PARENT, name);
  if (existsSync(path)) return path;
  for (const entry of readdirSync(PARENT)) {
    const isOld = entry.startsWith(TEMPLATE) && entry !== name;
    if (isOld) rmSync(join(PARENT, entry), { recursive: true, force: true });
  }
  const project = mkdtempSync(join(PARENT, "new-"));
  packAndInstall(project);
  try {
    renameSync(project, path);
  } catch (error) {
    if (!existsSync(path)) throw error;
    rmSync(project, { recursive: true });
  }
  return path;
}

function hashOfPackage() {
  const hash = createHash("sha256");
  for (const file of readdirSync(PKG, { recursive: true, encoding: "utf8" }).sort()) {
    const path = join(PKG, file);
    if (statSync(path).isDirectory()) continue;
    hash.update(`${file}\0`).update(readFileSync(path)).update("\0");
  }
  return hash.digest("hex").slice(0, 16);
}

/** @param {string} project */
function packAndInstall(project) {
  const options = /** @type {const} */ ({ cwd: project, encoding: "utf8", timeout: 60_000 });
  const packed = execFileSync("npm", ["pack", "--json", PKG], options);
  const listing = JSON.parse(packed);
  /** @type {Pack[]} */
  const [pack] = Array.isArray(listing) ? listing : Object.values(listing);
  if (!pack) throw new Error("npm packed nothing");
  writeFileSync(join(project, PACK), JSON.stringify(pack));
  writeFileSync(join(project, "package.json"), '{ "name": "shop", "type": "module" }\n');
  const args = ["install", "--no-audit", "--no-fund", "--offline", `./${pack.filename}`];
  execFileSync("npm", args, { ...options, stdio: "pipe" });
}
