// Copies the files of a deployment to target/site: the storefront, and the package that it loads.
import { cpSync, readFileSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

const SITE = fileURLToPath(new URL("../../target/site/", import.meta.url));
const STOREFRONT = fileURLToPath(new URL("../", import.meta.url));
const PACKAGE = fileURLToPath(new URL("../../pkg/", import.meta.url));

rmSync(SITE, { recursive: true, force: true });
for (const path of ["index.html", "icon.svg", "app", "style"]) {
  cpSync(STOREFRONT + path, SITE + path, { recursive: true });
}
for (const file of filesOf("web.js")) cpSync(PACKAGE + file, `${SITE}pkg/${file}`);

/**
 * A script of the package, and all files that it names: its imports, and the module. A page needs no file of
 * the partner client.
 *
 * @param {string} script
 * @param {Set<string>} [found]
 * @returns {Set<string>}
 */
function filesOf(script, found = new Set()) {
  if (found.has(script)) return found;
  found.add(script);
  if (!script.endsWith(".js")) return found;
  const names = readFileSync(PACKAGE + script, "utf8").matchAll(/"\.\/([\w.-]+\.(?:js|wasm))"/g);
  for (const [, name = ""] of names) filesOf(name, found);
  return found;
}
