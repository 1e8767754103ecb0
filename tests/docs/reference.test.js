// The API reference in the package is the one that TypeDoc writes from the types of this build.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import { before, test } from "node:test";
import { fileURLToPath } from "node:url";

const TOOLS = fileURLToPath(new URL("reference", import.meta.url));
const COMMITTED = fileURLToPath(new URL("../../pkg-template/package/api/", import.meta.url));
const WRITTEN = fileURLToPath(new URL("../../target/docs/api/", import.meta.url));

/** @param {string} folder the pages under it, by path */
function pagesOf(folder) {
  const paths = readdirSync(folder, { recursive: true }).map(String);
  const pages = paths.filter((path) => path.endsWith(".md")).sort();
  return Object.fromEntries(pages.map((path) => [path, readFileSync(`${folder}/${path}`, "utf8")]));
}

before(() => {
  const lock = readFileSync(`${TOOLS}/package-lock.json`);
  const state = createHash("sha256").update(lock).digest("hex");
  const stamp = `${TOOLS}/node_modules/.installed`;
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === state) return;
  execFileSync("npm", ["ci", "--no-audit", "--no-fund"], { cwd: TOOLS, stdio: "inherit" });
  writeFileSync(stamp, state);
});

test("the committed reference is current (`node tests/docs/reference/write.mjs` writes it)", () => {
  execFileSync(process.execPath, [`${TOOLS}/write.mjs`, WRITTEN], { stdio: "inherit" });
  const written = pagesOf(WRITTEN);
  assert.ok(Object.keys(written).length >= 6, "a page for each entry");
  assert.deepEqual(pagesOf(COMMITTED), written);
});
