// The kinds of errors are listed in several files, in Rust, JavaScript, TypeScript and English. The list
// in `src/core/error.rs` is the one that the others are compared with.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";

/** @param {string} path from the project's folder */
const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

/** The first groups of all matches, sorted. @param {string} text @param {RegExp} pattern */
const all = (text, pattern) => [...text.matchAll(pattern)].map((match) => match[1] ?? "").sort();

/**
 * The text between two others.
 *
 * @param {string} path
 * @param {string} begin
 * @param {string} end
 */
function section(path, begin, end) {
  const [, after] = read(path).split(begin);
  const [text, rest] = (after ?? "").split(end);
  assert.ok(text && rest !== undefined, `${path} has no text between "${begin}" and "${end}"`);
  return text;
}

/** The kinds in the first column of the table under a heading. @param {string} path @param {string} heading */
function kindsOfTable(path, heading) {
  const [, rows = ""] = section(path, `\n## ${heading}\n`, "\n## ").split(/\n\| -.*\n/);
  const cells = rows.split("\n").map((row) => row.split("|")[1] ?? "");
  return cells.flatMap((cell) => all(cell, /`(\w+)`/g)).sort();
}

/** The name of a kind in another language: `not_found` is `NotFound` there. @param {string} kind */
const pascalCase = (kind) =>
  kind.replace(/(?:^|_)([a-z])/g, (_, letter) => /** @type {string} */ (letter).toUpperCase());

const texts = section("src/core/error.rs", "fn as_str", "\n    }\n");
const kinds = all(texts, /=> "(\w+)"/g);

describe("every list of error kinds is the same", () => {
  it("the texts of the kinds are those of the Rust variants", () => {
    assert.ok(kinds.length > 10, "the list of kinds is not where this test looks for it");
    const variants = section("src/core/error.rs", "pub enum Kind {", "\n}");
    assert.deepEqual(all(variants, /^ {4}(\w+),/gm), kinds.map(pascalCase).sort());
    const pairs = [...texts.matchAll(/Self::(\w+) => "(\w+)"/g)];
    for (const [, variant, kind = ""] of pairs) assert.equal(variant, pascalCase(kind));
  });

  it("JavaScript has a class for each kind", () => {
    const path = "src/wasm/error.js";
    const declared = [...read(path).matchAll(/^export const (\w+) = errorClass\("(\w+)"\);/gm)];
    assert.deepEqual(declared.map(([, , kind]) => kind).sort(), kinds);
    for (const [, name, kind = ""] of declared) assert.equal(name, `${pascalCase(kind)}Error`);
  });

  it("TypeScript has a class for each kind", () => {
    const path = "pkg-template/package/errors.d.ts";
    assert.deepEqual(all(section(path, "export type ErrorKind =", ";"), /"(\w+)"/g), kinds);
    const declared = [...read(path).matchAll(/class (\w+) extends PressOneError<"(\w+)">/g)];
    assert.deepEqual(declared.map(([, , kind]) => kind).sort(), kinds);
    for (const [, name, kind = ""] of declared) assert.equal(name, `${pascalCase(kind)}Error`);
  });

  it("the README explains each kind once", () => {
    assert.deepEqual(kindsOfTable("README.md", "Errors"), kinds);
  });
});

describe("no list names an error kind that does not exist", () => {
  /** @param {string[]} named */
  const exist = (named) => {
    assert.notEqual(named.length, 0);
    assert.deepEqual(
      named.filter((kind) => !kinds.includes(kind)),
      [],
    );
  };

  it("the storefront explains existing kinds", () => {
    exist(all(read("www/app/data/explanations.js"), /^ {2}(\w+): \{ remedy/gm));
  });

  it("isRefused knows existing kinds", () => {
    const list = section("pkg-template/package/is-refused.js", "const FINAL_KINDS = [", "\n];");
    exist(all(list, /"(\w+)"/g));
  });

  it("PURCHASES.md explains existing kinds", () => {
    exist(kindsOfTable("pkg-template/package/PURCHASES.md", "Errors of a purchase"));
  });
});
