// The rules for the folder of an example: it can be read in a minute, and installs the same versions everywhere.
import assert from "node:assert/strict";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { removeOldFolders } from "./dependencies.js";
import { EXAMPLES } from "./example.js";

const MAX_README_LINES = 30;
const VARIABLES = ["PRESSONE_URL", "CLIENT_ID", "CLIENT_SECRET", "STORE_SECRET"];
const EXACT = /^\d+\.\d+\.\d+$/;
/** The page of the examples without a framework. */
const PAGE_SCRIPTS = ["public/page.js", "src/page.js"];
const IMPORTS_OF_THE_CLIENT = /import \{ (?:createClient|isRefused) \} from "[^"]+";\n/g;

const names = readdirSync(EXAMPLES);
/** @param {...string} path */
const read = (...path) => readFileSync(join(EXAMPLES, ...path), "utf8");

describe("the folders of the examples", () => {
  for (const name of names) {
    it(`${name} has a test, a short README and exact versions`, () => {
      const test = fileURLToPath(new URL(`${name}.test.js`, import.meta.url));
      assert.ok(existsSync(test), test);
      const readme = read(name, "README.md");
      assert.ok(readme.trimEnd().split("\n").length <= MAX_README_LINES);
      for (const variable of VARIABLES) assert.ok(readme.includes(variable), variable);
      const { dependencies, devDependencies } = JSON.parse(read(name, "package.json"));
      for (const version of Object.values({ ...dependencies, ...devDependencies })) {
        assert.match(version, EXACT);
      }
    });
  }

  it("does not keep copies and dependencies that no test uses", (t) => {
    const folder = mkdtempSync(join(tmpdir(), "examples-"));
    t.after(() => rmSync(folder, { recursive: true }));
    /** @param {string} name @param {number} hours */
    const add = (name, hours) => {
      mkdirSync(join(folder, name));
      const time = new Date(Date.now() - hours * 3_600_000);
      utimesSync(join(folder, name), time, time);
    };
    add("copy-astro-1", 2);
    add("copy-astro-2", 0);
    add("astro-1", 8 * 24);
    add("astro-2", 6 * 24);
    removeOldFolders(folder);
    assert.deepEqual(readdirSync(folder).sort(), ["astro-2", "copy-astro-2"]);
  });

  it("has one page script for all examples without a framework", () => {
    const paths = names.flatMap((name) => PAGE_SCRIPTS.map((path) => join(name, path)));
    const scripts = paths
      .filter((path) => existsSync(join(EXAMPLES, path)))
      .map((path) => read(path));
    assert.ok(scripts.length > 1);
    const contents = scripts.map((script) => script.replaceAll(IMPORTS_OF_THE_CLIENT, ""));
    for (const content of contents) assert.equal(content, contents[0]);
  });
});
