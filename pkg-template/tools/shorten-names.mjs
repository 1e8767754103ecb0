// Shortens the names between the module and its JavaScript. wasm-bindgen ends each import name with a
// hash of 16 digits, in both files.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import { transformSync } from "esbuild";

/** binaryen gives all imports this module name. */
const MODULE = "a";

/**
 * Shortens the names of imports and exports with binaryen, and renames them in the JavaScript with
 * esbuild.
 *
 * @param {string} wasm path of the module
 * @param {string} script path of its JavaScript
 * @param {string[]} features flags of wasm-opt
 */
export function shortenNames(wasm, script, features) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      "node_modules/binaryen/bin/wasm-opt",
      ...features,
      "--minify-imports-and-exports-and-modules",
      wasm,
      "-o",
      wasm,
    ],
    { encoding: "utf8" },
  );
  if (status !== 0) throw new Error(`wasm-opt failed: ${stderr}`);
  const names = parseNames(stdout);
  const pattern = Object.keys(names).map((name) => name.replace(/[.$/]/g, "\\$&"));
  const { code } = transformSync(readFileSync(script, "utf8"), {
    format: "esm",
    mangleCache: names,
    mangleProps: new RegExp(`^(${pattern.join("|")})$`),
    mangleQuoted: true,
  });
  writeFileSync(script, code);
}

/**
 * Parses the list that binaryen prints. It is JSON but for a comma after the last element.
 *
 * @param {string} printed
 * @returns {Record<string, string>} the new name of each old name
 */
function parseNames(printed) {
  /** @type {{ imports: [string, string, string][], exports: [string, string][] }} */
  const { imports, exports } = JSON.parse(printed.replace(/,\s*\]/g, "]"));
  const [module, ...others] = new Set(imports.map(([name]) => name));
  // binaryen merges all modules into one. A function that the module imports from a script directly
  // would be lost.
  if (!module || others.length > 0) throw new Error(`imports of several modules: ${others}`);
  return Object.fromEntries([
    [module, MODULE],
    ...imports.map(([, name, short]) => [name, short]),
    ...exports,
  ]);
}
