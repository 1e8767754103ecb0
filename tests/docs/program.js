// The code blocks of a document as modules that Node runs.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const ROOT = new URL("../../", import.meta.url);

/**
 * Returns the JavaScript blocks of a document by the heading above them.
 *
 * @param {string} document its path in the repository
 * @returns {Map<string, string[]>}
 */
export function codeBlocks(document) {
  /** @type {Map<string, string[]>} */
  const blocks = new Map();
  let heading = "";
  const text = readFileSync(new URL(document, ROOT), "utf8");
  for (const [, title, code] of text.matchAll(/^##+ ([^\n]+)$|^```js\n(.*?)^```$/gms)) {
    if (title) heading = title;
    else blocks.set(heading, [...(blocks.get(heading) ?? []), code ?? ""]);
  }
  return blocks;
}

/**
 * Imports modules from a folder in which the built package is installed.
 *
 * @param {string} name of the folder
 * @param {Record<string, string>} modules their text by file name
 * @returns {Promise<Record<string, any>[]>} what each exports
 */
export async function importModules(name, modules) {
  const folder = new URL(`target/docs/${name}/`, ROOT);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const installed = new URL("node_modules/pressone-esim/", folder);
  cpSync(fileURLToPath(new URL("pkg/", ROOT)), fileURLToPath(installed), { recursive: true });
  writeFileSync(new URL("package.json", folder), '{ "type": "module" }');
  for (const [file, text] of Object.entries(modules)) writeFileSync(new URL(file, folder), text);
  return Promise.all(Object.keys(modules).map((file) => import(new URL(file, folder).href)));
}
