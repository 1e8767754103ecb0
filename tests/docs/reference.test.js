// The API reference in the package is the one that TypeDoc writes from the types of this build.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import process from "node:process";
import { before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { installTools } from "../install-tools.js";

const TOOLS = fileURLToPath(new URL("reference", import.meta.url));
const COMMITTED = fileURLToPath(new URL("../../pkg-template/package/api/", import.meta.url));
const WRITTEN = fileURLToPath(new URL("../../target/docs/api/", import.meta.url));

/** @param {string} folder the pages under it, by path */
function pagesOf(folder) {
  const paths = readdirSync(folder, { recursive: true }).map(String);
  const pages = paths.filter((path) => path.endsWith(".md")).sort();
  return Object.fromEntries(pages.map((path) => [path, readFileSync(`${folder}/${path}`, "utf8")]));
}

before(() => installTools(TOOLS));

test("the committed reference is current (`node tests/docs/reference/write.mjs` writes it)", () => {
  execFileSync(process.execPath, [`${TOOLS}/write.mjs`, WRITTEN], { stdio: "inherit" });
  const written = pagesOf(WRITTEN);
  assert.ok(Object.keys(written).length >= 6, "a page for each entry");
  assert.deepEqual(pagesOf(COMMITTED), written);
});
