// Builds the page with Vite, unless the files of the last build are still right.
import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

/** @param {string} path relative to the repository */
const folder = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

const WWW = folder("www/");
const SITE = folder("target/site");
const STAMP = ".inputs";
const MAX_TRIES = 100;
const INPUTS = [
  ...["index.html", "icon.svg", "service-worker.js", "vite.config.js"],
  ...["app", "messages", "style"],
];

/** @param {string} path @returns {string[]} */
function filesUnder(path) {
  if (!existsSync(path)) return [];
  const entries = readdirSync(path, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** The hash of everything that the built files are made of. */
function hashOfInputs() {
  const hash = createHash("sha256");
  const sources = INPUTS.flatMap((name) =>
    name.includes(".") ? [join(WWW, name)] : filesUnder(join(WWW, name)),
  );
  const ofPackage = readdirSync(folder("pkg/"))
    .filter((name) => /\.(js|wasm)$/.test(name))
    .map((name) => folder(`pkg/${name}`));
  for (const file of [...sources, ...ofPackage, folder("package-lock.json")].sort()) {
    hash.update(`${file}\0`).update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

/** Runs an action on folders that another process may move away at any time. @param {() => void} action */
function succeeds(action) {
  try {
    action();
    return true;
  } catch (error) {
    const { code = "" } = /** @type {NodeJS.ErrnoException} */ (error);
    if (["ENOENT", "ENOTEMPTY", "EEXIST"].includes(code)) return false;
    throw error;
  }
}

/** @param {string} site @param {string} inputs */
function isBuilt(site, inputs) {
  try {
    return readFileSync(join(site, STAMP), "utf8") === inputs;
  } catch {
    return false;
  }
}

/**
 * Puts a new build in the place of an older one. A build of the same inputs stays, because the process that built
 * it may serve its files already. Another process may fill the place between the two steps, which are then repeated.
 *
 * @param {string} built the folder of the new build
 * @param {string} site its place
 * @param {string} inputs the hash of its inputs
 */
export function putInPlace(built, site, inputs) {
  const old = `${built}.old`;
  const remove = (/** @type {string} */ path) => rmSync(path, { recursive: true, force: true });
  try {
    writeFileSync(join(built, STAMP), inputs);
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      if (isBuilt(site, inputs)) return;
      succeeds(() => renameSync(site, old));
      const isPlaced = succeeds(() => renameSync(built, site));
      remove(old);
      if (isPlaced) return;
    }
    throw new Error(`${site} could not be replaced: other processes replace it all the time`);
  } finally {
    remove(built);
  }
}

/** Builds the page if needed. @returns {Promise<string>} the folder of its files */
export async function buildPage() {
  const inputs = hashOfInputs();
  if (isBuilt(SITE, inputs)) return SITE;
  const { build } = await import("vite");
  // Another build may run at the same time, in this process or another one.
  const outDir = `${SITE}.${randomUUID()}`;
  await build({ configFile: join(WWW, "vite.config.js"), build: { outDir, emptyOutDir: true } });
  putInPlace(outDir, SITE, inputs);
  return SITE;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildPage();
