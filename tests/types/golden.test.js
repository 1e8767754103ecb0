// The generated types against golden copies: a change of the public types shows up in the diff.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import { it } from "node:test";
import { fileURLToPath } from "node:url";
import { declarations } from "./declarations.js";

for (const client of ["page", "partner"]) {
  it(`the generated types of the ${client} client equal the golden copy (UPDATE_GOLDEN=1 writes a new one)`, () => {
    const path = (/** @type {string} */ name) => fileURLToPath(new URL(name, import.meta.url));
    const golden = path(`golden/${client}.txt`);
    const generated = declarations(path(`../../pkg/${client}-types.d.ts`));
    assert.match(generated, /submitTopupOrder\(order: /);
    if (process.env.UPDATE_GOLDEN) writeFileSync(golden, generated);
    assert.equal(generated, readFileSync(golden, "utf8"));
  });
}

for (const client of ["page", "partner"]) {
  it(`the documentation of the ${client} client contains no source text of the crate`, () => {
    const types = new URL(`../../pkg/${client}-types.d.ts`, import.meta.url);
    const lines = readFileSync(types, "utf8").split("\n");
    const documentation = lines.filter((line) => /^\s*\* \S/.test(line));
    assert.ok(documentation.length > 100);
    // A raw literal, and a heading of rustdoc.
    const leaked = documentation.filter((line) => /^\s*\* (r#*"|# )/.test(line));
    assert.deepEqual(leaked, []);
  });
}
