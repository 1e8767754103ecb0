// The imports between the modules of the crate.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { brokenLayers } from "./crate.js";

/**
 * Returns what breaks the layers of a crate of these files.
 *
 * @param {Record<string, string>} files
 */
function brokenLayersOf(files) {
  const folder = mkdtempSync(join(tmpdir(), "pressone-crate-"));
  try {
    const manifest = '[package]\nname = "example"\nversion = "0.0.0"\nedition = "2024"\n';
    for (const [file, text] of Object.entries({ "Cargo.toml": manifest, ...files })) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    return brokenLayers(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const CRATE = {
  "src/lib.rs": 'pub mod api;\npub mod core;\n#[cfg(target_arch = "wasm32")]\nmod wasm;\n',
  "src/core/mod.rs": "pub mod error;\npub mod json;\n",
  "src/core/error.rs":
    "pub struct Error(pub Box<Details>);\npub struct Details(pub Option<Error>);\n",
  "src/core/json.rs": "use super::error::Error;\npub fn parse() -> Option<Error> { None }\n",
  "src/wasm/mod.rs": "pub(crate) mod call;\nmod client;\npub(crate) use client::Client;\n",
  "src/wasm/call.rs": "use crate::core::json::parse;\npub(crate) fn run() { parse(); }\n",
  "src/wasm/client.rs":
    "use super::call::run;\npub(crate) struct Client;\npub(crate) fn start() { run() }\n",
  "src/api/mod.rs": "mod orders;\n",
  "src/api/orders.rs":
    '#[cfg(target_arch = "wasm32")]\nmod js {\n  use crate::wasm::Client;\n  fn list(_: Client) {}\n}\n',
};

describe("the check of the crate's layers", () => {
  it("accepts a crate whose modules import lower ones", () => {
    assert.deepEqual(brokenLayersOf(CRATE), []);
  });

  it("finds modules that import each other, in code for wasm32", () => {
    const call = `use super::client::Client;\n${CRATE["src/wasm/call.rs"]}fn end(_: Client) {}\n`;
    assert.deepEqual(brokenLayersOf({ ...CRATE, "src/wasm/call.rs": call }), [
      "these modules import each other: example::wasm::call, example::wasm::client",
    ]);
  });

  it("finds an import of a higher layer", () => {
    const json = `use crate::api::limit;\npub fn parse() { limit(); }\n`;
    const api = "pub fn limit() {}\n";
    const found = brokenLayersOf({ ...CRATE, "src/core/json.rs": json, "src/api/mod.rs": api });
    assert.deepEqual(found, [
      "example::core::json imports example::api, which is in a higher layer",
    ]);
  });
});

it("each module of the crate imports only modules below it", () => {
  assert.deepEqual(brokenLayers(fileURLToPath(new URL("../../", import.meta.url))), []);
});
