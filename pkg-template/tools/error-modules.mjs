// The files of the error classes, from the crate's.
import { readFileSync, writeFileSync } from "node:fs";

/**
 * Writes `error-classes.js`, which all scripts of the package import, and `errors.js`, which exports the
 * classes and `isRefused`.
 *
 * @param {string} folder of the package
 */
export function writeErrorModules(folder) {
  const source = readFileSync("src/wasm/error.js", "utf8");
  const names = [...source.matchAll(/^export (?:class|const) ([A-Z]\w+)/gm)].map(
    (match) => `  ${match[1]},\n`,
  );
  writeFileSync(`${folder}/error-classes.js`, source);
  const classes = `export {\n${names.join("")}} from "./error-classes.js";\n`;
  writeFileSync(`${folder}/errors.js`, `${classes}export { isRefused } from "./is-refused.js";\n`);
}
