// The types of the installed tarball, for strict consumers with every kind of settings. The compiler checks
// the package's declarations too.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { after, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { installTarball } from "../hosts/tarball.js";

const FOLDER = fileURLToPath(new URL("./", import.meta.url));
const MODULES = fileURLToPath(new URL("../../node_modules/", import.meta.url));
const COMPILERS = { "TypeScript 5.9": "typescript-5", "TypeScript 7": "typescript" };

/** Declarations that the consumers import. */
const DECLARATIONS = ["index.d.ts", "partner/index.d.ts", "errors.d.ts", "sandbox/index.d.ts"];

/** @typedef {{ lib: string[], types?: string[], files?: string[] }} Platform */

/** @type {Record<string, Platform>} */
const PLATFORMS = {
  "the DOM": { lib: ["es2022", "dom"], files: ["dom.ts"] },
  WebWorker: { lib: ["es2022", "webworker"] },
  "Node's types": { lib: ["es2022"], types: ["node"] },
  "Cloudflare's types": { lib: ["es2022"], types: ["@cloudflare/workers-types"] },
  "Symbol.dispose": { lib: ["es2022", "dom", "esnext.disposable"], files: ["using.ts"] },
};

const NODENEXT = { module: "nodenext", moduleResolution: "nodenext" };
const BUNDLER = { module: "esnext", moduleResolution: "bundler" };
/** Names of platforms, by the settings of module resolution that they are compiled with. */
const RESOLUTIONS = [
  { settings: NODENEXT, platforms: Object.keys(PLATFORMS), compilers: Object.keys(COMPILERS) },
  { settings: BUNDLER, platforms: Object.keys(PLATFORMS), compilers: Object.keys(COMPILERS) },
  {
    settings: { module: "node16", moduleResolution: "node16" },
    platforms: ["Node's types"],
    compilers: Object.keys(COMPILERS),
  },
  {
    // TypeScript 7 has no such resolution.
    settings: { module: "esnext", moduleResolution: "node10" },
    platforms: ["the DOM", "Node's types"],
    compilers: ["TypeScript 5.9"],
  },
];

describe("the tarball's types", () => {
  const { project, installed, archive, remove } = installTarball("types");
  for (const file of [
    "page.ts",
    "server.ts",
    "refused.ts",
    "sandbox.ts",
    "dom.ts",
    "using.ts",
    "tsconfig.json",
  ]) {
    copyFileSync(join(FOLDER, file), join(project, file));
  }
  after(remove);

  /** Runs a script of node_modules, which must succeed. @param {string} script @param {string[]} args */
  const run = (script, ...args) => {
    const { status, stdout, stderr, error } = spawnSync(
      process.execPath,
      [join(MODULES, script), ...args],
      { cwd: project, encoding: "utf8", timeout: 60_000 },
    );
    assert.equal(status, 0, `${error ?? ""}${stdout}${stderr}`);
    return stdout;
  };

  it("every import of the package leads to ES modules and their types", () => {
    // The tool asks no registry.
    const flags = ["--no-definitely-typed", "--format", "ascii", "--profile", "esm-only"];
    run("@arethetypeswrong/cli/dist/index.js", archive, ...flags);
  });

  for (const { settings, platforms, compilers } of RESOLUTIONS) {
    for (const platform of platforms) {
      for (const compiler of compilers) {
        const title = `${compiler} with ${platform} and ${settings.moduleResolution}`;
        it(`${title} compiles consumers and refuses mistakes`, () => {
          const { lib = [], types = [], files = [] } = PLATFORMS[platform] ?? {};
          const config = `${title.replaceAll(/\W+/g, "-")}.json`;
          const all = ["page.ts", "server.ts", "refused.ts", "sandbox.ts", ...files];
          const compilerOptions = { ...settings, lib, types };
          const text = JSON.stringify({ extends: "./tsconfig.json", compilerOptions, files: all });
          writeFileSync(join(project, config), text);
          const folder = COMPILERS[/** @type {keyof typeof COMPILERS} */ (compiler)];
          const read = run(`${folder}/bin/tsc`, "-p", config, "--listFiles").split(/\r?\n/);
          for (const types of DECLARATIONS) {
            assert.ok(read.includes(join(installed, types)), `${types} was not read`);
          }
        });
      }
    }
  }
});
