/** The mark of a build in a module. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { markBuild } from "../../pkg-template/tools/build-mark.mjs";

const HEADER = [0, 97, 115, 109, 1, 0, 0, 0];
/** An empty custom section with the name of one letter. @param {string} letter */
const moduleNamed = (letter) => Buffer.from([...HEADER, 0, 2, 1, letter.charCodeAt(0)]);

test("modules that differ in a byte have different marks, and each has its own mark only", async () => {
  const [one, other] = [markBuild(moduleNamed("a")), markBuild(moduleNamed("b"))];
  assert.notEqual(one.build, other.build);
  const module = await WebAssembly.compile(new Uint8Array(one.bytes));
  assert.equal(WebAssembly.Module.customSections(module, one.build).length, 1);
  assert.equal(WebAssembly.Module.customSections(module, other.build).length, 0);
});

test("the same module has the same mark", () => {
  assert.deepEqual(markBuild(moduleNamed("a")), markBuild(moduleNamed("a")));
});
