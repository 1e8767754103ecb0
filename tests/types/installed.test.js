// The types of the installed tarball, for strict consumers with every kind of settings. The compiler checks
// the package's declarations too.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { installTarball } from "../hosts/tarball.js";
import { installTools } from "../install-tools.js";

const FOLDER = fileURLToPath(new URL("./", import.meta.url));
const MODULES = fileURLToPath(new URL("../../node_modules/", import.meta.url));
const OLDER = fileURLToPath(new URL("./compilers", import.meta.url));
const COMPILERS = {
  "TypeScript 5.0": join(OLDER, "node_modules/typescript"),
  "TypeScript 5.9": join(MODULES, "typescript-5"),
  "TypeScript 7": join(MODULES, "typescript"),
};

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

const [OLDEST, LAST_5, NEWEST] = Object.keys(COMPILERS);
const ALL = Object.keys(PLATFORMS);
const NODENEXT = { module: "nodenext", moduleResolution: "nodenext" };
const NODE16 = { module: "node16", moduleResolution: "node16" };
const BUNDLER = { module: "esnext", moduleResolution: "bundler" };
const NODE10 = { module: "esnext", moduleResolution: "node10" };
/**
 * The settings of module resolution, with names of platforms and of compilers. The newest compiler takes a fifth of
 * the others' time.
 *
 * @type {{ settings: typeof NODENEXT, platforms: string[], compiler: string | undefined }[]}
 */
const RESOLUTIONS = [
  { settings: NODENEXT, platforms: ALL, compiler: NEWEST },
  { settings: BUNDLER, platforms: ALL, compiler: NEWEST },
  { settings: NODE16, platforms: ALL, compiler: NEWEST },
  // It does not know `using`.
  {
    settings: NODENEXT,
    platforms: ALL.filter((name) => name !== "Symbol.dispose"),
    compiler: OLDEST,
  },
  { settings: BUNDLER, platforms: ["the DOM"], compiler: OLDEST },
  { settings: NODE16, platforms: ["Node's types"], compiler: OLDEST },
  { settings: NODENEXT, platforms: ["Symbol.dispose"], compiler: LAST_5 },
  { settings: BUNDLER, platforms: ["Node's types"], compiler: LAST_5 },
  // TypeScript 7 has no such resolution.
  { settings: NODE10, platforms: ["the DOM", "Node's types"], compiler: LAST_5 },
];

describe("the tarball's types", { concurrency: 2 }, () => {
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
  before(() => installTools(OLDER), { timeout: 120_000 });
  after(remove);

  /** Runs a script, which must succeed. @param {string} script @param {string[]} args */
  const run = async (script, ...args) => {
    const options = { cwd: project, timeout: 120_000, maxBuffer: 2 ** 24 };
    const all = [script, ...args];
    const { stdout } = await promisify(execFile)(process.execPath, all, options).catch((error) =>
      assert.fail(`${error.message}\n${error.stdout}${error.stderr}`),
    );
    return stdout;
  };

  it("every import of the package leads to ES modules and their types", async () => {
    // The tool asks no registry. Node's `require` loads ES modules, so that rule does not apply.
    const rules = ["--ignore-rules", "cjs-resolves-to-esm"];
    const flags = ["--no-definitely-typed", "--format", "ascii", ...rules];
    await run(join(MODULES, "@arethetypeswrong/cli/dist/index.js"), archive, ...flags);
  });

  for (const { settings, platforms, compiler } of RESOLUTIONS) {
    for (const platform of platforms) {
      const title = `${compiler} with ${platform} and ${settings.moduleResolution}`;
      it(`${title} compiles consumers and refuses mistakes`, async () => {
        const { lib = [], types = [], files = [] } = PLATFORMS[platform] ?? {};
        const config = `${title.replaceAll(/\W+/g, "-")}.json`;
        const all = ["page.ts", "server.ts", "refused.ts", "sandbox.ts", ...files];
        const compilerOptions = { ...settings, lib, types };
        const text = JSON.stringify({ extends: "./tsconfig.json", compilerOptions, files: all });
        writeFileSync(join(project, config), text);
        const folder = COMPILERS[/** @type {keyof typeof COMPILERS} */ (compiler)];
        const printed = await run(`${folder}/bin/tsc`, "-p", config, "--listFiles");
        const read = printed.split(/\r?\n/);
        for (const types of DECLARATIONS) {
          assert.ok(read.includes(join(installed, types)), `${types} was not read`);
        }
      });
    }
  }
});
