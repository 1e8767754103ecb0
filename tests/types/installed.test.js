// The types of the installed tarball, for strict consumers.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { after, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { installTarball } from "../hosts/tarball.js";

const FOLDER = fileURLToPath(new URL("./", import.meta.url));
const MODULES = fileURLToPath(new URL("../../node_modules/", import.meta.url));
const COMPILERS = { "TypeScript 5.9": "typescript-5", "TypeScript 7": "typescript" };
const RESOLUTIONS = {
  nodenext: ["--module", "nodenext", "--moduleResolution", "nodenext"],
  bundler: ["--module", "esnext", "--moduleResolution", "bundler"],
};

describe("the tarball's types", () => {
  const { project, installed, archive, remove } = installTarball("types");
  for (const file of ["consumer.ts", "refused.ts", "tsconfig.json"]) {
    copyFileSync(join(FOLDER, file), join(project, file));
  }
  after(remove);

  /** Runs a script of node_modules, which must succeed. @param {string} script @param {string[]} args */
  const run = (script, args) => {
    const { status, stdout, stderr, error } = spawnSync(
      process.execPath,
      [join(MODULES, script), ...args],
      { cwd: project, encoding: "utf8", timeout: 60_000 },
    );
    assert.equal(status, 0, `${error ?? ""}${stdout}${stderr}`);
    return stdout;
  };

  it("every import of the package leads to ES modules and their types", () => {
    // The tool asks no registry. The WebAssembly module has no types.
    const flags = ["--no-definitely-typed", "--exclude-entrypoints", "pressone_esim_bg.wasm"];
    const format = ["--format", "ascii", "--profile", "esm-only"];
    run("@arethetypeswrong/cli/dist/index.js", [archive, ...format, ...flags]);
  });

  const types = join(installed, "index.d.ts");
  for (const [compiler, folder] of Object.entries(COMPILERS)) {
    for (const [resolution, flags] of Object.entries(RESOLUTIONS)) {
      it(`${compiler} with ${resolution} compiles a consumer and refuses mistakes`, () => {
        const files = run(`${folder}/bin/tsc`, ["-p", ".", "--listFiles", ...flags]);
        assert.ok(files.split(/\r?\n/).includes(types), files);
      });
    }
  }
});
