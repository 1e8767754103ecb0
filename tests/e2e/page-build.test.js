/** The place of the built page, which several processes may fill at once. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { test } from "node:test";
import { putInPlace } from "../../www/server/page-build.mjs";
import { useFolder } from "../stores/temporary-folder.js";

const folder = useFolder("page-build");

/** Makes a build with one file. @param {string} name @param {string} text */
function build(name, text) {
  const path = join(folder, name);
  mkdirSync(path);
  writeFileSync(join(path, "index.html"), text);
  return path;
}

test("a build that another process serves stays, and one of other inputs is replaced", () => {
  const site = join(folder, "site");
  const page = () => readFileSync(join(site, "index.html"), "utf8");
  putInPlace(build("first", "the page"), site, "inputs");
  const { ino } = statSync(site);
  putInPlace(build("second", "the page"), site, "inputs");
  assert.deepEqual([statSync(site).ino, page()], [ino, "the page"]);

  putInPlace(build("third", "the next page"), site, "other inputs");
  assert.equal(page(), "the next page");
  assert.deepEqual(readdirSync(folder), ["site"]);
  assert.ok(existsSync(join(site, ".inputs")));
});

/** Runs a script in a process of its own. @param {string} script @param {string[]} args */
async function runScript(script, args) {
  const child = spawn(process.execPath, ["--input-type=module", "-e", script, ...args], {
    stdio: ["ignore", "inherit", "inherit"],
  });
  const [code] = await once(child, "exit");
  return code;
}

const PAGE_BUILD = new URL("../../www/server/page-build.mjs", import.meta.url).href;
/** Puts builds in place, each of them of the one or the other inputs. */
const PUT_MANY = `
  import { mkdirSync, writeFileSync } from "node:fs";
  import { putInPlace } from ${JSON.stringify(PAGE_BUILD)};
  const [, site, name] = process.argv;
  for (let number = 0; number < 400; number += 1) {
    const built = site + "." + name;
    mkdirSync(built);
    writeFileSync(built + "/index.html", "the page");
    putInPlace(built, site, "inputs " + (number % 2));
  }
`;

test("processes that put their builds in place at the same time do not disturb each other", async () => {
  const site = join(folder, "shared");
  const names = ["a", "b", "c"];
  const codes = await Promise.all(names.map((name) => runScript(PUT_MANY, [site, name])));
  assert.deepEqual(codes, [0, 0, 0]);
  assert.equal(readFileSync(join(site, "index.html"), "utf8"), "the page");
  const left = readdirSync(folder).filter((name) => name.startsWith("shared"));
  assert.deepEqual(left, ["shared"]);
});
