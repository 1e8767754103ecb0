/** The npm packages that set-up installs, in a project whose packages are files. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { after, before, test } from "node:test";
import { makeFolder } from "./project.js";

const TOOL = new URL("../../pkg-template/tools/node-modules.mjs", import.meta.url);

/** Makes a project with the package `built` for the build and the package `tested` for the tests. @param {string} folder */
function makeProject(folder) {
  for (const name of ["built", "tested"]) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, "package.json"), JSON.stringify({ name, version: "1.0.0" }));
    npm(folder, "pack", `./${name}`);
  }
  const manifest = {
    dependencies: { built: "file:built-1.0.0.tgz" },
    devDependencies: { tested: "file:tested-1.0.0.tgz" },
  };
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  npm(folder, "install", "--package-lock-only");
}

/** @param {import("node:test").TestContext} t */
function copyProject(t) {
  const folder = makeFolder(t);
  cpSync(template, folder, { recursive: true });
  return folder;
}

/** @param {string} folder @param {...string} args */
const npm = (folder, ...args) =>
  execFileSync("npm", [...args, "--no-audit", "--no-fund"], { cwd: folder, stdio: "pipe" });

/** Returns the output of a set-up. @param {string} folder @param {"build" | "test"} purpose */
function setUp(folder, purpose) {
  const source = `import { installNodeModules } from "${TOOL}"; await installNodeModules("${purpose}");`;
  const args = ["--input-type=module", "--eval", source];
  return execFileSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
}

/** @param {string} folder */
const installed = (folder) =>
  ["built", "tested"].filter((name) => existsSync(join(folder, "node_modules", name)));

/** The project that all others are copies of, because npm takes a second to make it. */
const template = mkdtempSync(join(tmpdir(), "pressone-setup-"));
before(() => makeProject(template));
after(() => rmSync(template, { recursive: true }));

test("the build gets its own packages, and the tests get all", (t) => {
  const folder = copyProject(t);
  setUp(folder, "build");
  assert.deepEqual(installed(folder), ["built"]);
  setUp(folder, "test");
  assert.deepEqual(installed(folder), ["built", "tested"]);
});

test("a build keeps the packages of the tests", (t) => {
  const folder = copyProject(t);
  setUp(folder, "test");
  assert.equal(setUp(folder, "build"), "");
  assert.deepEqual(installed(folder), ["built", "tested"]);
});

test("a build keeps the packages of the tests that a person has installed", (t) => {
  const folder = copyProject(t);
  npm(folder, "ci");
  setUp(folder, "build");
  assert.deepEqual(installed(folder), ["built", "tested"]);
  assert.equal(setUp(folder, "test"), "");
});

test("the tests get their packages again if a person has removed them", (t) => {
  const folder = copyProject(t);
  setUp(folder, "test");
  npm(folder, "prune", "--omit=dev");
  assert.deepEqual(installed(folder), ["built"]);
  setUp(folder, "test");
  assert.deepEqual(installed(folder), ["built", "tested"]);
});

test("a second set-up does nothing", (t) => {
  const folder = copyProject(t);
  assert.match(setUp(folder, "build"), /installing the npm packages: done in \d/);
  assert.equal(setUp(folder, "build"), "");
  const lock = join(folder, "package-lock.json");
  writeFileSync(lock, `${readFileSync(lock, "utf8")}\n`);
  assert.match(setUp(folder, "build"), /installing the npm packages: done in \d/);
});
