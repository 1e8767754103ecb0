// The links of documents lead to files that exist, in the repository and in the package.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { packageReadme } from "../../pkg-template/tools/package-readme.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** @param {string} folder @param {string[]} paths @returns {string[]} the links that lead nowhere */
function deadLinks(folder, paths) {
  return paths.flatMap((path) => {
    const text = readFileSync(join(folder, path), "utf8").replace(/^```.*?^```$/gms, "");
    const links = [...text.matchAll(/\]\(([^)\s#]+)(?:#[^)]*)?\)/g)].map((match) => match[1] ?? "");
    return links
      .filter((link) => !/^[a-z]+:/.test(link))
      .filter((link) => !existsSync(join(folder, dirname(path), link)))
      .map((link) => `${path}: ${link}`);
  });
}

test("the links of the repository's documents lead to files", () => {
  const paths = execFileSync("git", ["ls-files", "*.md"], { cwd: ROOT, encoding: "utf8" })
    .trim()
    .split("\n");
  assert.ok(paths.length > 8);
  assert.deepEqual(deadLinks(ROOT, paths), []);
});

test("the links of the package's documents lead to files of the package", () => {
  const folder = join(ROOT, "pkg");
  const paths = readdirSync(folder, { recursive: true })
    .map(String)
    .filter((path) => path.endsWith(".md"));
  assert.ok(paths.includes("README.md") && paths.includes("gateway/README.md"));
  assert.deepEqual(deadLinks(folder, paths), []);
});

test("the package's README links to the package, and has no picture", () => {
  const readme = [
    "[a](pkg-template/package/gateway/README.md#hooks), [b](www/examples/deno), [c](src/lib.rs)",
    "",
    "![picture](www/screenshot.png)",
    "",
    "[d](https://example.org/x) [e](#errors)",
    "",
  ];
  const packed = [
    "[a](gateway/README.md#hooks), b, c",
    "",
    "[d](https://example.org/x) [e](#errors)",
    "",
  ];
  assert.equal(packageReadme(readme.join("\n")), packed.join("\n"));
});
