// The package as its users get it: packed, and installed into a project.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/**
 * Packs `pkg/` and installs the tarball into a new project.
 *
 * @param {string} name
 * @returns {{ project: string, installed: string, archive: string, files: string[], remove: () => void }}
 *   `installed`: the package's folder in the project.
 */
export function installTarball(name) {
  const parent = join(ROOT, "target", "hosts");
  mkdirSync(parent, { recursive: true });
  const project = mkdtempSync(join(parent, `${name}-`));
  const options = /** @type {const} */ ({ cwd: project, encoding: "utf8", timeout: 60_000 });
  const packed = execFileSync("npm", ["pack", "--json", join(ROOT, "pkg")], options);
  const listing = JSON.parse(packed);
  const [pack] = Array.isArray(listing) ? listing : Object.values(listing);
  writeFileSync(join(project, "package.json"), '{ "name": "shop", "type": "module" }\n');
  const args = ["install", "--no-audit", "--no-fund", "--offline", `./${pack.filename}`];
  execFileSync("npm", args, { ...options, stdio: "pipe" });
  return {
    project,
    installed: join(project, "node_modules/pressone-esim"),
    archive: join(project, pack.filename),
    files: pack.files.map((/** @type {{ path: string }} */ file) => file.path),
    remove: () => rmSync(project, { recursive: true, force: true }),
  };
}
