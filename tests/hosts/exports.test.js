// Which file of the packed tarball each platform's conditions lead to.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join, relative } from "node:path";
import process from "node:process";
import { after, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import webpack from "webpack";
import { installTarball } from "./tarball.js";

/** @type {[who: string, conditions: string[], file: string][]} */
const TABLE = [
  ["Node", ["node"], "node.js"],
  ["Deno", ["deno", "node"], "node.js"],
  ["Deno's condition alone", ["deno"], "node.js"],
  ["Bun", ["bun", "node"], "node.js"],
  ["Bun's condition alone", ["bun"], "node.js"],
  ["a bundler for pages", ["browser", "module"], "web.js"],
  ["a bundler for pages that sets node too", ["browser", "node"], "web.js"],
  ["workerd's condition alone", ["workerd"], "workerd.js"],
  ["a bundler for workerd", ["workerd", "worker", "browser"], "workerd.js"],
  ["a bundler for workerd with Node's modules", ["workerd", "browser", "node"], "workerd.js"],
  ["Vercel's edge runtime", ["edge-light", "browser", "module"], "edge-light.js"],
  ["whatever else", ["default"], "web.js"],
  ["TypeScript", ["types"], "index.d.ts"],
  ["TypeScript for a page", ["types", "browser"], "index.d.ts"],
];

/** What `node --conditions` is told, whose own conditions are always there. @type {[string[], string][]} */
const TOLD = [
  [[], "node.js"],
  [["browser"], "web.js"],
  [["workerd"], "workerd.js"],
  [["edge-light"], "edge-light.js"],
  [["deno"], "node.js"],
  [["bun"], "node.js"],
];

describe("the tarball's exports", () => {
  const { project, remove } = installTarball("exports");
  const installed = join(project, "node_modules/pressone-esim");
  after(remove);

  for (const [who, conditions, file] of TABLE) {
    it(`${who}: ${file}`, async () => {
      // webpack's resolver has no conditions but those that it is given.
      const found = await resolved(project, ["import", ...conditions], "pressone-esim");
      assert.equal(relative(installed, found), file);
    });
  }

  for (const [conditions, file] of TOLD) {
    it(`this Node, told "${conditions}": ${file}`, () => {
      const flags = conditions.map((condition) => `--conditions=${condition}`);
      const script = 'console.log(import.meta.resolve("pressone-esim"))';
      const args = [...flags, "--input-type=module", "--eval", script];
      const options = /** @type {const} */ ({ cwd: project, encoding: "utf8", timeout: 20_000 });
      const found = execFileSync(process.execPath, args, options);
      assert.equal(relative(installed, fileURLToPath(found.trim())), file);
    });
  }

  it("the module and the manifest by their names, and nothing else", async () => {
    for (const file of ["pressone_esim_bg.wasm", "package.json"]) {
      const found = await resolved(project, ["import"], `pressone-esim/${file}`);
      assert.equal(relative(installed, found), file);
    }
    for (const file of ["load.js", "pressone_esim.js", "errors.js", "wasm-text.js"]) {
      await assert.rejects(resolved(project, ["import"], `pressone-esim/${file}`), /not exported/);
    }
  });
});

/**
 * @param {string} from
 * @param {string[]} conditionNames
 * @param {string} name
 * @returns {Promise<string>}
 */
function resolved(from, conditionNames, name) {
  const factory = webpack({ context: from })?.resolverFactory;
  const resolver = factory?.get("normal", { conditionNames });
  return new Promise((resolve, reject) => {
    if (!resolver) throw new Error("webpack has no resolver");
    resolver.resolve({}, from, name, {}, (error, path) => {
      if (typeof path === "string") resolve(path);
      else reject(error ?? new Error(`${name} leads nowhere`));
    });
  });
}
