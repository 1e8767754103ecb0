// The types of the packed tarball, for strict consumers that have installed it.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { after, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { installTarball } from "../hosts/tarball.js";

const HERE = fileURLToPath(new URL("./", import.meta.url));
const MODULES = fileURLToPath(new URL("../../node_modules/", import.meta.url));
const COMPILERS = { "TypeScript 5.9": "typescript-5", "TypeScript 7": "typescript" };
const RESOLUTIONS = {
  nodenext: ["--module", "nodenext", "--moduleResolution", "nodenext"],
  bundler: ["--module", "esnext", "--moduleResolution", "bundler"],
};

describe("the tarball's types", () => {
  const { project, archive, remove } = installTarball("types");
  for (const file of ["consumer.ts", "refused.ts", "tsconfig.json"]) {
    copyFileSync(join(HERE, file), join(project, file));
  }
  after(remove);

  /** @param {string} script of node_modules @param {string[]} args */
  const passes = (script, args) => {
    const { status, stdout, stderr, error } = spawnSync(
      process.execPath,
      [join(MODULES, script), ...args],
      { cwd: project, encoding: "utf8", timeout: 60_000 },
    );
    assert.equal(status, 0, `${error ?? ""}${stdout}${stderr}`);
    return stdout;
  };

  it("lead every import that the package supports to the right kind of file", () => {
    // Asks the registry for nothing, and the module itself has no types.
    const flags = ["--no-definitely-typed", "--exclude-entrypoints", "pressone_esim_bg.wasm"];
    const format = ["--format", "ascii", "--profile", "esm-only"];
    passes("@arethetypeswrong/cli/dist/index.js", [archive, ...format, ...flags]);
  });

  const types = join(project, "node_modules/pressone-esim/index.d.ts");
  for (const [compiler, folder] of Object.entries(COMPILERS)) {
    for (const [resolution, flags] of Object.entries(RESOLUTIONS)) {
      it(`compile a consumer, and refuse mistakes, in ${compiler} with ${resolution}`, () => {
        const read = passes(`${folder}/bin/tsc`, ["-p", ".", "--listFiles", ...flags]);
        assert.ok(read.split(/\r?\n/).includes(types), read);
      });
    }
  }
});
