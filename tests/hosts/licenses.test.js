// The licences of the software in the modules.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { it } from "node:test";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const FILE = fileURLToPath(new URL("../../pkg/THIRD-PARTY-LICENSES", import.meta.url));
/** A sentence of each licence that a text in the file may be. */
const GRANT = new RegExp(
  [
    "Permission is hereby granted, free\\s+of\\s+charge",
    "TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION",
    "Redistribution and use in source and binary forms",
  ].join("|"),
);

/** The crates that cargo links into the modules: lines of a name and a version. */
function linkedCrates() {
  const flags = ["--edges", "normal,no-proc-macro", "--target", "wasm32-unknown-unknown"];
  const args = ["tree", "--locked", "--all-features", ...flags, "--prefix", "none"];
  const printed = execFileSync("cargo", args, { cwd: ROOT, encoding: "utf8" });
  const lines = printed.trim().split("\n").slice(1);
  return [...new Set(lines.map((line) => line.replace(/ v(\S+).*/, " $1")))];
}

it("THIRD-PARTY-LICENSES has each linked crate with its licence", () => {
  const [, ...parts] = readFileSync(FILE, "utf8").split(/^-{80}$/m);
  /** The text of each owner. @type {Map<string, string>} */
  const texts = new Map();
  for (const part of parts) {
    const [owners = "", ...paragraphs] = part.trim().split("\n\n");
    const text = paragraphs.join("\n\n");
    assert.ok(text.length > 300, owners);
    for (const owner of owners.split("\n")) {
      const name = owner.replace(/ \(.*\)$/, "");
      texts.set(name, `${texts.get(name) ?? ""}${text}`);
    }
  }
  const crates = linkedCrates();
  assert.ok(crates.length > 10, crates.join());
  for (const crate of crates) assert.match(texts.get(crate) ?? "", GRANT, crate);
  const library = [...texts.keys()].find((name) =>
    name.startsWith("the standard library of rustc"),
  );
  assert.match(texts.get(library ?? "") ?? "", GRANT);
});
