// The file of the packed tarball that each platform's conditions select.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { relative } from "node:path";
import process from "node:process";
import { after, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import webpack from "webpack";
import { installTarball } from "./tarball.js";

/** @type {[platform: string, conditions: string[], file: string][]} */
const PLATFORMS = [
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
  ["every other platform", ["default"], "web.js"],
  ["TypeScript", ["types"], "index.d.ts"],
  ["TypeScript for a page", ["types", "browser"], "index.d.ts"],
];

/** Conditions for `node --conditions`; Node adds its own. @type {[string[], string][]} */
const NODE_FLAGS = [
  [[], "node.js"],
  [["browser"], "web.js"],
  [["workerd"], "workerd.js"],
  [["edge-light"], "edge-light.js"],
  [["deno"], "node.js"],
  [["bun"], "node.js"],
];

/** @type {[platform: string, conditions: string[], file: string][]} */
const INLINE = [
  ["Node", ["node"], "inline.js"],
  ["a bundler for pages", ["browser", "module"], "inline.js"],
  ["a bundler for workerd", ["workerd", "worker", "browser"], "workerd.js"],
  ["Vercel's edge runtime", ["edge-light", "browser", "module"], "edge-light.js"],
  ["TypeScript", ["types"], "inline.d.ts"],
];

/** The clients, and the folder of their entries. @type {[client: string, folder: string][]} */
const CLIENTS = [
  ["pressone-esim", ""],
  ["pressone-esim/partner", "partner/"],
];

describe("the tarball's exports", () => {
  const { project, installed, remove } = installTarball("exports");
  after(remove);

  for (const [client, folder] of CLIENTS) {
    for (const [platform, conditions, file] of PLATFORMS) {
      it(`${platform} imports ${folder}${file} as ${client}`, async () => {
        // webpack's resolver has no conditions of its own.
        const found = await resolve(project, ["import", ...conditions], client);
        assert.equal(relative(installed, found), folder + file);
      });
    }

    for (const [conditions, file] of NODE_FLAGS) {
      it(`this Node with the conditions "${conditions}" imports ${folder}${file}`, () => {
        const flags = conditions.map((condition) => `--conditions=${condition}`);
        const script = `console.log(import.meta.resolve("${client}"))`;
        const args = [...flags, "--input-type=module", "--eval", script];
        const options = /** @type {const} */ ({ cwd: project, encoding: "utf8", timeout: 120_000 });
        const found = execFileSync(process.execPath, args, options);
        assert.equal(relative(installed, fileURLToPath(found.trim())), folder + file);
      });
    }

    for (const [platform, conditions, file] of INLINE) {
      it(`${platform} imports ${folder}${file} as ${client}/inline`, async () => {
        const found = await resolve(project, ["import", ...conditions], `${client}/inline`);
        assert.equal(relative(installed, found), folder + file);
      });
    }
  }

  it("other imports are the errors, the sandbox, the gateway's description, the modules and the manifest, and no other file", async () => {
    for (const [name, file] of [
      ["errors", "errors.js"],
      ["sandbox", "sandbox/index.js"],
      ["sandbox/server", "sandbox/server.js"],
      ["gateway/openapi.json", "gateway/openapi.json"],
      ...["pressone_esim_page_bg.wasm", "pressone_esim_partner_bg.wasm", "package.json"].map(
        (each) => [each, each],
      ),
    ]) {
      const found = await resolve(project, ["import"], `pressone-esim/${name}`);
      assert.equal(relative(installed, found), file);
    }
    for (const file of [
      "load.js",
      "pressone_esim_page.js",
      "error-classes.js",
      "pressone_esim_page_text.js",
      "partner/load.js",
      "stores/lease-lock.js",
      "sandbox/core/sandbox.js",
      "sandbox/command.js",
      "cli.js",
    ]) {
      await assert.rejects(resolve(project, ["import"], `pressone-esim/${file}`), /not exported/);
    }
  });
});

/**
 * @param {string} from
 * @param {string[]} conditionNames
 * @param {string} name
 * @returns {Promise<string>}
 */
function resolve(from, conditionNames, name) {
  const factory = webpack({ context: from })?.resolverFactory;
  const resolver = factory?.get("normal", { conditionNames });
  return new Promise((fulfil, reject) => {
    if (!resolver) throw new Error("webpack has no resolver");
    resolver.resolve({}, from, name, {}, (error, path) => {
      if (typeof path === "string") fulfil(path);
      else reject(error ?? new Error(`${name} resolves to no file`));
    });
  });
}
