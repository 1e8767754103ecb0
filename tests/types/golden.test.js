// The generated types against a golden copy: a change of the public types shows up in the diff.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import { it } from "node:test";
import { fileURLToPath } from "node:url";
import { declarations } from "./declarations.js";

const GENERATED = fileURLToPath(new URL("../../pkg/pressone_esim.d.ts", import.meta.url));
const GOLDEN = fileURLToPath(new URL("golden-types.txt", import.meta.url));

it("the generated types equal the golden copy (UPDATE_GOLDEN=1 writes a new copy)", () => {
  const generated = declarations(GENERATED);
  assert.match(generated, /submitTopupOrder\(order: TopupOrderRequest/);
  if (process.env.UPDATE_GOLDEN) writeFileSync(GOLDEN, generated);
  assert.equal(generated, readFileSync(GOLDEN, "utf8"));
});
