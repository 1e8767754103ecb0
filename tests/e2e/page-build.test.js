/** The place of the built page, which several processes may fill at once. */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
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
